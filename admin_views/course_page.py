"""What the page of a case says of its pack's own steps, of what is still asked, who bears costs and who reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from admin_views.labels import label_of
from models import CaseNotice, Complaint, Cost, ReportPart
from queries.case_facts import taken_up_at
from queries.course import asks_nothing, course_of, steps_of
from queries.rulebook import policy_of
from rulebook.authority import Reviewer
from rulebook.bearing import Bears
from rulebook.intake import Formality
from rules.bearing import bearers
from rules.case import CaseFacts
from rules.course import Course
from rules.flow import StepStanding
from terms.authority import Reviewed
from terms.complaint import Responsible, SettlementStatus, State
from terms.corrective import ReportSection
from terms.costs import CostStatus
from terms.intake import IntakeDemand
from terms.notices import NoticePart

OVER = (State.CLOSED, State.WITHDRAWN, State.MERGED)
HOLDS = (SettlementStatus.PROPOSED, SettlementStatus.APPROVED)
AT_THE_DOOR = ("model", "fault_time", "service_time", "service_place", "persons", "proof_of_purchase")
# The system itself sees to these.
BY_ITSELF = (IntakeDemand.NUMBER, IntakeDemand.ONLINE_REGISTER, IntakeDemand.FILED_BY_PRODUCT)


@dataclass(frozen=True)
class CoursePage:
    """steps: the pack's own, each done or with what it wants; current: the index of the first that is not.

    asks: whether the pack asks for anything beside the house's own acts. told_at_the_door: the facts only some packs
    ask for, with their labels.
    course: what is asked beside the house's own acts; None for a case that is over. formalities: what the way it came
    in had to satisfy, with whether it does. bears: who bears the costs that come with it. reviewers: by paper.
    appeal: the clause by which a result names the right to appeal; "" where none does.
    """

    steps: tuple[StepStanding, ...]
    current: int | None
    asks: bool
    told_at_the_door: tuple[tuple[Any, str], ...]
    course: Course | None
    formalities: tuple[tuple[Formality, bool], ...]
    bears: tuple[Bears, ...]
    reviewers: dict[Reviewed, Reviewer]
    appeal: str

    @staticmethod
    def parts(notice: CaseNotice) -> list[NoticePart]:
        """What a notice held."""
        return [part for part in NoticePart if part.value in notice.parts]

    @staticmethod
    def report(case: Complaint) -> list[ReportPart]:
        """The report to the customer as it stands: the newest of every section, in the order of the sections."""
        newest = {one.section: one for one in case.report_parts}
        return [newest[section] for section in ReportSection if section in newest]


def course_page(case: Complaint, facts: CaseFacts, entries: list[Cost], at: datetime) -> CoursePage:
    """Gathered for one case. entries: the costs the reader may see."""
    book, since = policy_of(case), taken_up_at(case)
    steps = steps_of(case, book, since=since)
    return CoursePage(
        steps=steps,
        current=next((n for n, step in enumerate(steps) if not step.done), None),
        asks=not asks_nothing(book),
        told_at_the_door=tuple((label_of(name), said) for name in AT_THE_DOOR if (said := getattr(case, name))),
        course=None if case.state in OVER else course_of(case, book, since=since, at=at),
        formalities=tuple(
            (one, one.demand in BY_ITSELF or one not in facts.course.formalities)
            for one in book.intake.formalities
            if case.kind in one.kinds
        ),
        bears=_bears(case, entries),
        reviewers={one.of: one for one in book.authority.reviewers},
        appeal=next((one.clause for one in book.notices.notices.values() if NoticePart.APPEAL in one.parts), ""),
    )


def _bears(case: Complaint, entries: list[Cost]) -> tuple[Bears, ...]:
    settlement = case.settlement
    lines = settlement.lines if settlement and settlement.status in HOLDS else []
    return bearers(
        policy_of(case).bearing,
        kind=case.kind,
        remedies=[line.remedy for line in lines],
        costs=[one.kind for one in entries if one.status is CostStatus.VALID],
        users_fault=bool(case.findings) and case.findings[-1].responsible is Responsible.CONSUMER,
    )
