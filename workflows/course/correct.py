"""What is done so that a complaint does not come again, and the report on it to the customer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import CaseCorrection, Complaint, ReportPart, Staff
from queries.rulebook import policy_of
from rules.corrective import demanded
from rules.lifecycle import Viewer
from terms.complaint import Act
from terms.corrective import CorrectiveDemand, ReportSection
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, take_case
from workflows.transaction import transaction
from workflows.words import need


class NotDemanded(Refusal):
    """The policy of the case demands something else."""


class NothingWritten(Refusal):
    """No section has any text."""


def correct(
    session: Session, *, complaint_id: int, demand: CorrectiveDemand, what: str, actor: Staff, at: datetime,
    person: str = "", due_on: date | None = None, seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Record how one demand of the policy is met; a deadline names its person and its day.

    Source: P32 五2; P33 二-四; P35 五; P43 6.3; QA-01..05.
    :raises NotPossible, NotDemanded, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(what=what)
        if demand is CorrectiveDemand.DEADLINE:
            need(person=person, due_on=str(due_on or ""))
        made = CaseCorrection(
            demand=demand, what=what, person=person, due_on=due_on, recorded_at=at, recorded_by_id=actor.id
        )
        corrected(session, case, by, made, actor=actor, at=at)
    return case


def corrected(
    session: Session, case: Complaint, by: Viewer, made: CaseCorrection, *, actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.CORRECT, by)
    wanted = demanded(case.kind, policy_of(case).corrective, case_class=case.case_class)
    clause = next((one.clause for one in wanted if one.demand is made.demand), None)
    if clause is None:
        text = say("The policy of this case demands: %(demands)s.", demands=tuple(one.demand for one in wanted))
        raise NotDemanded(text, fields=(("demand", text),))
    made.clause = clause
    case.corrections.append(made)
    audit.record(
        session, "complaint.corrected", case, actor, at, clause, note=made.what, more={"demanded": made.demand}
    )  # fmt: skip


def write_report(
    session: Session, *, complaint_id: int, sections: Mapping[ReportSection, str], actor: Staff, at: datetime,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Write sections of the report to the customer; a section written again replaces what it said.

    Source: P43 6.5; QA-06.
    :raises NotPossible, NothingWritten, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        reported(session, case, by, sections=sections, actor=actor, at=at)
    return case


def reported(
    session: Session, case: Complaint, by: Viewer, *, sections: Mapping[ReportSection, str], actor: Staff, at: datetime
) -> None:
    """The step itself."""
    begin(case, Act.WRITE_REPORT, by)
    stands = {one.section: one.contents for one in case.report_parts}
    report = policy_of(case).corrective.report
    clauses = {one.section: one.clause for one in report}
    fresh = {one: text for one, text in sections.items() if text.strip() and one in clauses and stands.get(one) != text}
    if not fresh:
        raise NothingWritten(say("Write at least one section of the report."), clause=report[0].clause)
    for section, text in fresh.items():
        case.report_parts.append(
            ReportPart(section=section, contents=text, written_at=at, written_by_id=actor.id, clause=clauses[section])
        )
    first = next(iter(fresh))
    audit.record(session, "complaint.report_written", case, actor, at, clauses[first], note=fresh[first])
