"""Returns and exchanges (P11), as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.returns import ReturnApprover, ReturnFact, ReturnNeed, ReturnOutcome, ReturnRemedy, TermUnit
from terms.text import say
from terms.trade import CustomerKind, Fault, Package


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """months: calendar months that must remain before the end of the shelf life; exactly so many are enough."""

    months: int
    clause: str


@dataclass(frozen=True, slots=True)
class Application:
    facts: tuple[ReturnFact, ...]
    approver: ReturnApprover
    clause: str


@dataclass(frozen=True, slots=True)
class LeakingCan:
    package: Package
    fault: Fault
    approver: ReturnApprover
    clause: str


@dataclass(frozen=True, slots=True)
class Glass:
    """per_mille: share of the delivered bottles compensated each quarter."""

    package: Package
    fault: Fault
    per_mille: int
    approver: ReturnApprover
    clause: str


@dataclass(frozen=True, slots=True)
class DamagedPacks:
    """direct_below: fewer packs of one specification than this are replaced directly."""

    faults: frozenset[Fault]
    direct_below: int
    direct_approver: ReturnApprover
    approver: ReturnApprover
    clause: str


@dataclass(frozen=True, slots=True)
class Quality:
    faults: frozenset[Fault]
    approver: ReturnApprover
    clause: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What was decided where the clause is silent; the clause is the nearest one."""

    approver: ReturnApprover
    clause: str
    reason: Words


@dataclass(frozen=True, slots=True)
class Need:
    """One condition. amount and unit: of a term from the purchase, whose last day counts; else 0 and None."""

    need: ReturnNeed
    amount: int
    unit: TermUnit | None
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What customers not bound by dealer terms may ask for; the first row that fits a request counts.

    faults: empty means any. misused: the row is for goods the user damaged (True), for others (False), or both (None).
    unrepairable: likewise for goods that were tried to repair in vain.
    remedies: what may be given, the first one by default.
    """

    row: str
    customers: frozenset[CustomerKind]
    faults: frozenset[Fault]
    misused: bool | None
    unrepairable: bool | None
    outcome: ReturnOutcome
    remedies: tuple[ReturnRemedy, ...]
    approver: ReturnApprover
    needs: tuple[Need, ...]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Returns:
    """binds: the customers whom the dealer terms bind.

    fault_clause: the clause by which faulty goods past their shelf life are not taken back.
    """

    binds: frozenset[CustomerKind]
    binds_reason: Words
    shelf_life: ShelfLife
    application: Application
    exchange_clause: str
    return_clause: str
    same_variety_clause: str
    leaking_can: LeakingCan
    glass: Glass
    damaged_packs: DamagedPacks
    quality: Quality
    fault_clause: str
    fault_reason: Words
    consumer_fault: Setting
    consumer_other: Setting
    eligibility: tuple[Eligibility, ...] = ()


def parse(data: Mapping[str, object], where: str) -> Returns:
    """:raises RulebookError:"""
    with (
        reading(data, where) as topic,
        topic.row("dealers") as dealers,
        topic.row("return") as back,
        topic.row("faults") as faults,
    ):
        return Returns(
            binds=frozenset(dealers.terms("binds", CustomerKind)),
            binds_reason=dealers.words("reason"),
            shelf_life=_shelf_life(topic),
            application=_application(topic),
            exchange_clause=_clause(topic, "exchange"),
            return_clause=back.text("clause"),
            same_variety_clause=back.text("same_variety_clause"),
            leaking_can=_leaking_can(topic),
            glass=_glass(topic),
            damaged_packs=_damaged_packs(topic),
            quality=_quality(topic),
            fault_clause=faults.text("clause"),
            fault_reason=faults.words("reason"),
            consumer_fault=_setting(topic, "consumer_fault"),
            consumer_other=_setting(topic, "consumer_other"),
            eligibility=tuple(_eligibility(row) for row in topic.rows_if_any("eligibility")),
        )


def _eligibility(row: Row) -> Eligibility:
    clause, reason = row.source()
    remedies = row.terms("remedies", ReturnRemedy)
    outcome = row.term("outcome", ReturnOutcome)
    if not remedies:
        raise row.refuse(say("remedies is empty; name what is given, or none"))
    return Eligibility(
        row=row.text("row"),
        customers=frozenset(row.terms("customers", CustomerKind)),
        faults=row.some("faults", Fault),
        misused=row.maybe_flag("misused"),
        unrepairable=row.maybe_flag("unrepairable"),
        outcome=outcome,
        remedies=remedies,
        approver=row.term("approver", ReturnApprover),
        needs=tuple(_need(one) for one in row.rows_if_any("needs")),
        clause=clause,
        reason=reason,
    )


def _need(row: Row) -> Need:
    clause, reason = row.source()
    need = row.term("need", ReturnNeed)
    timed = need is ReturnNeed.WITHIN
    amount, unit = (row.whole("amount"), row.term("unit", TermUnit)) if timed else (0, None)
    return Need(need, amount, unit, clause, reason)


def _shelf_life(topic: Row) -> ShelfLife:
    with topic.row("shelf_life") as row:
        return ShelfLife(row.whole("months"), row.text("clause"))


def _application(topic: Row) -> Application:
    with topic.row("application") as row:
        return Application(row.terms("facts", ReturnFact), row.term("approver", ReturnApprover), row.text("clause"))


def _clause(topic: Row, key: str) -> str:
    with topic.row(key) as row:
        return row.text("clause")


def _leaking_can(topic: Row) -> LeakingCan:
    with topic.row("leaking_can") as row:
        return LeakingCan(
            row.term("package", Package),
            row.term("fault", Fault),
            row.term("approver", ReturnApprover),
            row.text("clause"),
        )


def _glass(topic: Row) -> Glass:
    with topic.row("glass") as row:
        return Glass(
            row.term("package", Package),
            row.term("fault", Fault),
            row.whole("per_mille"),
            row.term("approver", ReturnApprover),
            row.text("clause"),
        )


def _damaged_packs(topic: Row) -> DamagedPacks:
    with topic.row("damaged_packs") as row:
        return DamagedPacks(
            frozenset(row.terms("faults", Fault)),
            row.whole("direct_below"),
            row.term("direct_approver", ReturnApprover),
            row.term("approver", ReturnApprover),
            row.text("clause"),
        )


def _quality(topic: Row) -> Quality:
    with topic.row("quality") as row:
        faults = frozenset(row.terms("faults", Fault))
        return Quality(faults, row.term("approver", ReturnApprover), row.text("clause"))


def _setting(topic: Row, key: str) -> Setting:
    with topic.row(key) as row:
        return Setting(row.term("approver", ReturnApprover), row.text("clause"), row.words("reason"))
