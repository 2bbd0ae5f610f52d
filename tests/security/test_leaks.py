"""Nobody reads or changes a row that is not theirs, by any address, field, list, sum or form."""

from __future__ import annotations

import pytest
from flask import Flask

from terms.people import Role
from tests.security.conftest import Enter
from tests.security.planted import snapshot
from tests.security.sees import OPEN_TABLES, TABLES, reads, sees
from tests.security.walking import Atlas, Try, Walker, crawl, row_of, screens, shape, tries_of
from tests.security.world import World

# Charted once: the addresses of a world are the same on both engines.
ATLASES: dict[frozenset, tuple[Atlas, dict[Role, Walker]]] = {}
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
    @EVERYBODY
    def test_shows_nobody_a_foreign_marker(self, role, atlas):
        _found, walkers = atlas

        assert not walkers[role].report()

    @EVERYBODY
    def test_shows_everybody_their_own(self, role, atlas, app, world):
        """The other half of the proof: an empty page would deny everything."""
        _found, walkers = atlas
        listed = {screen.model.__tablename__ for screen in screens(app) if opens(screen, role, atlas)}
        missing = {
            (row.table, row.id)
            for row in world.ledger.all()
            if row.table in listed and sees(role, row) and row.markers
            if not any(
                marker in walkers[role].seen for column, marker in row.markers.items() if reads(role, row, column)
            )
        }

        assert missing == set()


def opens(screen, role, atlas) -> bool:
    return f"{screen.url}/" in atlas[0].pages[role]


class TestWalk:
    @EVERYBODY
    def test_finds_no_way_to_a_foreign_row(self, role, app, enter, world, session, atlas):
        walker = Walker(enter(role), role, world.ledger)
        foreign = foreign_rows(role, world)
        before = snapshot(session, foreign)
        for screen in screens(app):
            if walker.client.get(f"{screen.url}/").status_code == 403:
                continue
            for step in tries_of(screen, role, world.ledger):
                walker.go(step)

        assert not walker.report()
        assert snapshot(session, foreign) == before

    @EVERYBODY
    def test_finds_no_way_by_the_addresses_of_others(self, role, app, enter, world, atlas):
        found, _walkers = atlas
        walker = Walker(enter(role), role, world.ledger)
        tried = set()
        for url in sorted(found.addresses() - set(found.pages[role])):
            if (kind := shape(url, world.ledger, app)) not in tried:
                tried.add(kind)
                walker.go(Try(url))

        assert not walker.report()

    @EVERYBODY
    def test_changes_nothing_by_the_forms_of_others(self, role, app, enter, world, session, atlas):
        found, _walkers = atlas
        walker = Walker(enter(role), role, world.ledger)
        foreign = foreign_rows(role, world)
        before = snapshot(session, foreign)
        for step in forms_on(foreign, found, app, world):
            walker.go(step)
            after = snapshot(session, foreign) if walker.faults else before
            if after != before:
                break

        assert not walker.report()
        assert snapshot(session, foreign) == before


def foreign_rows(role, world):
    """What this role must not change: whatever it does not see, but for the account of the one who looks."""
    foreign = (row for row in world.ledger.all() if row.table not in OPEN_TABLES and not sees(role, row))
    return [row for row in foreign if (row.table, row.id) != ("staff", world.viewers[role])]


def forms_on(foreign, found, app, world):
    """The forms that were offered on rows that are foreign here, one of each kind."""
    keys, tried = {(row.table, row.id) for row in foreign}, set()
    for step in found.forms:
        sent = dict(step.data or ())
        url = step.url if "id=" in step.url or "id" not in sent else f"{step.url}?id={sent['id']}"
        row = row_of(url, world.ledger, app)
        kind = (step.url.partition("?")[0], sent.get("act"), tuple(sorted(sent)), row.place if row else None)
        if (row is None or (row.table, row.id) in keys) and kind not in tried:
            tried.add(kind)
            yield step


class TestSums:
    """A count or a sum over foreign rows is a leak: what lies elsewhere must not change a page."""
