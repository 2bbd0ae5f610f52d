"""Who sees what is the company's: people, penalties, months, the audit, imports, the machinery."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists, false, or_, select, true

from models import (
    Assessment,
    AuditEvent,
    AuthSession,
    Customer,
    DepartmentSummary,
    FileImport,
    ImportRow,
    PenaltyEntry,
    Replenishment,
    RulebookIssue,
    RulebookSignature,
    Scorecard,
    ScorecardPart,
    Staff,
    StaffRole,
    Substitution,
    Trial,
    TrialCase,
    Wage,
)
from queries.reasons import COMPANY, DEPARTMENT, Condition, Reason, Rule, any_of, beside_of, plain
from queries.scope_cases import customers, of_complaint
from rules.permissions import Permission, allowed
from rules.score_acts import READ_ALL
from terms.people import Person, Role
from terms.replay import SUM_CHANGES
from terms.rulebook import IssueStatus

# Who sees every penalty with its name.
READ_ENTRIES = (Role.HUMAN_RESOURCES, Role.GENERAL_MANAGER)
# Changes of a case that tell of nothing else.
ONLY_PENALTIES = ("|unpriced|", *(f"|{first}{sums}|" for first in ("", "unpriced|") for sums in SUM_CHANGES))


def staff(person: Person) -> Condition:
    if person.is_any(Role.ADMINISTRATOR, Role.HUMAN_RESOURCES, *COMPANY):
        return true()
    parts: list[Condition] = [Staff.id == person.id]
    if person.department_id is not None:
        parts.append(Staff.department_id == person.department_id)
    # Whoever asks for a service says who goes; the engineers have a department of their own.
    if allowed(person.roles, Permission.SERVICE_REQUEST):
        goes = exists().where(StaffRole.staff_id == Staff.id, StaffRole.role == Role.SERVICE_ENGINEER)
        parts.append(goes.correlate(Staff))
    return or_(*parts)


def substitutions(person: Person) -> Condition:
    if person.is_any(Role.ADMINISTRATOR, Role.HUMAN_RESOURCES):
        return true()
    return or_(Substitution.principal_id == person.id, Substitution.substitute_id == person.id)


def penalties(person: Person) -> list[Reason]:
    """One's own; what one proposed or decided; a head's department; all for personnel and the general manager; and for
    the other rungs what waits for them.
    """
    if person.is_any(*READ_ENTRIES):
        return [plain(true(), many=True)]
    own = (PenaltyEntry.staff_id, PenaltyEntry.proposed_by_id, PenaltyEntry.decided_by_id)
    reasons = [plain(column == person.id) for column in (*own, PenaltyEntry.appeal_decided_by_id)]
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        reasons.append(plain(PenaltyEntry.department_id == person.department_id, many=True))
    if person.is_any(Role.DIRECTOR):
        reasons.append(plain(PenaltyEntry.decides == Role.DIRECTOR))
    if person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        here = PenaltyEntry.region_id == person.region_id
        reasons.append(plain(and_(PenaltyEntry.decides == Role.SUPERVISOR, here)))
    return reasons


def wages(person: Person) -> Condition:
    """Personnel's, and everybody's own; nobody else's."""
    return true() if person.is_any(Role.HUMAN_RESOURCES) else Wage.staff_id == person.id


def rulebook_issues(person: Person) -> Condition:
    """What was approved is everybody's to read; what is still on its way, of whoever drafts or signs."""
    holders = (person, *person.standing_in)
    if any(allowed(one.roles, Permission.RULEBOOK_DRAFT) for one in holders):
        return true()
    return RulebookIssue.status == IssueStatus.APPROVED


def trials(person: Person) -> Condition:
    """One's own; whoever sees every case of the company sees what others of it tried."""
    return true() if person.is_any(*COMPANY) else Trial.asked_by_id == person.id


def trial_cases(person: Person) -> Condition:
    """Of a trial one sees, the cases one sees today; not those of which only penalties tell."""
    cases = any_of([reason.each for reason in of_complaint(TrialCase.complaint_id)(person)])
    of_trials = TrialCase.trial_id.in_(select(Trial.id).where(trials(person)))
    return and_(of_trials, cases, or_(told_penalties(person), TrialCase.changes.not_in(ONLY_PENALTIES)))


def told_penalties(person: Person) -> Condition:
    """The cases of trials of which a person may read what penalties come to: of their own trials, or whoever sees
    every entry.
    """
    if person.is_any(*READ_ENTRIES):
        return true()
    if not reads_sums(person):
        return false()
    return TrialCase.trial_id.in_(select(Trial.id).where(Trial.asked_by_id == person.id))


def tells_penalties(trial: Trial, person: Person) -> bool:
    """`told_penalties` of one trial."""
    return person.is_any(*READ_ENTRIES) or (reads_sums(person) and trial.asked_by_id == person.id)


