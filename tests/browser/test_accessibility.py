"""Nothing serious for people who read with their ears or need contrast, on every kind of page, in light and dark."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.tongues import CHINESE
from tests.factories import NOON, Company, make_service_record, make_shipment
from workflows.complaints.answer import find_unfounded
from workflows.penalties.propose import propose as propose_penalty
from workflows.settlements.propose import propose

pytestmark = pytest.mark.browser

SERIOUS = ("serious", "critical")
AXE = Axe()
LIGHT = {"resultTypes": ["violations"]}
DARK = {**LIGHT, "runOnly": ["color-contrast", "link-in-text-block"]}
# Acts that share a name fold each other; here all are to be seen.
UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.name = ''; one.open = true; })"
CASE_PAGES = (
    "/complaint/details/?id={proposed}",
    "/complaint/act/?id={handling}&act=propose",
    "/complaint/act/?id={handling}&act=assign",
    "/complaint/act/?id={handling}&act=sign",
    "/complaint/paper/?id={answered}&paper=handling",
    "/complaint/new/",
)
PENALTY_PAGES = (
    "/penalty/details/?id={entry}",
    "/penalty/act/?id={entry}&act=confirm",
    "/penalty/people/?month=2026-09",
    "/penalty/statement/?month=2026-09&staff_id={person}",
)


@pytest.fixture
def company(desk, storage):
    """People of every role, and at least one row of every kind."""
    company = Company(desk.session)
    CHINESE.name(company)
    make_shipment(desk.session, company.customer, company.batch)
    make_service_record(desk.session, company.customer, company.engineer)
    desk.clock.at = NOON
    return company


@pytest.fixture
def cases(desk, company, storage):
    """A case somebody works on, one that waits for signatures, one that waits for the call-back."""
    handling, proposed, answered = (company.ready_to_propose(storage).id for _case in range(3))
    propose(desk.session, complaint_id=proposed, proposal=company.proposal(12, 48), actor=company.clerk, at=NOON)
    find_unfounded(desk.session, complaint_id=answered, reasons="瓶身完好", actor=company.clerk, at=NOON)
    return {"handling": handling, "proposed": proposed, "answered": answered}


class Walk:
    """Pages looked at once each, however many roads lead there."""

    def __init__(self, page) -> None:
        self.page = page
        self.found: dict[str, list] = {}

    def visit(self, path: str) -> None:
        self.page.goto(path)
        self.look(path)

    def look(self, name: str) -> None:
        """Run axe on the page as it stands, unfolded; what the other theme changes is its colours."""
        self.page.evaluate(UNFOLD)
        self.page.evaluate(AXE.axe_script)
        for theme, options in (("light", LIGHT), ("dark", DARK)):
            self.page.evaluate("(theme) => { document.documentElement.dataset.theme = theme; }", theme)
            self.found[f"{name} {theme}"] = self.serious(options)

    def serious(self, options: dict) -> list:
        found = self.page.evaluate("async (options) => (await axe.run(options)).violations", options)
        return [(one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in SERIOUS]

    def links(self, selector: str) -> list[str]:
        """Where these links lead, inside the desk."""
        hrefs = self.page.locator(selector).evaluate_all("found => found.map(one => one.href)")
        return [urlsplit(href).path + ("?" + urlsplit(href).query if urlsplit(href).query else "") for href in hrefs]

    def problems(self) -> dict[str, list]:
        return {name: found for name, found in self.found.items() if found}


def walk_menu(desk, staff, seen: set[str]) -> dict[str, list]:
    """The home page of a person, and of every area in their menu that nobody walked yet: list, first row, new row."""
    walk = Walk(desk.open(staff))
    walk.visit("/")
    for area in walk.links("#side ul a"):
        if area == "/" or area in seen:
            continue
        seen.add(area)
        walk.visit(area)
        for path in (*walk.links("#main a.first")[:1], *walk.links(".page-tools a[href*='/new/']")[:1]):
            if urlsplit(path).path not in seen:
                seen.add(urlsplit(path).path)
                walk.visit(path)
    return walk.problems()


class TestAccessibility:
    def test_has_nothing_serious_wherever_a_menu_leads(self, desk, company, cases):
        seen: set[str] = set()

        found = {staff.name: walk_menu(desk, staff, seen) for staff in company.everybody()}

        assert {name: problems for name, problems in found.items() if problems} == {}
        assert len(seen) > len(cases)

    def test_has_nothing_serious_on_the_pages_of_a_case(self, desk, company, cases):
        walk = Walk(desk.open(company.head))
        for path in CASE_PAGES:
            walk.visit(path.format(**cases))
        walk.page.goto(CASE_PAGES[-1])
        walk.page.locator("form.form button.primary").click()
        walk.page.locator("[aria-invalid=true]").first.wait_for()
        walk.look("refused")
        assert walk.problems() == {}

        office = Walk(desk.open(company.general_office))
        office.visit("/call_back/waiting/")
        office.visit(f"/complaint/act/?id={cases['answered']}&act=call_back")
        office.visit(f"/complaint/paper/?id={cases['answered']}&paper=call_back")
        assert office.problems() == {}

    def test_has_nothing_serious_on_the_pages_of_a_penalty(self, desk, company):
        entry = propose_penalty(
            desk.session, staff_id=company.clerk.id, breach="one_to_many_badly_handled", happened_on=NOON.date(),
            reason="态度不好", actor=company.general_office, at=NOON,
        )  # fmt: skip
        walk = Walk(desk.open(company.supervisor))
        for path in PENALTY_PAGES:
            walk.visit(path.format(entry=entry.id, person=company.clerk.id))
        assert walk.problems() == {}

        head = Walk(desk.open(company.head))
        head.page.goto("/penalty/new/")
        head.page.select_option("select[name=breach]", "major_impact")
        head.page.get_by_text("降级处理或解聘").first.wait_for()
        head.look("/penalty/new/ with its price")
        assert head.problems() == {}

    def test_has_nothing_serious_at_the_door(self, desk):
        walk = Walk(desk.open())
        walk.visit("/setup")
        Company(desk.session)
        walk.visit("/login")

        assert walk.problems() == {}
