"""What somebody with the database in their hands does to the audit is found and named."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from models import AuditEvent
from models.audit import drop_ddl
from models.audit_chain import begin_chain
from queries.audit_chain import Anchor, tail, verify
from tests.factories import MORNING
from workflows.transaction import transaction

MANY = 6


@pytest.fixture
def chain(session):
    """Six events in three commits."""
    for _ in range(MANY // 2):
        with transaction(session):
            session.add_all(
                AuditEvent(
                    at=MORNING, kind="staff.changed", subject="staff", subject_id=1, changes={"name": ["王", "李"]}
                )
                for _ in range(2)
            )
    return session


@pytest.fixture
def owner(chain, engine):
    """`owner(sql, ...)`: as the owner of the database, whom no trigger stops."""
    chain.commit()
    postgresql = engine.dialect.name == "postgresql"
    for statement in drop_ddl(engine.dialect.name):
        chain.execute(text(statement))
    if postgresql:
        chain.execute(text("ALTER TABLE audit_link DROP CONSTRAINT fk_audit_link_event_id_audit_event"))
    else:
        chain.execute(text("PRAGMA defer_foreign_keys=ON"))

    def run(*statements):
        for statement in statements:
            chain.execute(text(statement))
        chain.expire_all()

    yield run
    chain.rollback()


@pytest.fixture
def ids(chain):
    return list(chain.scalars(text("SELECT event_id FROM audit_link ORDER BY seq")))


def unsealed(session, *keys):
    """Events written past the application, which seals its own."""
    rows = [
        {"id": key, "at": MORNING, "kind": "k", "subject": "s", "clause": "", "note": "", "changes": {}, "address": ""}
        for key in keys
    ]
    with transaction(session):
        session.execute(AuditEvent.__table__.insert(), rows)


def found(checked):
    return [(one.what, one.event_id, one.seq) for one in checked.wrong]


class TestVerify:
    def test_finds_nothing_in_what_was_written(self, chain):
        seq, hash_ = tail(chain)

        checked = verify(chain, [Anchor(MORNING, seq, hash_)])

        assert checked.is_whole
        assert (checked.links, checked.seq, checked.anchors) == (MANY, MANY, 1)

    def test_finds_nothing_in_an_empty_company(self, session):
        assert verify(session).is_whole

    @pytest.mark.parametrize(
        "edit",
        [
            "note = '改'", "at = '2026-01-01 00:00:00'", "kind = 'staff.created'", "subject_id = 2", "version = 9",
            "clause = 'P06'", "address = '10.0.0.1'", "changes = '{\"name\": [\"王\", \"赵\"]}'", "changes = '{}'",
        ],
    )  # fmt: skip
    def test_names_the_event_that_was_edited(self, chain, owner, ids, edit):
        owner(f"UPDATE audit_event SET {edit} WHERE id = {ids[2]}")

        assert found(verify(chain)) == [("edited", ids[2], 3)]

    def test_names_an_event_edited_together_with_its_fingerprint(self, chain, owner, ids):
        owner(f"UPDATE audit_link SET fingerprint = '{'0' * 64}' WHERE seq = 3")

        assert found(verify(chain)) == [("edited", ids[2], 3), ("out_of_order", ids[2], 3)]

    def test_names_the_event_that_was_removed(self, chain, owner, ids):
        owner(f"DELETE FROM audit_event WHERE id = {ids[2]}")

        assert found(verify(chain)) == [("removed", ids[2], 3)]

    def test_names_links_that_were_removed_with_their_events(self, chain, owner, ids):
        owner("DELETE FROM audit_link WHERE seq IN (3, 4)", f"DELETE FROM audit_event WHERE id IN ({ids[2]}, {ids[3]})")

        assert found(verify(chain)) == [("link_removed", None, 3)]

    def test_names_an_event_that_was_inserted(self, chain, owner, ids):
        owner(
            "INSERT INTO audit_event (id, at, kind, subject, clause, note, changes, address) "
            f"VALUES ({ids[-1] + 10}, '2026-01-01 00:00:00', 'staff.created', 'staff', '', '', '{{}}', '')"
        )

        assert found(verify(chain)) == [("inserted", ids[-1] + 10, None)]

    def test_names_links_that_changed_places(self, chain, owner, ids):
        owner(
            "UPDATE audit_link SET seq = 1000 WHERE seq = 3",
            "UPDATE audit_link SET seq = 3 WHERE seq = 4",
            "UPDATE audit_link SET seq = 4 WHERE seq = 1000",
        )

        wrong = found(verify(chain))
        assert ("out_of_order", ids[3], 3) in wrong
        assert ("out_of_order", ids[2], 4) in wrong

    def test_names_the_end_that_was_cut_off(self, chain, owner, ids):
        seq, hash_ = tail(chain)
        owner("DELETE FROM audit_link WHERE seq > 4", f"DELETE FROM audit_event WHERE id > {ids[3]}")

        assert found(verify(chain)) == []
        assert found(verify(chain, [Anchor(MORNING, seq, hash_)])) == [("cut", None, 5)]

    def test_names_a_chain_made_anew_from_an_edited_event_on(self, chain, owner, ids):
        seq, hash_ = tail(chain)
        owner(f"UPDATE audit_link SET hash = '{'a' * 64}' WHERE seq = {seq}")

        wrong = found(verify(chain, [Anchor(MORNING, seq, hash_)]))
        assert ("rewritten", ids[-1], seq) in wrong

    def test_reads_on_behind_a_row_that_cannot_be_read(self, chain, owner, ids, engine):
        if engine.dialect.name == "postgresql":
            pytest.skip("its columns hold no other kind of value")
        owner(
            f"UPDATE audit_event SET at = 'never' WHERE id = {ids[1]}",
            f"UPDATE audit_event SET changes = '{{' WHERE id = {ids[4]}",
        )

        assert found(verify(chain)) == [("edited", ids[1], 2), ("edited", ids[4], 5)]

    def test_seals_what_is_older_than_the_chain_when_the_chain_begins(self, session):
        unsealed(session, 1, 2, 3)
        assert [what for what, *_ in found(verify(session))] == ["inserted"] * 3

        with transaction(session):
            begin_chain(session.connection())

        checked = verify(session)
        assert (checked.links, checked.is_whole) == (3, True)

    @pytest.mark.parametrize("key", [-7, 0, 10**6])
    def test_names_what_was_slipped_in_wherever_its_number_lies(self, chain, key):
        unsealed(chain, key)

        assert found(verify(chain)) == [("inserted", key, None)]

    def test_seals_nothing_afterwards_once_the_chain_has_begun(self, chain):
        unsealed(chain, -7)
        with transaction(chain):
            begin_chain(chain.connection())

        assert not verify(chain).is_whole

    def test_walks_in_chunks(self, chain, monkeypatch):
        monkeypatch.setattr("queries.audit_chain.CHUNK", 2)

        assert verify(chain).links == MANY

    def test_names_no_more_than_anybody_reads(self, chain, owner, monkeypatch):
        monkeypatch.setattr("queries.audit_chain.MOST_NAMED", 2)
        owner("UPDATE audit_event SET note = '改'")

        checked = verify(chain)

        assert (len(checked.wrong), checked.more) == (2, MANY - 2)
