from __future__ import annotations

from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from models import AuditEvent, AuthSession
from terms.people import Role, StaffStatus
from tests.factories import MORNING, make_staff
from workflows.auth import hashing
from workflows.auth.log_in import LockOut, WrongLogIn, log_in
from workflows.auth.tokens import fingerprint

PASSWORD = "river stone lamp"
THREE = LockOut(tries=3, rest=timedelta(minutes=15))


@pytest.fixture
def clerk(session):
    return make_staff(session, Role.CLERK, phone="13911112222", password_hash=hashing.hash_password(PASSWORD))


def enter(session, name, password=PASSWORD, at=MORNING, **more):
    return log_in(session, name=name, password=password, at=at, lock_out=THREE, **more)


def fail(session, name, times=1, at=MORNING):
    for _ in range(times):
        with pytest.raises(WrongLogIn):
            enter(session, name, "not the password", at)


def kinds(session):
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


class TestLogIn:
    def test_opens_a_session_whose_secret_is_kept_only_as_a_hash(self, session, clerk):
        secret = enter(session, clerk.number, address="10.0.0.7", agent="Browser")

        row = session.scalars(select(AuthSession)).one()
        assert (row.staff_id, row.secret_hash, row.started_at, row.address) == (
            clerk.id, fingerprint(secret), MORNING, "10.0.0.7",
        )  # fmt: skip
        assert secret not in row.secret_hash
        assert len(secret) >= 43

    def test_takes_the_phone_as_well(self, session, clerk):
        assert enter(session, clerk.phone)

    def test_gives_another_secret_each_time(self, session, clerk):
        assert enter(session, clerk.number) != enter(session, clerk.number)

    def test_is_an_event(self, session, clerk):
        enter(session, clerk.number)

        assert kinds(session) == ["staff.logged_in"]

    @pytest.mark.parametrize("name", ["nobody", "", " ", "x" * 65, "S\x000001", "' OR 1=1 --"])
    def test_refuses_an_unknown_name_and_keeps_the_try(self, session, name):
        fail(session, name)

        assert kinds(session) == ["staff.log_in_failed"]

    def test_refuses_a_wrong_password_with_the_same_words_as_an_unknown_name(self, session, clerk):
        with pytest.raises(WrongLogIn) as wrong:
            enter(session, clerk.number, "not the password")
        with pytest.raises(WrongLogIn) as unknown:
            enter(session, "nobody")

        assert str(wrong.value) == str(unknown.value)

    def test_refuses_somebody_disabled(self, session, clerk):
        clerk.status = StaffStatus.DISABLED
        session.commit()

        fail_right(session, clerk)

    def test_refuses_somebody_without_a_password(self, session):
        nobody_yet = make_staff(session, Role.CLERK)

        fail_right(session, nobody_yet)

    def test_refuses_a_first_password_after_its_time(self, session, clerk):
        clerk.initial_password_until = MORNING
        session.commit()

        assert enter(session, clerk.number, at=MORNING)
        fail_right(session, clerk, at=MORNING + timedelta(seconds=1))

    def test_lets_the_account_rest_after_three_wrong_passwords(self, session, clerk):
        fail(session, clerk.number, times=3)

        fail_right(session, clerk)
        assert kinds(session).count("staff.locked") == 1

    def test_counts_only_wrong_ones_in_a_row(self, session, clerk):
        fail(session, clerk.number, times=2)
        enter(session, clerk.number)
        fail(session, clerk.number, times=2)

        assert enter(session, clerk.number)

    def test_frees_the_account_by_time(self, session, clerk):
        fail(session, clerk.number, times=3)

        fail_right(session, clerk, at=MORNING + timedelta(minutes=15, seconds=-1))
        assert enter(session, clerk.number, at=MORNING + timedelta(minutes=15))

    def test_does_not_rest_longer_for_tries_while_resting(self, session, clerk):
        fail(session, clerk.number, times=3)
        fail(session, clerk.number, times=5, at=MORNING + timedelta(minutes=10))

        assert enter(session, clerk.number, at=MORNING + timedelta(minutes=15))

    def test_leaves_other_accounts_alone(self, session, clerk):
        other = make_staff(session, Role.CLERK, password_hash=hashing.hash_password(PASSWORD))
        fail(session, clerk.number, times=3)

        assert enter(session, other.number)

    def test_makes_a_new_hash_when_the_cost_has_grown(self, session, clerk, monkeypatch):
        before = clerk.password_hash
        monkeypatch.setattr(hashing, "HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))

        enter(session, clerk.number)

        assert clerk.password_hash != before
        assert hashing.matches(clerk.password_hash, PASSWORD)

    def test_never_writes_a_password_or_hash_into_the_audit(self, session, clerk):
        fail(session, clerk.number)
        enter(session, clerk.number)

        written = str([event.changes for event in session.scalars(select(AuditEvent))])
        assert "argon2" not in written
        assert "password" not in written


def fail_right(session, staff, at=MORNING):
    """Even the right password does not open."""
    with pytest.raises(WrongLogIn):
        enter(session, staff.number, at=at)
    assert (
        session.scalar(
            select(func.count(AuthSession.id)).where(AuthSession.started_at == at, AuthSession.staff_id == staff.id)
        )
        == 0
    )
