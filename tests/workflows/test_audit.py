"""The record of who did what: in the same transaction, old and new, and never rewritten."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from sqlalchemy import delete, inspect, select, text, update
from sqlalchemy.exc import DBAPIError

from models import AuditEvent, Complaint, Staff
from terms.complaint import Act, State
from terms.time import SHANGHAI
from tests.factories import MORNING, NOON
from tests.workflows.acts import do
from tests.workflows.life import events, last_event
from workflows import audit
from workflows.audit import changed, plain
from workflows.numbers import next_number
from workflows.transaction import transaction


class TestRecord:
    @pytest.mark.requirement("SP-04")
    def test_says_who_when_from_where_under_which_clause_and_what_it_changed(self, life):
        life.session.info["address"] = "10.0.0.7"
        case = life.company.register(life.storage)

        do(life, Act.CONTACT, case)

        event = last_event(life.session)
        assert (event.kind, event.at, event.actor_id, event.principal_id) == (
            "complaint.contacted",
            NOON,
            life.company.clerk.id,
            None,
        )
        assert (event.subject, event.subject_id, event.version) == ("complaint", case.id, 2)
        assert (event.clause, event.note, event.address) == ("P06 五(1)", "已核实", "10.0.0.7")
        assert event.changes == {
            "state": ["registered", "handling"], "assigned_to_id": [None, life.company.clerk.id], "reached": [None, True],
        }  # fmt: skip

    def test_cuts_a_long_note_to_its_column(self, life):
        case = life.company.register(life.storage)

        do(life, Act.CONTACT, case, said="长" * 500)

        assert last_event(life.session).note == "长" * 200
        assert case.contacts[0].said == "长" * 500

    def test_of_a_whole_life_numbers_every_version_once(self, life):
        case = life.closed()

        found = [one for one in events(life.session) if one.subject_id == case.id]
        assert [one.version for one in found] == list(range(1, case.version + 1))
        assert all(one.clause and one.actor_id for one in found)

    def test_is_gone_with_the_change_when_the_change_fails(self, life, monkeypatch):
        case = life.company.register(life.storage)
        before = len(events(life.session))

        def fails():
            raise OSError("the disk is full")

        with monkeypatch.context() as broken:
            broken.setattr(life.session, "commit", fails)
            with pytest.raises(OSError, match="disk"):
                do(life, Act.CONTACT, case)

        assert (case.state, case.contacts, len(events(life.session))) == (State.REGISTERED, [], before)

    def test_never_holds_a_password(self, life):
        person = life.session.get_one(Staff, life.company.clerk.id)
        with transaction(life.session):
            life.session.refresh(person)
            person.password_hash, person.failed_logins = "argon2id$secret", 2
            event = audit.record(life.session, "staff.password_changed", person, person, NOON)

        assert event.changes == {"failed_logins": [0, 2]}


class TestChanged:
    def test_is_empty_for_what_was_set_to_the_same(self, life):
        case = life.company.register(life.storage)
        life.session.refresh(case)
        with life.session.no_autoflush:
            case.state, case.quantity = case.state, case.quantity

            assert changed(case) == {}

    def test_leaves_out_counters(self, life):
        case = life.company.register(life.storage)
        life.session.refresh(case)
        with life.session.no_autoflush:
            case.version, case.state_since, case.quantity = 9, NOON, 24

            assert changed(case) == {"quantity": [12, 24]}


class TestPlain:
    @pytest.mark.parametrize(
        ("value", "kept"),
        [
            (State.HANDLING, "handling"),
            (date(2026, 9, 16), "2026-09-16"),
            (datetime(2026, 9, 16, 9, 10, tzinfo=SHANGHAI), "2026-09-16T09:10:00+08:00"),
            (Decimal("20.05"), "20.05"),
            (Fraction(61, 12), "61/12"),
            ((State.FILED, 1), ["filed", 1]),
            ({"a": Decimal(1)}, {"a": "1"}),
            (None, None),
            (True, True),
        ],
    )
    def test_keeps_exact_values_as_json_can(self, value, kept):
        assert plain(value) == kept


class TestAppendOnly:
    """In the database itself, whoever asks."""

    @pytest.mark.parametrize(
        "statement",
        [
            update(AuditEvent).values(note="anders"),
            update(AuditEvent).values(changes={}).where(AuditEvent.subject == "complaint"),
            delete(AuditEvent),
            text("UPDATE audit_event SET actor_id = NULL"),
            text("DELETE FROM audit_event"),
        ],
        ids=["update", "update one", "delete", "plain update", "plain delete"],
    )
    def test_refuses_every_change(self, life, statement):
        life.company.register(life.storage)
        before = [(one.kind, one.note, one.actor_id) for one in events(life.session)]

        with pytest.raises(DBAPIError, match="append-only"):
            life.session.execute(statement)
        life.session.rollback()

        assert [(one.kind, one.note, one.actor_id) for one in events(life.session)] == before

    def test_refuses_to_be_emptied_at_once(self, life, engine):
        life.company.register(life.storage)
        empty = "TRUNCATE audit_event CASCADE" if engine.dialect.name == "postgresql" else "DELETE FROM audit_event"

        with pytest.raises(DBAPIError, match="append-only"):
            life.session.execute(text(empty))
        life.session.rollback()

    def test_refuses_a_change_through_the_objects_too(self, life):
        life.company.register(life.storage)
        last_event(life.session).note = "anders"

        with pytest.raises(DBAPIError, match="append-only"):
            life.session.commit()
        life.session.rollback()

    def test_takes_new_ones(self, life):
        life.company.register(life.storage)
        first = last_event(life.session).id

        life.company.register(life.storage)

        assert last_event(life.session).id > first


class TestTransaction:
    def test_leaves_the_session_clean_after_a_refusal(self, life):
        case = life.company.register(life.storage)

        with pytest.raises(ZeroDivisionError), transaction(life.session):
            case.quantity = 1 // 0

        assert not life.session.dirty
        assert inspect(case).persistent

    def test_gives_the_numbers_of_a_failed_one_to_the_next(self, life):
        given = []

        def takes_a_number_and_fails():
            with transaction(life.session):
                given.append(next_number(life.session, "TS", MORNING.date()))
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            takes_a_number_and_fails()

        assert given == ["TS-2026-09-00001"]
        assert life.company.register(life.storage).number == "TS-2026-09-00001"
        assert life.session.scalars(select(Complaint.number)).all() == ["TS-2026-09-00001"]