def rulebook_signatures(person: Person) -> Condition:
    return RulebookSignature.issue_id.in_(select(RulebookIssue.id).where(rulebook_issues(person)))


def _of_subject(model: Any, person: Person) -> Condition:
    """`rules.score_acts.sees` as a condition."""
    if person.is_any(*READ_ALL):
        return true()
    parts: list[Condition] = [model.staff_id == person.id]
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        parts.append(model.department_id == person.department_id)
    elif person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        parts.append(and_(model.staff_id.is_not(None), model.region_id == person.region_id))
    return or_(*parts)


def scorecards(person: Person) -> Condition:
    return _of_subject(Scorecard, person)


def scorecard_parts(person: Person) -> Condition:
    return ScorecardPart.card_id.in_(select(Scorecard.id).where(_of_subject(Scorecard, person)))


def assessments(person: Person) -> Condition:
    return _of_subject(Assessment, person)


# Who sees the whole company's penalties as sums, without a name: the papers of the month show them (P06 五(5)-(6)).
SUMS = (*COMPANY, Role.FINANCE, Role.HUMAN_RESOURCES)


def sums_of_penalties(person: Person) -> Condition:
    """Whose penalties a person may see as sums."""
    if person.is_any(*SUMS):
        return true()
    if person.is_any(*DEPARTMENT) and person.department_id is not None:
        return PenaltyEntry.department_id == person.department_id
    return false()


def reads_sums(person: Person) -> bool:
    """Whether a person may see anybody's penalties as sums."""
    return person.is_any(*SUMS) or (person.is_any(*DEPARTMENT) and person.department_id is not None)


def sums_on_papers(person: Person, department_id: int | None) -> bool:
    """Whether a person reads penalties on a department's paper or the company's (None), or for whom they stand in.

    A substitute reads what the substitute signs.
    """
    holders = (person, *person.standing_in)
    if any(one.is_any(*SUMS) for one in holders):
        return True
    return department_id is not None and department_id in months_of(person)


# Who works with the whole company's month, and in whose place somebody may do so (P06 五(5)-(7)).
OF_THE_MONTH = (*COMPANY, Role.FINANCE, Role.LOGISTICS)


def months_of_all(person: Person) -> bool:
    """Whether a person's part in the month is the company's, not one department's."""
    return any(one.is_any(*OF_THE_MONTH) for one in (person, *person.standing_in))


def months_of(person: Person) -> frozenset[int]:
    """The departments whose month is a person's, where the company's is not."""
    holders = (person, *person.standing_in)
    return frozenset(one.department_id for one in holders if one.is_any(*DEPARTMENT) and one.department_id is not None)


def department_summaries(person: Person) -> Condition:
    if months_of_all(person):
        return true()
    mine = sorted(months_of(person))
    return DepartmentSummary.department_id.in_(mine) if mine else false()


def company_summaries(person: Person) -> Condition:
    return true() if months_of_all(person) else false()


def replenishments(column: Any) -> Rule:
    """What a distributor is given is seen by whoever sees the distributor."""
    return lambda person: beside_of(column, Customer.id, select(Customer.id), customers(person))


def of_replenishment(column: Any) -> Rule:
    keys = select(Replenishment.id).join(Customer, Replenishment.distributor_id == Customer.id)
    return lambda person: beside_of(column, Replenishment.id, keys, customers(person))


# What an administrator may read of the audit: set-up and log-ins; never what was decided on a case, nor a customer's
# card, whose door is closed to them.
SET_UP = (
    "staff",
    "department",
    "region",
    "product",
    "batch",
    "substitution",
    "auth_session",
    "file_import",
    "job_turn",
    "work",
)


def audit(person: Person) -> Condition:
    if person.is_any(Role.GENERAL_MANAGER):
        return true()
    return AuditEvent.subject.in_(SET_UP) if person.is_any(Role.ADMINISTRATOR) else false()


def own_sessions(person: Person) -> Condition:
    return true() if person.is_any(Role.ADMINISTRATOR) else AuthSession.staff_id == person.id


def imports(person: Person) -> Condition:
    """One's own; an administrator sees that a file came, from whom and what became of it."""
    return true() if person.is_any(Role.ADMINISTRATOR) else FileImport.started_by_id == person.id


def import_rows(person: Person) -> Condition:
    """What stood in a file is for whoever sent it alone: nobody reads customers or cases by this way round."""
    return ImportRow.import_id.in_(select(FileImport.id).where(FileImport.started_by_id == person.id))


def daily_reports(person: Person) -> Condition:
    return true() if person.is_any(*COMPANY) else false()


def everybody(_person: Person) -> Condition:
    return true()


def machinery(person: Person) -> Condition:
    return true() if person.is_any(Role.ADMINISTRATOR) else false()
