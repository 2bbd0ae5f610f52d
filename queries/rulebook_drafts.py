"""Issues on their way: what they were drafted from, who must sign, and whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Department, RulebookIssue, RulebookSignature, Staff, StaffRole
from queries.month_facts import holders
from queries.rulebook import company, issue_on, judged_under
from queries.scope import visible
from queries.some import FIRST, Some
from rulebook import Book, stored
from rulebook.amendment import Amendment
from rulebook.layers import Merged
from rules.amendments import Company, IssueFacts, Pending, Turn, turn_of
from terms.complaint import Verdict
from terms.people import Person, Role, StaffStatus
from terms.rulebook import IssueStatus

MOST = 100
MOST_DRAFTS = 200


@dataclass(frozen=True, slots=True)
class WaitingIssue:
    """An issue that waits for somebody's signature; in_name_of: the principal's name, where a substitute signs."""

    issue: RulebookIssue
    turn: Turn
    in_name_of: str

    @property
    def clause(self) -> str:
        return next(one.clause for one in self.issue.signatures if one.id == self.turn.signature)


def newest(session: Session, pack: str) -> Book:
    """The last issue of a pack, which may begin some day yet: what comes next is drafted from it.

    :raises RulebookError: there is no such pack.
    """
    return issue_on(session, pack, on=date.max)


def merged_under(session: Session, key: str) -> Merged:
    """The topics of an issue in force, by its key.

    :raises RulebookError: there is no such issue.
    """
    content = session.scalar(select(RulebookIssue.content).where(RulebookIssue.key == key))
    if content is None:
        content = stored.shipped(judged_under(session, key).pack.key)
    return stored.undump(content, key)


def merged_of(issue: RulebookIssue) -> Merged:
    return stored.undump(issue.content, issue.key or issue.pack)


def amendment_of(session: Session, issue: RulebookIssue) -> Amendment | None:
    """Who changes the pack: as the issue says that was in force when this one was drafted, not the draft itself."""
    return judged_under(session, issue.based_on).pack.amendment if issue.based_on else None


def facts_of(session: Session, issue: RulebookIssue) -> IssueFacts:
    """An issue as plain values."""
    amendment = amendment_of(session, issue)
    standing = [one for one in issue.signatures if one.voided_at is None]
    last = amendment.decided_by if amendment else None
    given = [one for one in standing if one.verdict is Verdict.SIGNED]
    return IssueFacts(
        status=issue.status,
        drafted_by=issue.drafted_by_id,
        pending=tuple(
            Pending(one.id, one.role, one.department_id, one.role is last)
            for one in standing
            if one.verdict is Verdict.PENDING
        ),
        hands=frozenset(key for one in given for key in (one.signer_id, one.principal_id) if key is not None),
        clause=amendment.clause if amendment else "",
    )


def people_concerned(session: Session, pack: str) -> Company:
    """The heads of the departments a pack holds for, and who holds which role."""
    rows: dict[Role, set[int]] = {}
    active = select(StaffRole.role, StaffRole.staff_id).join(Staff, Staff.id == StaffRole.staff_id)
    for role, staff_id in session.execute(active.where(Staff.status == StaffStatus.ACTIVE)):
        rows.setdefault(role, set()).add(staff_id)
    heads = {
        one.id: frozenset(staff.id for staff in holders(session, Role.DEPARTMENT_HEAD, department_id=one.id))
        for one in departments_of(session, pack)
    }
    return Company(heads, {role: frozenset(people) for role, people in rows.items()})


def departments_of(session: Session, pack: str) -> list[Department]:
    """The sales departments a pack holds for, or would: all of them where no row names any."""
    named = {code for row in company(session) if row.pack == pack for code in row.departments}
    wanted = select(Department).where(Department.is_sales, Department.active).order_by(Department.code)
    return list(session.scalars(wanted.where(Department.code.in_(named)) if named else wanted))


def names_of(session: Session, wanted: Iterable[RulebookSignature]) -> dict[int, list[str]]:
    """By signature, who could give it today."""
    return {
        one.id: [staff.name for staff in holders(session, one.role, department_id=one.department_id)] for one in wanted
    }


def drafts(session: Session, person: Person, *, pack: str = "") -> list[RulebookIssue]:
    """The issues a person may see, the newest first; approved ones by the day they begin."""
    wanted = select(RulebookIssue).options(joinedload(RulebookIssue.drafted_by))
    if pack:
        wanted = wanted.where(RulebookIssue.pack == pack)
    order = (RulebookIssue.id.desc(),)
    return list(session.scalars(visible(wanted, RulebookIssue, person).order_by(*order).limit(MOST_DRAFTS)))


def waiting_issues(session: Session, person: Person) -> list[WaitingIssue]:
    """The issues whose signature is this person's to give now, the oldest first."""
    roles = {role for one in (person, *person.standing_in) for role in one.roles}
    wanted = (
        select(RulebookIssue)
        .where(
            RulebookIssue.status == IssueStatus.SUBMITTED,
            RulebookIssue.signatures.any(
                (RulebookSignature.verdict == Verdict.PENDING) & RulebookSignature.role.in_(roles)
            ),
        )
        .options(selectinload(RulebookIssue.signatures), joinedload(RulebookIssue.drafted_by))
        .order_by(RulebookIssue.submitted_at, RulebookIssue.id)
        .limit(MOST)
    )
    found = [(one, turn_of(facts_of(session, one), person)) for one in session.scalars(wanted)]
    names = {one.id: one.name for one in person.standing_in}
    return [WaitingIssue(one, turn, names.get(turn.principal or 0, "")) for one, turn in found if turn is not None]


def to_sign(session: Session, staff: Staff) -> Some[WaitingIssue]:
    """The first of the issues whose signature is this person's, and how many there are."""
    found = waiting_issues(session, staff.as_person())
    return Some(found[:FIRST], len(found))


def sent_back(session: Session, staff: Staff) -> Some[RulebookIssue]:
    """The first of this person's drafts that were returned."""
    found = returned_drafts(session, staff.as_person())
    return Some(found[:FIRST], len(found))


def returned_drafts(session: Session, person: Person) -> list[RulebookIssue]:
    """This person's drafts that somebody sent back, with the reason on the signature."""
    back = RulebookIssue.signatures.any(RulebookSignature.verdict == Verdict.SENT_BACK)
    wanted = select(RulebookIssue).where(
        RulebookIssue.drafted_by_id == person.id, RulebookIssue.status == IssueStatus.DRAFT, back
    )
    told = selectinload(RulebookIssue.signatures).joinedload(RulebookSignature.signer)
    return list(session.scalars(wanted.options(told).order_by(RulebookIssue.id)))
