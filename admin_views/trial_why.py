"""What one issue says of one past case, as tables: the settlements, the time limits, the penalties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from admin_views.breach_names import breach_name
from admin_views.words import listed, money, translate, when, words
from rules.past_case import PastCase, PastSettlement
from rules.replay import Outcome, Ruling, Timed


@dataclass(frozen=True)
class Said:
    """One thing an issue says: what about, what, by which clause, and the sentences that explain it."""

    what: str
    answer: str
    clause: str = ""
    why: tuple[str, ...] = ()
    mark: str = ""


def sides(case: PastCase, outcome: Outcome) -> list[Said]:
    """One side of the page, in the order of the case's life: the same places on both sides where both speak."""
    return [
        *(_timed(one) for one in outcome.clocks),
        *(said for one, ruling in zip(case.settlements, outcome.rulings, strict=True) for said in _ruled(one, ruling)),
        *_penalties(outcome),
    ]


def _timed(one: Timed) -> Said:
    done = _("done %(at)s", at=when(one.met_at)) if one.met_at else _("not done")
    if one.late is None:
        done = _("end not on record")
    answer = _("due %(due)s, %(done)s", due=when(one.due_at), done=done)
    return Said(words(one.clock), answer, one.clause, (_("Late"),) if one.late else (), "late" if one.late else "")


def _ruled(settlement: PastSettlement, ruling: Ruling) -> Iterable[Said]:
    what = _("Settlement, %(times)s×", times=settlement.multiple)
    decision = ruling.decision
    if decision is None:
        refusal = ruling.refusal
        yield Said(what, translate(refusal.text) if refusal else "", refusal.clause if refusal else "", mark="late")
        return
    yield Said(what, words(decision.decides), decision.clause, tuple(translate(one) for one in decision.why))
    if decision.co_signers:
        yield Said(_("Co-sign"), listed(decision.co_signers), decision.filing_clause)
    yield Said(_("Filing office"), words(decision.file_at), decision.filing_clause)
    if ruling.answer is not None:
        why = tuple(translate(one.said) for one in ruling.answer.conditions if one.needed or one.met is False)
        mark = "" if ruling.given else "late"
        yield Said(_("Return rules"), words(ruling.answer.outcome), ruling.answer.clause, why, mark)


def _penalties(outcome: Outcome) -> Iterable[Said]:
    for one in outcome.penalties:
        cost = money(one.least) if one.least == one.most else f"{money(one.least)}–{money(one.most)}"
        yield Said(words(one.name), cost, one.clause, (words(one.who),))
    for breach in outcome.unpriced:
        yield Said(breach_name(breach), _("no price"), mark="late")
