"""The forms of penalties and rewards: proposing, and one form an act."""

from __future__ import annotations

from typing import Any

import wtforms
from flask_babel import gettext, lazy_gettext
from wtforms.fields.choices import SelectChoice

from admin_views.clock import now
from admin_views.forms import (
    DateField,
    Form,
    InputRequired,
    IntegerField,
    LineField,
    MoneyField,
    PickField,
    ProseField,
    TermField,
    required,
)
from admin_views.labels import label_of
from admin_views.master_picks import COLLEAGUES, COMPLAINTS
from admin_views.record_screen import Page
from admin_views.words import words
from models import PenaltyEntry, db
from queries.earned import known_today
from queries.packs_now import breaches_priced
from rulebook import Words
from rules.penalties import MOST_TIMES
from terms.incentives import RewardTo, Sanction
from terms.penalties import AppealOutcome, EntryAct
from terms.term import Term
from terms.time import local_date
from workflows.penalties.appeal import appeal, decide_appeal
from workflows.penalties.decide import confirm, withdraw
from workflows.penalties.note import note_consequence

TALL = {"rows": 3}
IN_RANGE = lazy_gettext("Only where the clause leaves a range.")


class BreachField(wtforms.SelectField):
    """One breach of the rulebook in force today; empty is ''."""

    control = "select"

    def __init__(self, label: Any, checks: Any = (), **options: Any) -> None:
        priced = breaches_priced(db.session(), on=local_date(now()))
        choices = [SelectChoice("", gettext("Choose…"))]
        choices += [SelectChoice(row.breach, f"{words(row.name)} · {row.clause}") for row in priced]
        super().__init__(label, list(checks), choices=choices, **options)


class IncentiveField(wtforms.SelectField):
    """A reward of staff, or what a sanction is for, as the policies in force today name them; empty is ''."""

    control = "select"

    def __init__(self, label: Any, named: Any, checks: Any = (), *, none: Any = "", **options: Any) -> None:
        choices = [SelectChoice("", str(none) or gettext("Choose…"))]
        choices += [SelectChoice(key, f"{words(name)} · {clause}") for key, name, clause in named()]
        super().__init__(label, list(checks), choices=choices, **options)


def rewards_of_staff() -> list[tuple[str, Words, str]]:
    found = known_today(db.session(), local_date(now())).rewards
    return [(one.reward, one.name, one.clause) for one in found if one.to is RewardTo.STAFF]


def sanctioned_for() -> list[tuple[str, Words, str]]:
    found = known_today(db.session(), local_date(now())).sanctions
    return [(one.sanction, one.name, one.clause) for one in found]


class ProposeForm(Form):
    groups = (
        (lazy_gettext("Who and what"), ("staff_id", "breach", "times", "happened_on")),
        (lazy_gettext("Evidence"), ("complaint_id", "reason", "amount")),
    )
    staff_id = PickField(label_of("concerned_staff"), COLLEAGUES, required())
    breach = BreachField(label_of("breach"), required())
    times = IntegerField(label_of("times"), required(), least=1, most=MOST_TIMES)
    happened_on = DateField(label_of("happened_on"), required())
    complaint_id = PickField(label_of("complaint"), COMPLAINTS)
    reason = ProseField(lazy_gettext("What happened, and what proves it"), required(), render_kw=TALL)
    amount = MoneyField(label_of("amount"), description=IN_RANGE)


class RewardForm(Form):
    staff_id = PickField(label_of("concerned_staff"), COLLEAGUES, required())
    reward = IncentiveField(
        lazy_gettext("Reward"), rewards_of_staff, none=lazy_gettext("Good work that the policy does not name")
    )
    amount = MoneyField(
        label_of("amount"),
        [InputRequired()],
        description=lazy_gettext("No document names a sum: say why it is this one. 0 is praise in words."),
    )
    happened_on = DateField(label_of("happened_on"), required())
    complaint_id = PickField(label_of("complaint"), COMPLAINTS)
    reason = ProseField(lazy_gettext("What was done well"), required(), render_kw=TALL)


class SanctionForm(Form):
    groups = (
        (lazy_gettext("Who and what"), ("staff_id", "rule", "sanction", "happened_on")),
        (lazy_gettext("Evidence"), ("complaint_id", "reason", "amount")),
    )
    staff_id = PickField(label_of("concerned_staff"), COLLEAGUES, required())
    rule = IncentiveField(lazy_gettext("For what"), sanctioned_for, required())
    sanction = TermField(label_of("sanction"), Sanction, required())
    happened_on = DateField(label_of("happened_on"), required())
    complaint_id = PickField(label_of("complaint"), COMPLAINTS)
    reason = ProseField(lazy_gettext("What happened, and what proves it"), required(), render_kw=TALL)
    amount = MoneyField(label_of("amount"), description=lazy_gettext("Only of a fine; no document names a sum."))


class ConfirmForm(Form):
    amount = MoneyField(label_of("amount"), description=IN_RANGE)
    reason = ProseField(label_of("reason"), render_kw=TALL, description=lazy_gettext("Needed with a figure."))


class WithdrawForm(Form):
    reason = LineField(label_of("reason"), required(), render_kw={"wide": True})


class AppealForm(Form):
    text = ProseField(lazy_gettext("Why I object"), required(), render_kw=TALL)


class DecideAppealForm(Form):
    outcome = TermField(label_of("outcome"), AppealOutcome, required(), radios=True)
    amount = MoneyField(lazy_gettext("Lower figure"), description=lazy_gettext("Only to lower it."))
    reason = ProseField(label_of("reason"), required(), render_kw=TALL)


class NoteForm(Form):
    consequence = LineField(label_of("consequence"), required(), render_kw={"wide": True})


def figure_of(row: PenaltyEntry) -> dict[str, Any]:
    return {"amount": row.amount}


PAGES: dict[Term, Page] = {
    EntryAct.CONFIRM: Page(ConfirmForm, confirm, figure_of),
    EntryAct.WITHDRAW: Page(WithdrawForm, withdraw),
    EntryAct.APPEAL: Page(AppealForm, appeal),
    EntryAct.DECIDE_APPEAL: Page(DecideAppealForm, decide_appeal),
    EntryAct.NOTE_CONSEQUENCE: Page(NoteForm, note_consequence),
}
