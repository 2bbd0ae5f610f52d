"""How long everything may take: the time limits of a pack, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from itertools import product

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.classes import CaseClass
from terms.complaint import Clock, ComplaintKind, Severity
from terms.limits import LimitKind, PauseReason, Province, ServiceDays, StartsAt
from terms.people import Role
from terms.provinces import ProvinceName
from terms.text import say

WHOLE = 100  # percent


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """When the service desk is open, company time; `closes` is the end of shift.

    longer_told: to serve longer, the customer is told before and `longer_reported_to` hears of it after; None where
    the policy says nothing about it.
    """

    opens: time
    closes: time
    reason: Words | None
    days: ServiceDays = ServiceDays.WORKING_DAYS
    clause: str = ""
    longer_reported_to: Role | None = None
    longer_clause: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit.

    amount: minutes, hours, or days; 0 for limits that name a time of day.
    at: the time of day of a clock-time limit, else None.
    severities, classes, provinces: empty means every one; urgent None means urgent or not.
    reason: why this figure, where the clause gives none.
    """

    clock: Clock
    starts: StartsAt
    kinds: frozenset[ComplaintKind]
    severities: frozenset[Severity]
    urgent: bool | None
    kind: LimitKind
    amount: int
    at: time | None
    clause: str
    reason: Words | None
    row: str = ""
    classes: frozenset[CaseClass] = frozenset()
    provinces: frozenset[Province] = frozenset()


@dataclass(frozen=True, slots=True)
class Unclassed:
    """What a case counts as until somebody has classed it, by its severity; and where it is from, while unknown."""

    by_severity: Mapping[Severity, CaseClass]
    reason: Words


@dataclass(frozen=True, slots=True)
class Extension:
    """Who may put a due time off, and by how much at most (in the unit of the limit; 0 where not restricted)."""

    approver: Role
    most: int
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Pause:
    """What a case may wait for while its time limits stand still."""

    waits: tuple[PauseReason, ...]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Home:
    """The company's own province, for limits that tell provinces apart."""

    province: ProvinceName
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Level:
    """Who hears of a late case so many hours after it was due."""

    level: int
    after_hours: int
    to: Role
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class TimeLimits:
    """warn_percent: the share of a limit that is left when its warning comes; 0 for none."""

    service_hours: ServiceHours
    limits: tuple[Limit, ...]
    unclassed: Unclassed | None = None
    extension: Extension | None = None
    escalation: tuple[Level, ...] = ()
    warn_percent: int = 0
    warn_reason: Words | None = None
    pause: Pause | None = None
    home: Home | None = None


