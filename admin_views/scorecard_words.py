"""A scorecard's figures in words, and what each was counted from, led to where the reader may go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from admin_views.links import linked
from admin_views.signed_in import person
from admin_views.story import Cell
from admin_views.words import listed, money, words
from models import Assessment, Complaint, ServiceRecord, db
from queries.scope import visible
from queries.scorecards import Card, Figure
from rules.score_figures import Evidence, actual, in_words
from terms.complaint import Clock
from terms.measures import Formula, Measure
from terms.scorecard import EvidenceOf
from terms.text import Text

# A piece of evidence, and the how manieth of the same limit of a case it is.
Numbered = tuple[Evidence, int]
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Line:
    """One piece of evidence as it is shown."""

    what: Cell
    kind: str
    figure: Cell
    remark: str = ""


def points(value: Fraction | Decimal | None) -> str:
    """To two places, half up; the sum is made of the exact ones."""
    if value is None:
        return "—"
    exact = Fraction(value)
    return str((Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(CENT, ROUND_HALF_UP))


def formula_words(figure: Figure) -> str:
    return words(in_words(figure.formula, figure.measure))


def why_not(figure: Figure) -> str:
    return words(figure.why_not) if isinstance(figure.why_not, Text) else ""


def target_words(figure: Figure) -> str:
    if figure.target is None:
        return "—"
    if figure.formula is Formula.WITHIN_BUDGET:
        return gettext("%(amount)s a case", amount=money(figure.target))
    return gettext("%(hours)s hours", hours=points(figure.target))


def amount_words(measure: Measure, amount: Decimal) -> str:
    """A target with its unit."""
    if measure is Measure.COST:
        return gettext("%(amount)s a case", amount=money(amount))
    return gettext("%(hours)s hours", hours=points(amount))


def weights(figures: Sequence[Figure]) -> str:
    """Every measure with what it weighs: "Attitude 60%, Cost 20%"."""
    return listed([f"{words(one.measure)} {one.weight}%" for one in figures])


def share_words(figure: Figure, evidence: Sequence[Evidence]) -> str:
    """What a share was counted from; "" for what is none."""
    good = sum(1 for one in evidence if one.good)
    if figure.formula is Formula.SHARE_IN_TIME:
        return gettext("In time %(good)s ÷ all %(all)s", good=good, all=len(evidence))
    if figure.formula is Formula.SHARE_FIRST_TIME:
        return gettext("The first time %(good)s ÷ all %(all)s", good=good, all=len(evidence))
    return ""


def actual_words(figure: Figure, evidence: Sequence[Evidence]) -> str:
    """What stands beside the target."""
    if figure.formula not in (Formula.WITHIN_BUDGET, Formula.AVERAGE_DURATION) or not evidence:
        return ""
    found = actual(figure.formula, evidence)
    if figure.formula is Formula.AVERAGE_DURATION:
        return gettext("%(hours)s hours on average", hours=points(found))
    return gettext("%(amount)s for %(count)s cases", amount=money(Decimal(points(found))), count=len(evidence))


def worst_first(evidence: Iterable[Evidence]) -> list[Numbered]:
    """What counts badly comes first; else in the order it was counted."""
    seen: Counter[tuple[EvidenceOf, int, str]] = Counter()
    found: list[Numbered] = []
    for one in evidence:
        seen[one.of, one.key, one.figure] += 1
        found.append((one, seen[one.of, one.key, one.figure]))
    return sorted(found, key=lambda numbered: numbered[0].good is not False)


def lines(numbered: Sequence[Numbered]) -> list[Line]:
    """Evidence with its rows, as far as the reader may open them."""
    evidence = [one for one, _number in numbered]
    cases = _seen(Complaint, evidence, lambda one: one.of not in (EvidenceOf.SERVICE_RECORD, EvidenceOf.ASSESSMENT))
    services = _seen(ServiceRecord, evidence, lambda one: one.of is EvidenceOf.SERVICE_RECORD)
    said = _seen(Assessment, evidence, lambda one: one.of is EvidenceOf.ASSESSMENT)
    return [_again(_line(one, cases, services, said), one, number) for one, number in numbered]


def _again(line: Line, one: Evidence, number: int) -> Line:
    """A time limit that began anew says so."""
    if one.of is not EvidenceOf.CLOCK or number == 1:
        return line
    return replace(line, remark=gettext("time no. %(number)s, after it was reopened", number=number))


def _line(one: Evidence, cases: dict[int, Any], services: dict[int, Any], said: dict[int, Any]) -> Line:
    if one.of is EvidenceOf.ASSESSMENT:
        row = said.get(one.key)
        who = row.assessed_by.name if row else "—"
        return Line(Cell(who), words(one.of), Cell(one.figure), row.reason if row else "")
    address, rows = ("service", services) if one.of is EvidenceOf.SERVICE_RECORD else ("complaint", cases)
    row = rows.get(one.key)
    what = linked(address, row) if row is not None else Cell(gettext("not yours to see"))
    return Line(what, words(one.of), _figure(one))


def _figure(one: Evidence) -> Cell:
    if one.of is EvidenceOf.CLOCK:
        kept = gettext("in time") if one.good else gettext("late")
        return Cell(f"{words(Clock(one.figure))} · {kept}", mark="" if one.good else "late")
    if one.of is EvidenceOf.SPENT:
        return Cell(money(Decimal(one.figure)))
    if one.good is not None:
        return (
            Cell(gettext("the first time"), mark="") if one.good else Cell(gettext("not the first time"), mark="late")
        )
    if one.of is EvidenceOf.CASE:
        return Cell(gettext("%(hours)s hours", hours=one.figure))
    return Cell(one.figure)


def _seen(model: type[Any], evidence: Sequence[Evidence], wanted: Any) -> dict[int, Any]:
    keys = {one.key for one in evidence if wanted(one)}
    if not keys:
        return {}
    found = visible(select(model).where(model.id.in_(sorted(keys))), model, person())
    return {row.id: row for row in db.session.scalars(found).unique()}


def by_department(cards: Iterable[Card]) -> list[tuple[str, list[Card]]]:
    """Cards under their department, its own card first; people of none come last."""
    found: dict[str, list[Card]] = {}
    for card in cards:
        found.setdefault(card.subject.department, []).append(card)
    return sorted(found.items(), key=lambda one: one[0] == "")
