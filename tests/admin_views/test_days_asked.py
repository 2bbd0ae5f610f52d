"""An address may ask for any day or month, also one that no calendar and no rule knows."""

from __future__ import annotations

import pytest

from terms.people import Role
from terms.trade import CustomerKind
from tests.factories import Company, make_customer, make_staff

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
