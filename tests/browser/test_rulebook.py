"""Five times becomes four: drafted in tables, tried on last year's cases, signed by all who are named, and in force
tomorrow; what was registered yesterday stays with whom it was.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from models import Complaint
from tests.browser.conftest import picture
from tests.browser.hands import fill, press
from tests.factories import Company
from tests.web import MORNING
from workflows.attachments.files import Storage
from workflows.settlements.propose import propose
from workflows.settlements.sign import sign

pytestmark = pytest.mark.browser

IN_AUGUST = MORNING - timedelta(days=28)
TOMORROW = MORNING + timedelta(days=1)
OWN = "补 2026-1"


class Change:
    """The company, its cases, and the issue on its way."""

    def __init__(self, desk, folder) -> None:
        self.desk, self.company = desk, Company(desk.session)
        self.storage = Storage(folder, largest=2**20)
        self.issue = ""

    # Cases of 12 bottles exchanged; what is given beside is what differs.
    def registered(self, at) -> Complaint:
        return self.company.ready_to_propose(self.storage, at=at)

    def proposed(self, case: Complaint, bottles: int, at) -> Complaint:
        proposal = self.company.proposal(12, bottles)
        propose(self.desk.session, complaint_id=case.id, proposal=proposal, actor=self.company.clerk, at=at)
        return case

    def decided(self, bottles: int) -> Complaint:
        """A case of August that the department head decided."""
        case = self.proposed(self.registered(IN_AUGUST), bottles, IN_AUGUST)
        sign(self.desk.session, complaint_id=case.id, actor=self.company.head, at=IN_AUGUST)
        return case

    def sit(self, staff, path: str, **where):
        page = self.desk.open(staff, **where)
        page.goto(path)
        return page

    def decides(self, case: Complaint, who: str) -> bool:
        """Whether the page of a case names this role first."""
        page = self.sit(self.company.supervisor, f"/complaint/details/?id={case.id}")
        return who in page.locator("ul.signatures li").first.inner_text()

    # The steps.
    def draft(self):
        """The head drafts; a figure that changes under its old clause is not taken."""
        page = self.sit(self.company.head, "/rulebook/draft/new/")
        fill(page.locator("form.form"), title="五倍改为四倍")
        press(page, page.locator("form.form .actions button"))
        self.issue = page.url
        press(page, page.locator("a[href*='topic=authority']"))
        page.locator("[name='ladder.2.within']").fill("4")
        press(page, page.locator(".sticky button[value=save]"))
        assert "内容已改，依据条款（P06 六(3)）未改" in page.locator(".attention").inner_text()
        assert page.locator("[name='ladder.2.within']").input_value() == "4"
        picture(page, "rulebook-1-refused")
        page.locator("[name='ladder.2.clause']").fill(OWN)
        page.locator("#clauses [data-add]").click()
        page.locator("[name='clauses.0.key']").fill(OWN)
        page.locator("[name='clauses.0.zh']").fill("四倍以内由销售部长审批。")
        page.locator("[name='clauses.0.en']").fill("Up to four times the department head decides.")
        press(page, page.locator(".sticky button[value=save]"))
        changed = page.locator("table.changes").inner_text().split()
        assert changed[changed.index("倍数以内") :][:3] == ["倍数以内", "5", "4"]
        picture(page, "rulebook-2-draft")
        return page

    def tried(self, page) -> str:
        """On last year's cases, before anybody signs: the cases that would have gone higher."""
        press(page, page.locator("a[href*='/trial/new/']"))
        press(page, page.locator("form.form .actions button"))
        picture(page, "rulebook-3-tried")
        press(page, page.locator("a[href*='trial_case']").first)
        picture(page, "rulebook-4-cases")
        return page.locator("table.rows").inner_text()

    def submit(self) -> None:
        page = self.sit(self.company.head, self.issue)
        press(page, page.locator("a[href*='act=submit']"))
        fill(page.locator("form.form"), reason="四倍以上先报总监。", effective_from=TOMORROW.date().isoformat())
        press(page, page.locator("form.form .actions button"))

    def signed(self, staff, *, phone: bool = False) -> None:
        """From the first page to the signature."""
        page = self.sit(staff, "/", phone=phone)
        press(page, page.locator("a.first[href*='/rulebook/draft/details/']"))
        press(page, page.locator("a[href*='act=sign']"))
        press(page, page.locator("form.form .actions button"))
        picture(page, "rulebook-5-signed")


@pytest.mark.requirement("AP-16", "AP-03")
def test_five_times_becomes_four_for_tomorrows_cases_and_not_for_yesterdays(desk, tmp_path):
    change = Change(desk, tmp_path)
    company = change.company
    higher, same = change.decided(54), change.decided(48)
    yesterdays = change.registered(MORNING)

    found = change.tried(change.draft())
    assert higher.number in found
    assert same.number not in found

    change.submit()
    for staff in (company.director, company.general_office):
        change.signed(staff)
    change.signed(company.manager, phone=True)

    desk.clock.at = TOMORROW
    change.proposed(yesterdays, 54, TOMORROW)
    tomorrows = change.proposed(change.registered(TOMORROW), 54, TOMORROW)
    assert change.decides(yesterdays, "销售部长")
    assert change.decides(tomorrows, "总监")
    assert change.decides(higher, "销售部长")
