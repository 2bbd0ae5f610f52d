from __future__ import annotations

import pytest

from models import AuditEvent
from queries.audit_chain import Anchor, tail
from tests.factories import MORNING, NOON
from workflows.housekeeping.anchor import anchor, last_anchor, read_anchors
from workflows.transaction import transaction


@pytest.fixture
def files(tmp_path):
    return tmp_path / "data" / "audit-anchors.log", tmp_path / "share" / "anchors"


def add_event(session):
    with transaction(session):
        session.add(AuditEvent(at=MORNING, kind="staff.created", subject="staff"))


class TestAnchor:
    def test_notes_the_last_link_in_every_place(self, session, files):
        add_event(session)

        assert anchor(session, at=NOON, files=files) == 1

        assert [read_anchors([file]) for file in files] == [[Anchor(NOON, *tail(session))]] * 2

    def test_adds_nothing_while_nothing_happened(self, session, files):
        add_event(session)
        anchor(session, at=MORNING, files=files)
        anchor(session, at=NOON, files=files)
        add_event(session)
        anchor(session, at=NOON, files=files)

        assert [one.seq for one in read_anchors(files[:1])] == [1, 2]

    def test_has_nothing_to_note_in_an_empty_company(self, session, files):
        assert anchor(session, at=NOON, files=files) == 0
        assert last_anchor(files) is None

    def test_notes_it_in_one_place_when_the_other_is_gone(self, session, files):
        add_event(session)
        files[0].parent.parent.joinpath("data").write_text("a file where a folder should be")

        with pytest.raises(OSError):
            anchor(session, at=NOON, files=files)

        assert [one.seq for one in read_anchors(files[1:])] == [1]


class TestReadAnchors:
    def test_passes_over_a_line_that_a_power_cut_tore(self, session, files):
        add_event(session)
        anchor(session, at=NOON, files=files)
        with files[0].open("a") as file:
            file.write("2026-09-16T12:00:00+08:00 17")

        assert [one.seq for one in read_anchors(files)] == [1]
