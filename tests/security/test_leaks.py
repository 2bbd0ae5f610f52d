"""Nobody reads or changes a row that is not theirs, by any address, field, list, sum or form."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from models import Complaint
from terms.people import Role
from tests.security.browsing import counted
from tests.security.conftest import Enter, Ground
from tests.security.crawling import Atlas, aimed_elsewhere, crawl, shape
from tests.security.declared import tries_of
from tests.security.places import World
from tests.security.planted import snapshot
from tests.security.sees import OPEN_TABLES, TABLES, WITH_BORDERS, sees
from tests.security.walking import Try, Walker, screens

# Charted once: the addresses of a world are the same on both engines.
ATLASES: dict[frozenset, tuple[Atlas, dict[Role, Walker]]] = {}
# Everybody sees themselves there as well.
SELVES = {"staff", "substitution", "auth_session"}
BORDERED = pytest.mark.parametrize("role", WITH_BORDERS, ids=[role.value for role in WITH_BORDERS])
# The scope is one set of conditions: all roles on one engine, the kinds of condition on the other.
ON_BOTH = pytest.mark.parametrize(
    ("databases", "role"),
    [("sqlite", role) for role in Role]
    + [("postgresql", role) for role in (Role.CLERK, Role.SALES_ADMINISTRATION, Role.LOGISTICS)],
    indirect=["databases"],
)
EVERYBODY = pytest.mark.parametrize("role", list(Role), ids=[role.value for role in Role])


@pytest.fixture
def atlas(app: Flask, enter: Enter, world: World) -> tuple[Atlas, dict[Role, Walker]]:
    """What all roles find by following links, with what each of them saw on the way."""
    fingerprint = frozenset((row.table, row.id, row.place) for row in world.ledger.all())
    if fingerprint not in ATLASES:
        found, walkers = Atlas(), {}
        for role in Role:
            walkers[role] = Walker(enter(role), role, world.ledger)
            crawl(walkers[role], app, found)
        ATLASES[fingerprint] = found, walkers
    return ATLASES[fingerprint]


class TestWorld:
    def test_holds_a_row_elsewhere_for_every_screen(self, app, world):
        """A new screen is walked by itself, once its table is planted in `world.py` and judged in `sees.py`."""
        tables = {screen.model.__tablename__ for screen in screens(app)} - OPEN_TABLES - {"audit_event"}

        assert tables <= TABLES
        assert [table for table in sorted(tables) if not any(r.place != "own" for r in world.ledger.rows[table])] == []


class TestCrawl:
    @pytest.mark.requirement("SP-01", "SP-02")
    @EVERYBODY
    def test_shows_nobody_a_foreign_marker(self, role, atlas):
        _found, walkers = atlas

        assert not walkers[role].report()

    @EVERYBODY
    def test_counts_for_everybody_what_is_theirs(self, role, atlas, app, world):
        """The other half of the proof: an empty page would deny everything, and a count over foreign rows is a leak."""
        wrong = {}
        for screen in screens(app):
            table, found = screen.model.__tablename__, atlas[1][role].counts.get(f"{screen.url}/?size=100")
            theirs = sum(sees(role, row) for row in world.ledger.rows[table]) if table in TABLES - SELVES else found
            if found is not None and found != theirs:
                wrong[table] = (found, theirs)

        assert wrong == {}

    @EVERYBODY
    def test_shows_everybody_who_sees_a_case_its_words(self, role, atlas, world):
        if not any(sees(role, row) for row in world.ledger.rows["complaint"]):
            return
        seen = {atlas[1][role].places[marker] for marker in atlas[1][role].seen & atlas[1][role].places.keys()}

        assert {("complaint", "description"), ("complaint", "number"), ("finding", "facts")} <= seen


class TestWalk:
    @ON_BOTH
    def test_finds_no_way_to_a_foreign_row(self, role, app, enter, world, session, atlas):
        walker = Walker(enter(role), role, world.ledger)
        foreign = foreign_rows(role, world)
        before = snapshot(session, foreign)
        for screen in screens(app):
            if f"{screen.url}/?size=100" not in atlas[0].pages[role]:
                continue
            with app.test_request_context():
                tries = list(tries_of(screen, role, world.ledger))
            for step in tries:
                walker.go(step)

        assert not walker.report()
        assert snapshot(session, foreign) == before

    @BORDERED
    def test_finds_no_way_by_the_addresses_of_others(self, role, app, enter, world, atlas):
        walker = Walker(enter(role), role, world.ledger)
        for step in kinds([Try(url) for url in atlas[0].addresses()], role, world, app):
            walker.go(step)

        assert not walker.report()

    @BORDERED
    def test_changes_nothing_by_the_forms_of_others(self, role, app, enter, world, session, atlas):
        walker = Walker(enter(role), role, world.ledger)
        foreign = foreign_rows(role, world)
        before = snapshot(session, foreign)
        for step in kinds(list(atlas[0].forms), role, world, app):
            walker.go(step)

        assert not walker.report()
        assert snapshot(session, foreign) == before


def foreign_rows(role, world):
    """What this role must not change: whatever it does not see, but for the account of the one who looks."""
    foreign = (row for row in world.ledger.all() if row.table not in OPEN_TABLES and not sees(role, row))
    return [row for row in foreign if (row.table, row.id) != ("staff", world.viewers[role])]


def kinds(steps, role, world, app):
    """One request of each kind, aimed at rows that are foreign to this role."""
    found = {shape(step, world.ledger, app, places=False): step for step in sorted(steps, key=str)}
    return [aimed for step in found.values() for aimed in aimed_elsewhere(step, role, world.ledger, app)]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestSums:
    """A count or a sum over foreign rows is a leak: what happens elsewhere must not change a page."""

    @BORDERED
    def test_stay_as_they_are_when_something_happens_elsewhere(self, role, app, enter, atlas, session, ground):
        client = enter(role)
        pages = [url for url in atlas[0].pages[role] if "id=" not in url and "/new/" not in url]
        before = {url: without_marks(client.get(url)) for url in pages}
        happens_elsewhere(session, ground)

        changed = [url for url in pages if without_marks(client.get(url)) != before[url]]
        assert changed == []

    def test_change_for_whoever_sees_it(self, app, enter, session, ground):
        client = enter(Role.GENERAL_MANAGER)
        before = counted(client.get("/complaint/").get_data(as_text=True))
        happens_elsewhere(session, ground)

        assert before is not None
        assert counted(client.get("/complaint/").get_data(as_text=True)) == before + 3


MARKS = re.compile(r'name="(?:csrf_token|submission)" value="[^"]*"')


def without_marks(answer) -> str:
    text = answer.get_data(as_text=True)
    answer.close()
    return MARKS.sub("", text)


def happens_elsewhere(session: Session, ground: Ground) -> None:
    """Three more complaints in the other department, about the batch and product that everybody sells; one is late."""
    old = session.get_one(Complaint, ground.world.cases["elsewhere", "registered"])
    for number in range(3):
        values = {column.key: getattr(old, column.key) for column in Complaint.__table__.columns if column.key != "id"}
        session.add(Complaint(**{**values, "number": f"TS-2026-09-9000{number}", "reference": None, "late": True}))
    session.commit()
