from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEvent, AuthSession
from queries.open_sessions import open_sessions
from terms.people import Role, StaffStatus
from tests.factories import MORNING, make_staff, save
from workflows.auth.end_sessions import end_sessions
from workflows.auth.log_out import log_out
from workflows.auth.resume import SEEN_EVERY, Patience, resume
from workflows.auth.tokens import fingerprint
from workflows.rows import NotFound

HOUR, DAY = timedelta(hours=1), timedelta(hours=12)
PATIENCE = Patience(idle=HOUR, absolute=DAY)
SECOND = timedelta(seconds=1)


@pytest.fixture
def clerk(session):
    return make_staff(session, Role.CLERK)


def logged_in(session, staff, secret="secret", at=MORNING):
    return save(session, AuthSession(secret_hash=fingerprint(secret), staff_id=staff.id, started_at=at, seen_at=at))


def holds(session, at, secret="secret"):
    return resume(session, secret=secret, at=at, patience=PATIENCE) is not None


class TestResume:
    def test_knows_the_secret_again(self, session, clerk):
        row = logged_in(session, clerk)

        assert resume(session, secret="secret", at=MORNING, patience=PATIENCE) is row

    @pytest.mark.parametrize("secret", ["", "another", "secret ", "SECRET", "\udcff"])
    def test_knows_no_other(self, session, clerk, secret):
        logged_in(session, clerk)

        assert not holds(session, MORNING, secret)

    def test_is_not_fooled_by_the_hash_itself(self, session, clerk):
        row = logged_in(session, clerk)

        assert not holds(session, MORNING, row.secret_hash)

    def test_holds_for_an_idle_hour_and_no_longer(self, session, clerk):
        logged_in(session, clerk)

        assert not holds(session, MORNING + HOUR + SECOND)
        assert holds(session, MORNING + HOUR)

    def test_begins_the_idle_hour_anew_when_seen(self, session, clerk):
        logged_in(session, clerk)
        holds(session, MORNING + HOUR)

        assert holds(session, MORNING + 2 * HOUR)

    def test_ends_for_good_after_twelve_hours_of_work(self, session, clerk):
        logged_in(session, clerk)
        for hours in range(1, 13):
            assert holds(session, MORNING + hours * HOUR)

        assert not holds(session, MORNING + DAY + SECOND)

    def test_writes_at_most_once_a_minute(self, session, clerk):
        row = logged_in(session, clerk)

        holds(session, MORNING + SEEN_EVERY - SECOND)
        assert row.seen_at == MORNING
        holds(session, MORNING + SEEN_EVERY)
        assert row.seen_at == MORNING + SEEN_EVERY

    def test_ends_with_the_account(self, session, clerk):
        logged_in(session, clerk)
        clerk.status = StaffStatus.DISABLED
        session.commit()

        assert not holds(session, MORNING)


class TestLogOut:
    def test_ends_the_session_and_says_so(self, session, clerk):
        row = logged_in(session, clerk)

        log_out(session, auth_session_id=row.id, actor=clerk, at=MORNING)

        assert not holds(session, MORNING)
        assert session.scalars(select(AuditEvent.kind)).all() == ["staff.logged_out"]

    def test_says_it_once(self, session, clerk):
        row = logged_in(session, clerk)
        for _ in range(2):
            log_out(session, auth_session_id=row.id, actor=clerk, at=MORNING)

        assert len(session.scalars(select(AuditEvent)).all()) == 1

    def test_does_not_reach_another_person(self, session, clerk):
        other = logged_in(session, make_staff(session, Role.CLERK))

        with pytest.raises(NotFound):
            log_out(session, auth_session_id=other.id, actor=clerk, at=MORNING)

        assert holds(session, MORNING)

    def test_reaches_everybody_for_the_administrator(self, session, clerk):
        row = logged_in(session, clerk)

        log_out(session, auth_session_id=row.id, actor=make_staff(session, Role.ADMINISTRATOR), at=MORNING)

        assert not holds(session, MORNING)


class TestEndSessions:
    def test_ends_all_of_one_person_but_the_one_kept(self, session, clerk):
        kept = logged_in(session, clerk, "first")
        logged_in(session, clerk, "second")
        logged_in(session, make_staff(session), "somebody else's")

        ended = end_sessions(session, clerk, MORNING, keep=kept.id)
        session.commit()

        assert ended == 1
        assert [holds(session, MORNING, secret) for secret in ("first", "second", "somebody else's")] == [
            True,
            False,
            True,
        ]

    def test_commits_nothing_itself(self, session, clerk):
        logged_in(session, clerk)

        end_sessions(session, clerk, MORNING)
        session.rollback()

        assert holds(session, MORNING)


class TestOpenSessions:
    def test_lists_ones_own_that_still_hold_last_seen_first(self, session, clerk):
        first = logged_in(session, clerk, "first", MORNING - timedelta(minutes=30))
        second = logged_in(session, clerk, "second")
        logged_in(session, clerk, "idle too long", MORNING - HOUR - SECOND)
        logged_in(session, make_staff(session), "somebody else's")

        found = open_sessions(session, clerk.id, MORNING, idle=HOUR, absolute=DAY)

        assert found == [second, first]