def parse(data: Mapping[str, object], where: str) -> TimeLimits:
    """Read the topic; refuses two limits for one clock of one case, and a case without a result limit.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        hours = _hours(topic)
        limits = tuple(_limit(row) for row in topic.rows("limits"))
        _check_overlaps(topic, limits)
        unclassed = _unclassed(topic)
        _check_gaps(topic, limits, unclassed)
        if unclassed is None and any(limit.classes for limit in limits):
            raise topic.refuse(say("limits tell classes apart; add [unclassed] for cases nobody has classed yet"))
        percent, warn_reason = _warning(topic)
        extension, levels, pause, home = _extension(topic), _levels(topic), _pause(topic), _home(topic)
        if home is None and any(limit.provinces for limit in limits):
            raise topic.refuse(say("limits tell provinces apart; add [home] with the company's own province"))
        return TimeLimits(hours, limits, unclassed, extension, levels, percent, warn_reason, pause, home)


def _hours(topic: Row) -> ServiceHours:
    with topic.row("service_hours") as row:
        clause, reason = row.source()
        longer = row.has("longer_reported_to")
        hours = ServiceHours(
            opens=row.time("opens"),
            closes=row.time("closes"),
            reason=reason,
            days=row.term("days", ServiceDays) if row.has("days") else ServiceDays.WORKING_DAYS,
            clause=clause,
            longer_reported_to=row.term("longer_reported_to", Role) if longer else None,
            longer_clause=row.text("longer_clause") if longer else "",
        )
        if hours.opens >= hours.closes:
            raise row.refuse(say("opens must be earlier than closes"))
        return hours


def _limit(row: Row) -> Limit:
    kind = row.term("limit", LimitKind)
    clause, reason = row.source()
    return Limit(
        row=row.text("row"),
        clock=row.term("clock", Clock),
        starts=row.term("starts", StartsAt),
        kinds=frozenset(row.terms("kinds", ComplaintKind)),
        severities=row.some("severities", Severity),
        classes=row.some("classes", CaseClass),
        provinces=row.some("provinces", Province),
        urgent=row.maybe_flag("urgent"),
        kind=kind,
        amount=row.whole("amount") if kind.has_amount else 0,
        at=row.time("at") if kind is LimitKind.CLOCK_TIME else None,
        clause=clause,
        reason=reason,
    )


def _unclassed(topic: Row) -> Unclassed | None:
    if not topic.has("unclassed"):
        return None
    with topic.row("unclassed") as row:
        classes = {severity: row.term(severity, CaseClass) for severity in Severity}
        return Unclassed(classes, row.words("reason"))


def _extension(topic: Row) -> Extension | None:
    if not topic.has("extension"):
        return None
    with topic.row("extension") as row:
        clause, reason = row.source()
        return Extension(row.term("approver", Role), row.whole("most", least=0), clause, reason)


def _pause(topic: Row) -> Pause | None:
    if not topic.has("pause"):
        return None
    with topic.row("pause") as row:
        clause, reason = row.source()
        return Pause(row.terms("waits", PauseReason), clause, reason)


def _home(topic: Row) -> Home | None:
    if not topic.has("home"):
        return None
    with topic.row("home") as row:
        clause, reason = row.source()
        return Home(row.term("province", ProvinceName), clause, reason)


def _levels(topic: Row) -> tuple[Level, ...]:
    levels = []
    for row in topic.rows_if_any("escalation"):
        clause, reason = row.source()
        levels.append(
            Level(row.whole("level"), row.whole("after_hours", least=0), row.term("to", Role), clause, reason)
        )
    hours = [one.after_hours for one in levels]
    if hours != sorted(set(hours)):
        raise topic.refuse(say("escalation must rise by after_hours from level to level"))
    return tuple(levels)


def _warning(topic: Row) -> tuple[int, Words | None]:
    if not topic.has("warning"):
        return 0, None
    with topic.row("warning") as row:
        percent = row.whole("percent_left")
        if percent >= WHOLE:
            raise row.refuse(say("percent_left must be less than 100"))
        return percent, row.words("reason")


def _check_overlaps(topic: Row, limits: tuple[Limit, ...]) -> None:
    for number, one in enumerate(limits):
        other = next((other for other in limits[number + 1 :] if _meet(one, other)), None)
        if other is not None:
            raise topic.refuse(
                say("limits row %(number)s overlaps a later row (%(other)s) for the clock %(clock)s; keep one",
                    number=number + 1, other=other.row, clock=one.clock)
            )  # fmt: skip


def _meet(one: Limit, other: Limit) -> bool:
    pairs = ((one.severities, other.severities), (one.classes, other.classes), (one.provinces, other.provinces))
    return (
        one.clock is other.clock
        and one.starts is other.starts
        and not one.kinds.isdisjoint(other.kinds)
        and all(not ours or not theirs or not ours.isdisjoint(theirs) for ours, theirs in pairs)
        and (one.urgent is None or other.urgent is None or one.urgent is other.urgent)
    )


def _check_gaps(topic: Row, limits: tuple[Limit, ...], unclassed: Unclassed | None) -> None:
    """Every case that can be told apart has a time for its result."""
    results = [limit for limit in limits if limit.clock is Clock.RESULT and limit.starts is StartsAt.REGISTERED]
    classes = {one for limit in limits for one in limit.classes} | set(
        unclassed.by_severity.values() if unclassed else ()
    )
    missing = [
        (kind, case_class)
        for kind, case_class, severity, province, urgent in product(
            ComplaintKind, sorted(classes or CaseClass), Severity, Province, (True, False)
        )
        if not any(runs(limit, kind, severity, case_class, province, urgent=urgent) for limit in results)
    ]
    if missing:
        names = [say("%(kind)s (%(case_class)s)", kind=kind, case_class=one) for kind, one in dict.fromkeys(missing)]
        raise topic.refuse(say("no result limit for %(names)s; add a row", names=tuple(names)))


def runs(
    limit: Limit, kind: ComplaintKind, severity: Severity, case_class: CaseClass | None, province: Province,
    *, urgent: bool,
) -> bool:  # fmt: skip
    """Whether a limit binds a case of this sort."""
    return (
        kind in limit.kinds
        and (not limit.severities or severity in limit.severities)
        and (not limit.classes or case_class in limit.classes)
        and (not limit.provinces or province in limit.provinces)
        and (limit.urgent is None or limit.urgent is urgent)
    )
