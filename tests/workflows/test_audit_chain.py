"""Every commit seals what it adds to the audit, in the order of the commits."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models import AuditEvent, AuditLink, link_events
from models.audit_chain import COLUMNS, NOTHING, UNLINKED, fingerprint, seal
from models.engine import prepare_engine
from tests.factories import MORNING
from workflows.transaction import transaction

MANY = 16


def make_event(kind="staff.created", **values):
    return AuditEvent(at=MORNING, kind=kind, subject="staff", subject_id=1, changes={"name": [None, "王芳"]}, **values)


def add_and_fail(session):
    session.add(make_event("staff.disabled"))
    session.flush()
    raise LookupError


def links(session):
    return session.scalars(select(AuditLink).order_by(AuditLink.seq)).all()


def assert_whole(session):
    """Every event has its link, and every link follows from the one before; read anew from the database."""
    session.rollback()
    session.expire_all()
    before = NOTHING
    for seq, one in enumerate(links(session), 1):
        event = session.get_one(AuditEvent, one.event_id)
        print_ = fingerprint({name: getattr(event, name) for name in COLUMNS})
        assert (one.seq, one.fingerprint) == (seq, print_)
        assert one.hash == (before := seal(before, seq, event.id, print_))
    sealed = {one.event_id for one in links(session)}
    assert sealed == set(session.scalars(select(AuditEvent.id)))


class TestSealNew:
    def test_seals_the_events_of_a_commit_in_their_order(self, session):
        with transaction(session):
            session.add_all([make_event(), make_event("staff.changed", note="改名")])
        with transaction(session):
            session.add(make_event())

        assert [one.seq for one in links(session)] == [1, 2, 3]
        assert_whole(session)

    def test_costs_nothing_where_nothing_is_recorded(self, session):
        with transaction(session):
            session.connection()

        assert links(session) == []

    def test_leaves_no_link_of_what_was_taken_back(self, session):
        with pytest.raises(LookupError), transaction(session):
            add_and_fail(session)
        with transaction(session):
            session.add(make_event())

        assert len(links(session)) == 1
        assert_whole(session)

    def test_waits_with_a_savepoint_and_forgets_one_that_is_taken_back(self, session):
        with transaction(session):
            with session.begin_nested():
                session.add(make_event("staff.locked"))
            assert links(session) == []
            with pytest.raises(LookupError), session.begin_nested():
                add_and_fail(session)
            session.add(make_event())

        assert len(links(session)) == 2
        assert_whole(session)

    def test_forgets_what_a_session_held_when_it_was_closed(self, session):
        session.add(make_event())
        session.flush()
        session.close()
        with transaction(session):
            session.add(make_event())

        assert len(links(session)) == 1
        assert_whole(session)

    def test_holds_on_to_nothing_that_was_taken_back(self, session):
        for _ in range(3):
            with pytest.raises(LookupError), session.begin_nested():
                add_and_fail(session)
        kept = len(session.info[UNLINKED])
        session.add(make_event())
        session.flush()
        session.rollback()

        assert (kept, session.info[UNLINKED]) == (0, [])

    @pytest.mark.parametrize(
        "changes",
        [
            {},
            {"份": ["½", None], "a": [1, 2.5], "deep": [{"z": 1, "a": [True, None]}, []]},
            {"text": ["line\nline\t\u2028\\\"'", "😀 䶮 é"]},
            {"number": [10**15, -0.1]},
        ],
    )
    def test_reads_back_what_it_sealed(self, session, changes):
        with transaction(session):
            session.add(AuditEvent(at=MORNING.replace(microsecond=7), kind="k", subject="s", changes=changes))

        assert len(links(session)) == 1
        assert_whole(session)

    def test_of_sixteen_at_once_makes_one_chain(self, fresh_database):
        engine = create_engine(fresh_database.url, pool_size=MANY)
        prepare_engine(engine)
        gate, faults = threading.Barrier(MANY, timeout=60), []

        def commit_some():
            try:
                with Session(engine) as session:
                    gate.wait()
                    for _ in range(5):
                        with transaction(session):
                            session.add_all([make_event(), make_event("staff.changed")])
            except Exception as error:  # noqa: BLE001  looked at below
                faults.append(error)

        threads = [threading.Thread(target=commit_some) for _ in range(MANY)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert faults == []
        with fresh_database.new_session() as session:
            assert len(links(session)) == MANY * 10
            assert_whole(session)
        engine.dispose()

    def test_seals_every_column_there_is(self):
        assert set(COLUMNS) == set(AuditEvent.__table__.c.keys())


class TestLinkEvents:
    def test_goes_on_where_the_chain_stands(self, session):
        with transaction(session):
            session.add(make_event())
        rows = [{**dict.fromkeys(COLUMNS), "id": number, "at": MORNING, "kind": "k", "subject": "s",
                 "clause": "", "note": "", "address": "", "changes": {}} for number in (901, 902)]  # fmt: skip
        with transaction(session):
            session.execute(AuditEvent.__table__.insert(), rows)
            link_events(session.connection(), rows)

        assert [one.seq for one in links(session)] == [1, 2, 3]
        assert_whole(session)


class TestAuditLink:
    @pytest.mark.parametrize("rewriting", ["UPDATE audit_link SET hash = 'x'", "DELETE FROM audit_link"])
    def test_is_never_rewritten(self, session, rewriting):
        with transaction(session):
            session.add(make_event())

        with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
            session.execute(text(rewriting))
