"""Who may decide what: the ladder of P06 六, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.authority import Measured, Reviewed
from terms.complaint import ComplaintKind
from terms.people import LADDER, Office, Role
from terms.text import say


@dataclass(frozen=True, slots=True)
class Rung:
    """One band of the ladder.

    within: the highest multiple of the band, which belongs to it; None for the band above all others.
    co_signers: who signs besides the decider, lowest first.
    needs_goods_received: the goods must be in the warehouse before this rung may decide.
    """

    within: int | None
    decides: Role
    co_signers: tuple[Role, ...]
    file_at: Office
    needs_goods_received: bool
    clause: str


@dataclass(frozen=True, slots=True)
class OneToMany:
    """One incident that compensates many people: who decides at least."""

    at_least: Role
    clause: str


@dataclass(frozen=True, slots=True)
class OwnCase:
    """Above `above` times nobody decides a case they registered or proposed."""

    above: int
    reason: Words


@dataclass(frozen=True, slots=True)
class Lift:
    """Above a figure at least this role decides, whatever the multiple says.

    over: yuan for amounts and cash, people for counts; the figure itself does not lift.
    """

    lift: str
    measure: Measured
    over: Decimal
    at_least: Role
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class KindLift:
    """Cases of one kind are decided by at least this role."""

    kind: ComplaintKind
    at_least: Role
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews a paper and answers for the review."""

    of: Reviewed
    by: Words
    clause: str


@dataclass(frozen=True, slots=True)
class Authority:
    """The whole ladder; `rungs` run from the lowest band to the one above all others."""

    rungs: tuple[Rung, ...]
    cash: Rung
    one_to_many: OneToMany
    own_case: OwnCase
    lifts: tuple[Lift, ...] = ()
    kinds: tuple[KindLift, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()


def parse(data: Mapping[str, object], where: str) -> Authority:
    """Read the topic; refuses bands out of order and deciders that do not rise.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        rungs = tuple(_rung(row, within=row.whole("within")) for row in topic.rows("ladder"))
        with topic.row("above") as row:
            above = _rung(row, within=None)
        with topic.row("cash") as row:
            cash = _rung(row, within=None)
        with topic.row("one_to_many") as row:
            one_to_many = OneToMany(at_least=_ladder_role(row, "at_least"), clause=row.text("clause"))
        with topic.row("own_case") as row:
            own_case = OwnCase(above=row.whole("above", least=0), reason=row.words("reason"))
        _check_order(topic, (*rungs, above))
        _check_lifts(topic, lifts := tuple(_lift(row) for row in topic.rows_if_any("lifts")))
        kinds = tuple(_kind(row) for row in topic.rows_if_any("kinds"))
        reviewers = tuple(
            Reviewer(row.term("of", Reviewed), row.words("by"), row.text("clause"))
            for row in topic.rows_if_any("reviewers")
        )
        return Authority((*rungs, above), cash, one_to_many, own_case, lifts, kinds, reviewers)


def _lift(row: Row) -> Lift:
    clause, reason = row.source()
    return Lift(
        row.text("lift"),
        row.term("measure", Measured),
        row.amount("over"),
        _ladder_role(row, "at_least"),
        clause,
        reason,
    )


def _kind(row: Row) -> KindLift:
    clause, reason = row.source()
    return KindLift(row.term("kind", ComplaintKind), _ladder_role(row, "at_least"), clause, reason)


def _check_lifts(topic: Row, lifts: tuple[Lift, ...]) -> None:
    """A higher figure must not lift to a lower role."""
    for one in lifts:
        lower = [
            other
            for other in lifts
            if other.measure is one.measure
            and other.over > one.over
            and LADDER.index(other.at_least) <= LADDER.index(one.at_least)
        ]
        if lower:
            raise topic.refuse(
                say("lifts %(lift)s: a higher figure must lift to a higher role than %(other)s",
                    lift=lower[0].lift, other=one.lift)
            )  # fmt: skip


def _rung(row: Row, *, within: int | None) -> Rung:
    decides, co_signers = _ladder_role(row, "decides"), row.terms("co_signers", Role, among=LADDER)
    if decides in co_signers:
        raise row.refuse(say("co_signers must be other roles of the ladder than the one that decides"))
    return Rung(
        within=within,
        decides=decides,
        co_signers=tuple(sorted(co_signers, key=LADDER.index)),
        file_at=row.term("file_at", Office),
        needs_goods_received=row.flag("needs_goods_received"),
        clause=row.text("clause"),
    )


def _ladder_role(row: Row, key: str) -> Role:
    return row.term(key, Role, among=LADDER)


def _check_order(topic: Row, rungs: tuple[Rung, ...]) -> None:
    tops = [rung.within for rung in rungs if rung.within is not None]
    if not tops or tops != sorted(set(tops)):
        raise topic.refuse(say("ladder bands overlap or leave a gap; let `within` rise from row to row"))
    ranks = [LADDER.index(rung.decides) for rung in rungs]
    if ranks != sorted(set(ranks)):
        raise topic.refuse(say("a higher band must be decided by a higher role; order `decides` from row to row"))
