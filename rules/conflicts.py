"""What stands against what: two packs in force at once, a pack and the law, a document and the laws it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from rulebook import Book
from rulebook.differences import Difference, figures
from rulebook.law import StatutoryFloor
from rulebook.returns import Eligibility, Need
from terms.documents import LawStatus
from terms.incentives import Sanction
from terms.limits import PenaltyMode
from terms.returns import ReturnNeed, TermUnit
from terms.rulebook import Change, ConflictKind
from terms.text import Text, say

STAFF_FINES = "staff_reward_regulation"
# The fewest calendar days a unit can stand for.
LEAST_DAYS = {TermUnit.DAYS: 1, TermUnit.WORKING_DAYS: 1, TermUnit.MONTHS: 28}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One contradiction. clause: of the pack; against: the other clause, or the citation of the law."""

    kind: ConflictKind
    topic: str
    place: str
    text: Text
    clause: str
    against: str


def between_packs(differences: Iterable[Difference]) -> tuple[Conflict, ...]:
    """Places where two packs, each by a clause of its own, say something else.

    Source: GV-04; the rulebook lists conflicts between packs.
    """
    return tuple(
        Conflict(
            ConflictKind.PACKS,
            one.topic,
            one.place,
            say("Different figures: %(fields)s.", fields=", ".join(figures(one))),
            one.clause,
            one.below_clause,
        )
        for one in differences
        if one.change is Change.CHANGED
        and one.clause
        and one.below_clause
        and one.clause != one.below_clause
        and figures(one)
    )


def with_statute(book: Book, *, on: date) -> tuple[Conflict, ...]:
    """Where a company rule gives a consumer less than the law, or asks of staff what the law does not allow.

    Source: decisions 10, 14 and 15; GV-03, RX-27, RX-28.
    """
    return (*_short_terms(book, on), *_fines(book), *_money(book))


def gone_laws(book: Book, *, on: date) -> tuple[Conflict, ...]:
    """The documents that lean on a law that was repealed, or that never had this name.

    Source: decision 16; GV-03.
    """
    return tuple(
        Conflict(
            ConflictKind.LAW_GONE,
            "pack",
            document.key,
            say("%(document)s cites %(law)s: %(note)s", document=document.title, law=law.name, note=law.note),
            document.key,
            law.name.zh,
        )
        for document in book.documents.values()
        for law in (book.laws[key] for key in document.laws)
        if law.status is LawStatus.NO_SUCH_LAW
        or (law.status is LawStatus.REPEALED and (law.until is None or law.until <= on))
    )


def _short_terms(book: Book, on: date) -> Iterator[Conflict]:
    floors = [one for one in book.statutes if one.days and one.in_force_from <= on]
    for row in book.returns.eligibility:
        for need in row.needs:
            floor = next((one for one in floors if _meets(row, need, one)), None)
            if floor is not None:
                text = say(
                    "%(amount)s %(unit)s may be shorter than the %(days)s days of the law (%(name)s).",
                    amount=need.amount, unit=need.unit, days=floor.days, name=floor.name,
                )  # fmt: skip
                yield Conflict(
                    ConflictKind.STATUTE, "returns", f"eligibility.{row.row}", text, need.clause, floor.citation.zh
                )


def _meets(row: Eligibility, need: Need, floor: StatutoryFloor) -> bool:
    """Whether the term of a row can end before that of the law, for somebody and some fault of both."""
    if need.need is not ReturnNeed.WITHIN or need.unit is None:
        return False
    shorter = need.amount * LEAST_DAYS[need.unit] < floor.days
    return shorter and bool(row.customers & floor.applies_to) and (not row.faults or bool(row.faults & floor.faults))


def _fines(book: Book) -> Iterator[Conflict]:
    law = book.laws.get(STAFF_FINES)
    for rule in book.incentives.sanctions:
        if Sanction.FINE in rule.sanctions and law is not None:
            text = say("A fine on staff: %(note)s", note=law.note)
            yield Conflict(
                ConflictKind.STATUTE, "incentives", f"sanctions.{rule.sanction}", text, rule.clause, law.name.zh
            )


def _money(book: Book) -> Iterator[Conflict]:
    law = book.laws.get(STAFF_FINES)
    if book.penalties.mode is PenaltyMode.MONEY and law is not None:
        text = say("Penalties in money: %(note)s", note=law.note)
        yield Conflict(ConflictKind.STATUTE, "penalties", "mode", text, "", law.name.zh)
