from __future__ import annotations

from sqlalchemy import inspect, text

from tests.factories import MORNING, Company
from workflows.housekeeping.know_tables import know_tables


class TestKnowTables:
    def test_counts_the_rows_of_every_index_on_sqlite_alone(self, session):
        Company(session)
        on_sqlite = session.get_bind().dialect.name == "sqlite"

        assert know_tables(session, at=MORNING) == int(on_sqlite)
        if on_sqlite:
            assert session.scalar(text("SELECT count(*) FROM sqlite_stat1 WHERE tbl = 'customer'")) >= 1
        assert inspect(session.connection()).has_table("customer")
