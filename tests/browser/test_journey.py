"""One complaint of 12 exchanged and 48 compensated bottles, from the call to the closed case, by form."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from models import AuditEvent
from tests.browser.conftest import picture
from tests.browser.hands import PASTE, act, acts_of, choose, fill, photo, pick, press, unfold, write
from tests.browser.tongues import CHINESE, ENGLISH, Tongue
from tests.factories import Company
from tests.web import MORNING

pytestmark = pytest.mark.browser


class Journey:
    """The desk, the company, and the case as it goes from one pair of hands to the next."""

    def __init__(self, desk, tongue: Tongue, folder) -> None:
        self.desk, self.tongue, self.folder = desk, tongue, folder
        self.company = Company(desk.session)
        tongue.name(self.company)
        self.case = ""
        self.steps = 0

    def sit(self, staff):
        """A browser of this person's, at the desk's first page."""
        page = self.desk.open(staff, locale=self.tongue.locale)
        page.goto("/")
        return page

    def at_case(self, staff):
        page = self.sit(staff)
        page.goto(self.case)
        return page

    def seen(self, page, name: str) -> None:
        """Keep a picture of the step, once; every word on it is in the reader's language."""
        self.steps += 1
        if self.tongue is CHINESE:
            picture(page, f"journey-{self.steps:02d}-{name}")
        assert self.tongue.strangers(page) == []

    def reads(self, page, word: str, where: str = "body") -> bool:
        return self.tongue.read[word] in page.locator(where).inner_text()

    def at(self, hour: int, minute: int) -> None:
        """The desk's clock moves on; nobody waits for it."""
        self.desk.clock.at = MORNING.replace(hour=hour, minute=minute)

    # The steps.
    def register(self) -> None:
        """The hotline rings. Everything by keyboard."""
        self.at(9, 10)
        company, typed = self.company, self.tongue.typed
        page = self.sit(company.clerk)
        self.seen(page, "home-of-the-clerk")
        page.keyboard.press("F2")
        page.wait_for_url("**/complaint/new/")
        assert self.reads(page, "missing", "#panel")
        pick(page, "customer_id", (company.customer.phone or "")[-4:])
        assert page.locator("[name=address]").input_value() == company.customer.address
        write(page, "purchase_place", typed["place"])
        pick(page, "product_id", typed["product"])
        pick(page, "batch_id", company.batch.code)
        assert page.locator("[name=produced_on]").input_value() == company.batch.produced_on.isoformat()
        write(page, "quantity", "12")
        choose(page, "fault", "leak")
        write(page, "description", typed["what"])
        page.evaluate(PASTE, "[name=description]")
        page.get_by_text(self.tongue.read["complete"]).wait_for()
        assert self.reads(page, "due", "#panel")
        self.seen(page, "register")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        self.case = re.sub(r"&new=1|new=1&", "", page.url)
        assert self.reads(page, "due", ".banner")
        self.seen(page, "registered")

    def handle(self) -> None:
        """The clerk calls back, looks into it and proposes."""
        self.at(9, 30)
        typed = self.tongue.typed
        page = self.at_case(self.company.clerk)
        act(page, "contact", said=typed["said"])
        act(page, "investigate", facts=typed["facts"], responsible="production")
        self.seen(page, "looked-into")
        press(page, page.locator(".acts a[href*='act=propose']"))
        form = page.locator("form[data-live]")
        fill(form, **{"lines-0-remedy": "replacement", "lines-0-exchanged_quantity": "12"})
        form.locator("[name=lines-0-compensated_quantity]").fill("48")
        page.locator("#weighed .multiple", has_text="4×").wait_for()
        weighed = page.locator("#weighed .ladder").inner_text()
        assert self.tongue.read["head"] in weighed
        assert self.tongue.read["office"] in weighed
        assert "P06 六(3)" in weighed
        form.locator("[name=reason]").fill(typed["reason"])
        self.seen(page, "propose")
        press(page, form.locator(".actions button"))
        self.seen(page, "proposed")

    def not_the_supervisors(self) -> None:
        """The supervisor may read it, but four times is not hers."""
        self.at(11, 0)
        page = self.at_case(self.company.supervisor)
        assert not acts_of(page) & {"sign", "refuse", "send_back"}
        page.locator("details.card:has(dl.refused) > summary").click()
        assert self.tongue.read["waits"] in page.locator("dl.refused").first.inner_text()
        decides = page.locator("ul.signatures li").first.inner_text()
        assert self.tongue.read["head"] in decides
        assert "P06 六(3)" in decides
        self.seen(page, "supervisor-may-not")

    def sign(self) -> None:
        """The department head decides from the inbox."""
        self.at(15, 20)
        page = self.sit(self.company.head)
        self.seen(page, "home-of-the-head")
        page.goto("/inbox/")
        assert "4×" in page.locator("td.multiple").inner_text()
        self.seen(page, "inbox")
        press(page, page.locator("a.first"))
        panel = unfold(page, "sign")
        self.seen(page, "head-reads")
        press(page, panel.locator(".actions button"))
        self.seen(page, "approved")

    def carry_out(self) -> None:
        """Filed, handed over, proved with a photo, result reported before 16:00."""
        self.at(15, 40)
        company, typed = self.company, self.tongue.typed
        office = self.at_case(company.general_office)
        act(office, "file", paper_place=typed["paper"])
        self.seen(office, "filed")
        goods = self.at_case(company.logistics)
        act(goods, "hand_over", carrier=typed["carrier"])
        self.seen(goods, "handed-over")
        clerk = self.at_case(company.clerk)
        act(clerk, "prove", received_by=typed["by"], proof=typed["proof"], uploads=photo(self.folder))
        act(clerk, "answer", result=typed["result"])
        self.seen(clerk, "answered")

    def call_back(self) -> None:
        """The general office hears that the customer is satisfied, and closes."""
        self.at(16, 5)
        page = self.sit(self.company.general_office)
        page.goto("/call_back/waiting/")
        self.seen(page, "to-call")
        press(page, page.locator("a[href*='act=call_back']"))
        form = page.locator("form.form")
        fill(form, outcome="satisfied", spoke_with=self.tongue.typed["by"], answers=self.tongue.typed["answers"])
        fill(form, result="5", speed="5", attitude="4")
        self.seen(page, "call-back")
        press(page, form.locator(".actions button"))
        page.goto(self.case)
        act(page, "close")
        assert self.reads(page, "closed", "section.head")
        self.seen(page, "closed")

    def papers(self) -> None:
        """Both papers open for the printer."""
        page = self.at_case(self.company.general_office)
        for paper in ("handling", "call_back"):
            page.goto(self.case)
            press(page, page.locator(f"a[href*='paper={paper}']"))
            assert self.reads(page, paper, "h1")
            self.seen(page, f"paper-{paper}")

    def history(self) -> None:
        """The case tells every step, each that a clause speaks of with its clause."""
        page = self.at_case(self.company.general_office)
        assert page.locator(".timeline > li").count() == len(STEPS)
        clauses = {"P06 五(1)", "P06 六(3)", "P06 五(3)", "P06 五(4)"}
        assert clauses <= set(page.locator(".timeline .clause").all_inner_texts())
        self.desk.session.rollback()
        found = self.desk.session.scalars(
            select(AuditEvent.kind).where(AuditEvent.subject == "complaint").order_by(AuditEvent.id)
        )
        assert tuple(found) == STEPS


STEPS = (
    "complaint.registered", "complaint.contacted", "complaint.investigated", "settlement.proposed", "settlement.signed",
    "settlement.filed", "execution.handed_over", "execution.proved", "complaint.answered", "complaint.called_back",
    "complaint.closed",
)  # fmt: skip


@pytest.mark.requirement("AP-03")
@pytest.mark.parametrize(
    ("databases", "tongue"),
    [pytest.param("postgresql", CHINESE, id="zh"), pytest.param("sqlite", ENGLISH, id="en")],
    indirect=["databases"],
)
def test_twelve_for_forty_eight_goes_from_the_call_to_the_closed_case(desk, tmp_path, tongue):
    journey = Journey(desk, tongue, tmp_path)

    journey.register()
    journey.handle()
    journey.not_the_supervisors()
    journey.sign()
    journey.carry_out()
    journey.call_back()
    journey.papers()
    journey.history()
