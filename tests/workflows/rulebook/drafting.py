"""A small company that changes its rulebook: two departments with a head each, an office, a director, a manager."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models import RulebookIssue, Staff
from queries.rulebook_drafts import merged_of
from rulebook import typed
from rulebook.fields import schema
from terms.people import Role
from tests.factories import MORNING, make_department, make_region, make_staff
from workflows.rulebook.save import save
from workflows.rulebook.sign import sign
from workflows.rulebook.start import start
from workflows.rulebook.submit import submit

OWN = "补 2026-1"
TOMORROW = MORNING.date() + timedelta(days=1)
CLAUSES = {
    "clauses.0.key": [OWN],
    "clauses.0.zh": ["四倍以内由销售部长审批。"],
    "clauses.0.en": ["Up to 4 times the department head decides."],
}


@dataclass
class Drafting:
    session: Session
    people: dict[str, Staff] = field(default_factory=dict)

    def __post_init__(self) -> None:
        east, west = (
            make_department(self.session, code=code, name=name) for code, name in (("E", "东区"), ("W", "西区"))
        )
        make_region(self.session, east, code="B")
        self.people = {
            "east": make_staff(self.session, Role.DEPARTMENT_HEAD, department=east),
            "west": make_staff(self.session, Role.DEPARTMENT_HEAD, department=west),
            "office": make_staff(self.session, Role.GENERAL_OFFICE),
            "director": make_staff(self.session, Role.DIRECTOR),
            "manager": make_staff(self.session, Role.GENERAL_MANAGER),
            "clerk": make_staff(self.session, Role.CLERK, department=east),
        }

    def __getitem__(self, name: str) -> Staff:
        return self.people[name]

    def start(self, by: str = "east", *, at: datetime = MORNING) -> RulebookIssue:
        return start(self.session, pack="food", title="五倍改为四倍", actor=self[by], at=at)

    def form(self, issue: RulebookIssue, topic: str) -> dict[str, list[str]]:
        return typed.write(schema()[topic], merged_of(issue).topics.get(topic, {}))

    def save(
        self,
        issue: RulebookIssue,
        by: str = "east",
        *,
        clause: str = OWN,
        within: str = "4",
        own: str = OWN,
        **more: Any,
    ) -> None:
        """The head's rung, under a clause of the issue's own."""
        ladder = self.form(issue, "authority") | {"ladder.2.within": [within], "ladder.2.clause": [clause]}
        topics = {"authority": ladder, "clauses": CLAUSES | {"clauses.0.key": [own]}}
        save(self.session, issue_id=issue.id, topics=topics, actor=self[by], at=MORNING, **more)

    def submit(self, issue: RulebookIssue, by: str = "east", *, on: date = TOMORROW, at: datetime = MORNING) -> None:
        submit(
            self.session, issue_id=issue.id, title=issue.title, reason="四倍以上先报总监。", effective_from=on,
            actor=self[by], at=at,
        )  # fmt: skip

    def submitted(self, by: str = "east") -> RulebookIssue:
        issue = self.start(by)
        self.save(issue, by)
        self.submit(issue, by)
        return issue

    def sign(self, issue: RulebookIssue, by: str, *, at: datetime = MORNING) -> None:
        sign(self.session, issue_id=issue.id, actor=self[by], at=at)

    def approved(self) -> RulebookIssue:
        issue = self.submitted()
        for name in ("west", "director", "office", "manager"):
            self.sign(issue, name)
        return issue
