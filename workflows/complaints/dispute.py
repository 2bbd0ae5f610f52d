"""A result that is not accepted becomes a dispute; settling it hands the case back or ends it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from queries.case_facts import case_facts
from queries.rulebook import judged_under
from rulebook import Book
from rules.course_guards import is_complete
from rules.guards import no_false_report_open, was_filed
from rules.lifecycle import CaseFacts, NotPossible, Viewer
from rules.time_guards import duties_done
from terms.complaint import Act, CallBackOutcome
from terms.text import Text, say
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.clocks import restart_clocks
from workflows.complaints.close import end
from workflows.transaction import transaction
from workflows.words import need


def dispute(
    session: Session,
    *,
    complaint_id: int,
    reason: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Open a dispute about the result.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(reason=reason)
        disputed(session, case, by, reason=reason, actor=actor, at=at)
    return case


def disputed(session: Session, case: Complaint, by: Viewer, *, reason: str, actor: Staff, at: datetime) -> None:
    """The step itself."""
    step = begin(case, Act.DISPUTE, by)
    move(case, step.to, at)
    audit.record(session, "complaint.disputed", case, actor, at, step.clause, note=reason)


def settle_dispute(
    session: Session,
    *,
    complaint_id: int,
    outcome: str,
    handle_again: bool,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Settle a dispute: the case is handled again, or ends here with the outcome on record.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(outcome=outcome)
        book = judged_under(session, case.rulebook_issue)
        dispute_settled(session, case, by, outcome=outcome, handle_again=handle_again, book=book, actor=actor, at=at)
    return case


def dispute_settled(
    session: Session,
    case: Complaint,
    by: Viewer,
    *,
    outcome: str,
    handle_again: bool,
    book: Book,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself. Handled again, its result is due anew."""
    step = begin(case, Act.SETTLE_DISPUTE, by)
    if handle_again:
        restart_clocks(case, book, at)
        move(case, step.to, at)
    else:
        if reason := _may_not_end(case_facts(case), by):
            raise NotPossible(reason, clause=step.clause)
        end(case, at)
    audit.record(session, "complaint.dispute_settled", case, actor, at, step.clause, note=outcome)


def _may_not_end(facts: CaseFacts, by: Viewer) -> Text | None:
    """What keeps a dispute from ending the case: it must not be a way round the call-back (P06 五(4))."""
    if facts.last_call_back in (None, CallBackOutcome.NOT_REACHED):
        return say("The consumer was not called back about this result; the case is to be handled again.")
    if reason := no_false_report_open(facts, by) or duties_done(facts, by) or is_complete(facts, by):
        return reason
    # Without a settlement in force there is nothing to file.
    return was_filed(facts, by) if facts.settlement else None
