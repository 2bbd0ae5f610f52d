from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent, AuthSession
from terms.people import Role
from tests.factories import MORNING, make_staff, save
from workflows.auth import hashing
from workflows.auth.change_password import WrongPassword, change_password
from workflows.auth.choose_language import choose_language
from workflows.auth.password_rules import WeakPassword

OLD, NEW = "river stone lamp", "window tea garden"


@pytest.fixture
def clerk(session):
    return make_staff(
        session,
        Role.CLERK,
        password_hash=hashing.hash_password(OLD),
        must_change_password=True,
        initial_password_until=MORNING,
    )


def logged_in(session, staff, secret):
    return save(session, AuthSession(secret_hash=secret, staff_id=staff.id, started_at=MORNING, seen_at=MORNING))


class TestChangePassword:
    def test_replaces_the_password_and_makes_it_ones_own(self, session, clerk):
        change_password(session, old=OLD, new=NEW, actor=clerk, at=MORNING)

        assert hashing.matches(clerk.password_hash, NEW)
        assert not hashing.matches(clerk.password_hash, OLD)
        assert (clerk.must_change_password, clerk.initial_password_until) == (False, None)

    def test_ends_every_other_session(self, session, clerk):
        here, there = logged_in(session, clerk, "here"), logged_in(session, clerk, "there")

        change_password(session, old=OLD, new=NEW, actor=clerk, at=MORNING, keep_session=here.id)

        assert (here.ended_at, there.ended_at) == (None, MORNING)

    def test_is_an_event_without_any_password_in_it(self, session, clerk):
        change_password(session, old=OLD, new=NEW, actor=clerk, at=MORNING)

        event = session.scalars(select(AuditEvent)).one()
        assert event.kind == "staff.password_changed"
        assert "password_hash" not in event.changes

    def test_asks_for_the_present_one(self, session, clerk):
        before = clerk.password_hash

        with pytest.raises(WrongPassword):
            change_password(session, old="guess guess", new=NEW, actor=clerk, at=MORNING)

        assert clerk.password_hash == before

    @pytest.mark.parametrize("weak", ["short", "Password2024!", OLD])
    def test_refuses_a_weak_or_unchanged_one_and_keeps_the_old(self, session, clerk, weak):
        with pytest.raises(WeakPassword):
            change_password(session, old=OLD, new=weak, actor=clerk, at=MORNING)

        assert hashing.matches(clerk.password_hash, OLD)


class TestChooseLanguage:
    def test_stays_with_the_person(self, session, clerk):
        choose_language(session, language="en", actor=clerk, at=MORNING)

        assert clerk.language == "en"
        assert session.scalars(select(AuditEvent.kind)).all() == ["staff.language_chosen"]

    def test_says_nothing_when_nothing_changes(self, session, clerk):
        for _ in range(2):
            choose_language(session, language="en", actor=clerk, at=MORNING)

        assert len(session.scalars(select(AuditEvent)).all()) == 1
