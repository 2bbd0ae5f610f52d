"""The general office calls the consumer back and fills in the form (P06 五(4), 七3)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models import CallBack, Complaint, FalseReport, Staff
from queries.rulebook import judged_under
from rulebook import Book
from rules.callback import what_follows
from rules.lifecycle import Viewer
from terms.callbacks import FollowUp
from terms.complaint import Act, CallBackOutcome, FindingStatus, State
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.clocks import start_clocks, start_headquarters_clock
from workflows.transaction import transaction


class AnswersMissing(Refusal):
    """The form is not filled in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """The call-back form (回访记录表).

    Scores are 1 to 5; difference: what the consumer says that the report does not.
    """

    outcome: CallBackOutcome
    spoke_with: str = ""
    attitude: int | None = None
    speed: int | None = None
    result: int | None = None
    answers: str = ""
    difference: str = ""
    next_step: str = ""


def call_back(
    session: Session,
    *,
    complaint_id: int,
    form: Form,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Record one call-back. Dissatisfied reopens the case; a contradiction also opens a finding against the report.

    :raises NotPossible, AnswersMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        called_back(session, case, by, form=form, book=judged_under(session, case.rulebook_issue),
                    actor=actor, at=at)  # fmt: skip
    return case


def called_back(
    session: Session, case: Complaint, by: Viewer, *, form: Form, book: Book, actor: Staff, at: datetime
) -> CallBack:
    """The step itself."""
    begin(case, Act.CALL_BACK, by)
    _complete(form)
    step = what_follows(form.outcome, book.callback, attempts=_calls_since_result(case) + 1)
    call = _call(replace(form, outcome=step.outcome), step.clause, actor, at)
    case.call_backs.append(call)
    if step.outcome is CallBackOutcome.SATISFIED:
        start_headquarters_clock(case, book, at)
    if step.follows is FollowUp.OPEN_FINDING:
        case.false_reports.append(_false_report(case, call, form.difference, step.clause, actor, at))
    if step.follows in (FollowUp.REOPEN, FollowUp.OPEN_FINDING):
        case.reopened_count += 1
        start_clocks(case, book, at)
        move(case, State.REOPENED, at)
    note = form.difference or form.answers
    more = {"outcome": step.outcome, "attitude": form.attitude, "speed": form.speed, "result": form.result}
    audit.record(session, "complaint.called_back", case, actor, at, step.clause, note=note, more=more)
    return call


def _calls_since_result(case: Complaint) -> int:
    return sum(case.result_at is not None and one.called_at >= case.result_at for one in case.call_backs)


SCORES = ("attitude", "speed", "result")
LOWEST, HIGHEST = 1, 5


def _complete(form: Form) -> None:
    """Refuse a form that is not filled in. Giving up is never said: it follows from the calls that were missed.

    :raises AnswersMissing: naming each field.
    """
    needed = say("Fill this in while talking.")
    faults = [(name, needed) for name in _lacking(form)]
    faults += [(name, say("A score is 1 to 5.")) for name in SCORES if not _is_score(getattr(form, name))]
    if form.outcome is CallBackOutcome.GIVEN_UP:
        faults = [("outcome", say("Enter each call that was not answered; the last one ends the attempts."))]
    if faults:
        raise AnswersMissing(say("The call-back form is not complete."), fields=tuple(faults))


def _lacking(form: Form) -> list[str]:
    talked = form.outcome is not CallBackOutcome.NOT_REACHED
    lacks = [name for name in (*SCORES, "spoke_with") if talked and not getattr(form, name)]
    if form.outcome is CallBackOutcome.DISSATISFIED and not form.answers.strip():
        lacks.append("answers")
    if form.outcome is CallBackOutcome.CONTRADICTS and not form.difference.strip():
        lacks.append("difference")
    return lacks


def _is_score(value: int | None) -> bool:
    return not value or LOWEST <= value <= HIGHEST


def _call(form: Form, clause: str, actor: Staff, at: datetime) -> CallBack:
    return CallBack(
        called_at=at,
        called_by_id=actor.id,
        spoke_with=form.spoke_with,
        outcome=form.outcome,
        attitude=form.attitude,
        speed=form.speed,
        result=form.result,
        answers=form.answers,
        next_step=form.next_step,
        clause=clause,
    )


def _false_report(
    case: Complaint, call: CallBack, difference: str, clause: str, actor: Staff, at: datetime
) -> FalseReport:
    return FalseReport(
        call_back=call,
        against_id=case.assigned_to_id or case.registered_by_id,
        found_at=at,
        found_by_id=actor.id,
        difference=difference,
        status=FindingStatus.OPEN,
        clause=clause,
    )
