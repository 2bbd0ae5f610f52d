"""How an entry reads: its breach, its amount in its mode, its evidence, until when one may object."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from flask import Flask
from flask_babel import gettext

from admin_views.labels import label_of
from admin_views.links import linked
from admin_views.story import Cell
from admin_views.words import money, words
from models import Complaint, PenaltyEntry, db
from queries.rulebook import judged_under
from rulebook import Words, wage_law
from rulebook.penalties import Penalty
from rules.months import month_steps
from rules.wages import legal_notice
from terms.complaint import CallBackOutcome, Channel, Clock
from terms.limits import PenaltyMode
from terms.penalties import EntryKind
from terms.people import Role
from terms.term import Term
from terms.text import Text, say

# Words in the facts of an entry, which no column tells the kind of.
TERMS: dict[str, type[Term]] = {"clock": Clock, "outcome": CallBackOutcome, "channel": Channel}


def priced(entry: PenaltyEntry) -> Penalty | None:
    """The rulebook's row of the entry's breach."""
    rows = judged_under(db.session(), entry.rulebook_issue).penalties.penalties
    return next((row for row in rows if row.breach == entry.breach), None)


def incentive_name(entry: PenaltyEntry) -> str:
    """What the policy calls the reward, or what the sanction is for."""
    known = judged_under(db.session(), entry.rulebook_issue).incentives
    names = {one.reward: one.name for one in known.rewards} | {one.sanction: one.name for one in known.sanctions}
    name = names.get(entry.incentive or "")
    return words(name) if name else words(entry.kind)


def breach_words(entry: PenaltyEntry) -> str:
    if entry.kind is EntryKind.REWARD:
        return incentive_name(entry)
    if entry.kind is EntryKind.SANCTION:
        return f"{words(entry.sanction)} · {incentive_name(entry)}"
    row = priced(entry)
    return words(row.name) if row else entry.breach


def value(amount: Decimal | None, mode: PenaltyMode) -> str:
    """An amount in its mode: yuan, or so many points."""
    if mode is not PenaltyMode.POINTS or amount is None:
        return money(amount)
    return gettext("%(points)s points", points=amount.normalize() if amount % 1 else int(amount))


def amount_cell(entry: PenaltyEntry) -> Cell:
    """The amount; what the clause allows while no figure is named."""
    if entry.kind is not EntryKind.PENALTY and not entry.amount:
        return Cell("—", numeric=True)
    if entry.amount is None:
        return Cell(f"{value(entry.least, entry.mode)}–{value(entry.most, entry.mode)}", mark="soon")
    return Cell(value(entry.amount, entry.mode), numeric=True)


def month_words(entry: PenaltyEntry) -> str:
    """The month it counts in, and the one it was moved on from."""
    month = f"{entry.month:%Y-%m}"
    if entry.moved_from is None:
        return month
    return gettext(
        "%(month)s (moved on from %(before)s, still open then)", month=month, before=f"{entry.moved_from:%Y-%m}"
    )


def times_words(entry: PenaltyEntry) -> str:
    row = priced(entry)
    return f"{entry.times} {words(row.per)}" if row else str(entry.times)


def evidence(entry: PenaltyEntry, case: Complaint | None) -> list[tuple[Any, Cell]]:
    """What proves it, fact by fact; the case leads on for those who see it."""
    told = [(label_of("evidence"), Cell(words(entry.evidence))), (label_of("complaint"), _case(entry, case))]
    facts = [(label_of(name), Cell(_fact(name, fact))) for name, fact in entry.facts.items()]
    return [*told, *facts, (label_of("reason"), Cell(entry.reason or words(None)))]


def _case(entry: PenaltyEntry, case: Complaint | None) -> Cell:
    if case is not None:
        return linked("complaint", case)
    return Cell(entry.complaint.number if entry.complaint else words(None))


def _fact(name: str, fact: Any) -> str:
    if fact is None or fact == "" or isinstance(fact, bool | int):
        return words(fact) if fact != "" else words(None)
    if name in TERMS:
        return words(TERMS[name](fact))
    if name.endswith("_at"):
        return words(datetime.fromisoformat(fact))
    return money(Decimal(fact)) if name == "cash" and _is_number(fact) else str(fact)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def appeal_until(entry: PenaltyEntry) -> Text:
    """Until when the person may object: until the month goes to its approvers."""
    book = judged_under(db.session(), entry.rulebook_issue)
    steps = month_steps(entry.month, book.month_close, book.calendar)
    due = next(step.due_on for step in steps if step.by_role is Role.GENERAL_OFFICE)
    return say(
        "You may appeal once, until the summary of %(month)s goes to its approvers: at the latest on %(day)s.",
        month=f"{entry.month:%Y-%m}", day=due,
    )  # fmt: skip


def consequence_words(entry: PenaltyEntry) -> Words | None:
    row = priced(entry)
    return row.consequence if row else None


def notices(entries: Iterable[PenaltyEntry]) -> list[Text]:
    """What the law says where anything is taken from wages."""
    if all(entry.mode is not PenaltyMode.MONEY for entry in entries):
        return []
    return list(legal_notice(wage_law()))


def install(app: Flask) -> None:
    app.jinja_env.globals.update(breach_words=breach_words, entry_amount=amount_cell, entry_value=value)
