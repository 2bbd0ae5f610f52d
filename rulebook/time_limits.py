"""How long everything may take: the time limits of a pack, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.complaint import Clock, ComplaintKind, Severity
from terms.limits import LimitKind, StartsAt


@dataclass(frozen=True, slots=True)
class ServiceHours:
    """When the service desk is open on a working day, company time; `closes` is the end of shift."""

    opens: time
    closes: time
    reason: Words


@dataclass(frozen=True, slots=True)
class Limit:
    """One time limit.

    amount: minutes, hours, or days; 0 for limits that name a time of day.
    at: the time of day of a clock-time limit, else None.
    severities: empty means every severity; urgent None means urgent or not.
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


@dataclass(frozen=True, slots=True)
class TimeLimits:
    service_hours: ServiceHours
    limits: tuple[Limit, ...]


def parse(data: Mapping[str, object], where: str) -> TimeLimits:
    """Read the topic; refuses two limits for one clock of one case, and a kind of case without a result limit.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        with topic.row("service_hours") as row:
            hours = ServiceHours(row.time("opens"), row.time("closes"), row.words("reason"))
            if hours.opens >= hours.closes:
                raise row.refuse("opens must be earlier than closes")
        limits = tuple(_limit(row) for row in topic.rows("limits"))
        _check_overlaps(topic, limits)
        _check_gaps(topic, limits)
        return TimeLimits(hours, limits)


def _limit(row: Row) -> Limit:
    kind = row.term("limit", LimitKind)
    return Limit(
        clock=row.term("clock", Clock),
        starts=row.term("starts", StartsAt),
        kinds=frozenset(row.terms("kinds", ComplaintKind)),
        severities=frozenset(row.terms("severities", Severity) if row.has("severities") else ()),
        urgent=row.flag("urgent") if row.has("urgent") else None,
        kind=kind,
        amount=row.whole("amount") if kind.has_amount else 0,
        at=row.time("at") if kind is LimitKind.CLOCK_TIME else None,
        clause=row.text("clause"),
        reason=row.words("reason") if row.has("reason") else None,
    )


def _check_overlaps(topic: Row, limits: tuple[Limit, ...]) -> None:
    for number, one in enumerate(limits):
        if any(_meet(one, other) for other in limits[number + 1 :]):
            raise topic.refuse(f"limits row {number + 1} overlaps a later row for the clock {one.clock}; keep one")


def _meet(one: Limit, other: Limit) -> bool:
    return (
        one.clock is other.clock
        and not one.kinds.isdisjoint(other.kinds)
        and (not one.severities or not other.severities or not one.severities.isdisjoint(other.severities))
        and (one.urgent is None or other.urgent is None or one.urgent is other.urgent)
    )


def _check_gaps(topic: Row, limits: tuple[Limit, ...]) -> None:
    covered = {kind for limit in limits if limit.clock is Clock.RESULT for kind in limit.kinds}
    missing = [kind for kind in ComplaintKind if kind not in covered]
    if missing:
        raise topic.refuse(f"no result limit for {', '.join(missing)}; add a row")
