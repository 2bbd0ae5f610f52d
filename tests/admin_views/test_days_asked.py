"""An address may ask for any day or month, also one that no calendar and no rule knows."""

from __future__ import annotations

from datetime import date

import pytest

from admin_views.days_asked import day_asked
from models import RulebookIssue
from rulebook import stored
from terms.people import Role
from terms.rulebook import IssueStatus
from terms.trade import CustomerKind
from tests.factories import MORNING, Company, make_customer, make_staff

DAYS = ("0001-01-01", "1999-12-31", "9999-12-31", "2026-13-01", "2026-09-31", "", "x")


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("page", "role"),
    [
        ("/account/details/?id={distributor}&to={day}", Role.FINANCE),
        ("/account/statement/?id={distributor}&from={day}&to={day}", Role.FINANCE),
        ("/register_book/?from={day}&to={day}", Role.GENERAL_OFFICE),
        ("/cost/month/?month={month}", Role.FINANCE),
        ("/handling_form/count/?month={month}", Role.SALES_ADMINISTRATION),
        ("/penalty/statement/?month={month}", Role.HUMAN_RESOURCES),
        ("/penalty/people/?month={month}", Role.HUMAN_RESOURCES),
    ],
)
def test_the_page_is_shown_for_the_usual_days_instead(session, log_in, page, role, day):
    company = Company(session)
    distributor = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR)
    reader = make_staff(session, role, region=company.region)
    session.commit()

    answer = log_in(reader).get(page.format(day=day, month=day[:7], distributor=distributor.id))

    assert answer.status_code == 200


def test_a_day_before_the_newest_issue_of_the_policy_is_still_a_day(session, app):
    """What a company changes today takes no past away from its lists."""
    content = stored.shipped("food")
    session.add(
        RulebookIssue(
            key="food@2026-09-01", pack="food", status=IssueStatus.APPROVED, effective_from=date(2026, 9, 1),
            content=content, digest=stored.digest(content), drafted_at=MORNING,
        )
    )  # fmt: skip
    session.commit()

    with app.test_request_context("/?from=2026-08-03"):
        assert day_asked("from") == date(2026, 8, 3)
