"""The month against the same days of the one before."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from queries.month_figures import by_day, by_fault, figures, same_days_before, this_month
from terms.time import SHANGHAI
from terms.trade import Fault
from tests.factories import MORNING, Company


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


class TestSpans:
    @pytest.mark.parametrize(
        ("now", "start", "end"),
        [
            ("2026-09-16T15:00", "2026-08-01T00:00", "2026-08-16T15:00"),
            ("2026-03-31T15:00", "2026-02-01T00:00", "2026-03-01T00:00"),
            ("2026-01-10T08:00", "2025-12-01T00:00", "2025-12-10T08:00"),
        ],
    )
    def test_before_reaches_as_far_into_its_month(self, now, start, end):
        span = same_days_before(at(now))

        assert (span.start, span.end) == (at(start), at(end))

    def test_now_begins_with_the_month(self):
        assert this_month(at("2026-09-16T15:00")).start == at("2026-09-01T00:00")


class TestFigures:
    def test_count_what_the_reader_sees(self, session, storage):
        company, other = Company(session), Company(session)
        company.register(storage)
        company.register(storage, fault=Fault.SEDIMENT)
        other.register(storage)
        span = this_month(MORNING + timedelta(hours=1))

        assert figures(session, company.manager, span).registered == 3
        assert figures(session, company.head, span).registered == 2
        assert dict(by_fault(session, company.head, span)) == {Fault.LEAK: 1, Fault.SEDIMENT: 1}

    def test_show_thirty_days_with_the_empty_ones(self, session, storage):
        company = Company(session)
        company.register(storage)

        days = by_day(session, company.manager, MORNING)

        assert len(days) == 30
        assert days[-1] == (date(2026, 9, 16), 1)
        assert days[0] == (date(2026, 8, 18), 0)
