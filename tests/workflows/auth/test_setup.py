from __future__ import annotations

import pytest
from sqlalchemy import select

from models import AuditEvent, SetupToken, Staff
from terms.people import Role
from tests.factories import MORNING, make_staff
from workflows.auth import hashing
from workflows.auth.password_rules import WeakPassword
from workflows.staff.setup import AlreadySetUp, WrongToken, is_empty, issue_token, set_up

FIRST = {"number": "A001", "name": "赵敏", "password": "river stone lamp", "at": MORNING}


class TestIssueToken:
    def test_keeps_only_a_hash(self, session):
        token = issue_token(session, at=MORNING)

        assert token not in session.scalars(select(SetupToken.token_hash)).all()

    def test_voids_the_one_before(self, session):
        old = issue_token(session, at=MORNING)
        issue_token(session, at=MORNING)

        with pytest.raises(WrongToken):
            set_up(session, token=old, **FIRST)

    def test_is_refused_once_somebody_works_here(self, session):
        make_staff(session)

        with pytest.raises(AlreadySetUp):
            issue_token(session, at=MORNING)


class TestSetUp:
    def test_makes_the_first_administrator(self, session):
        token = issue_token(session, at=MORNING)

        staff = set_up(session, token=f" {token}\n", **FIRST)

        assert staff.roles == {Role.ADMINISTRATOR}
        assert hashing.matches(staff.password_hash, FIRST["password"])
        assert (staff.must_change_password, staff.pinyin) == (False, "zm zhaomin")
        assert session.scalars(select(AuditEvent.kind)).all() == ["staff.set_up"]

    @pytest.mark.parametrize("token", ["", "guess", "\x00"])
    def test_refuses_a_token_that_was_not_printed(self, session, token):
        issue_token(session, at=MORNING)

        with pytest.raises(WrongToken):
            set_up(session, token=token, **FIRST)

        assert is_empty(session)

    def test_takes_the_token_once(self, session):
        token = issue_token(session, at=MORNING)
        set_up(session, token=token, **FIRST)

        with pytest.raises(AlreadySetUp):
            set_up(session, token=token, **{**FIRST, "number": "A002"})

        assert len(session.scalars(select(Staff)).all()) == 1

    def test_leaves_the_token_good_when_the_password_is_weak(self, session):
        token = issue_token(session, at=MORNING)
        with pytest.raises(WeakPassword):
            set_up(session, token=token, **{**FIRST, "password": "short"})

        assert set_up(session, token=token, **FIRST).id
