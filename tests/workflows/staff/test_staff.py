from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from models import AuditEvent, AuthSession, Staff
from rules.permissions import NotPermitted
from terms.people import Role, StaffStatus
from tests.factories import MORNING, Company, make_region, make_staff
from workflows.auth.log_in import LockOut, WrongLogIn, log_in
from workflows.auth.password_rules import check_password
from workflows.entries import Missing, NothingChanged, Taken
from workflows.staff.change import change
from workflows.staff.checks import AboveThemselves, LastAdministrator, Misplaced, OwnAccount
from workflows.staff.create import create
from workflows.staff.disable import AlreadySo, disable, enable
from workflows.staff.one_time_password import GOOD_FOR, new_password
from workflows.staff.reset_password import NotResting, reset_password, unlock
from workflows.transaction import AlreadySent

LOCK_OUT = LockOut(tries=3, rest=timedelta(minutes=15))


@pytest.fixture
def company(session):
    return Company(session)


def entry(company, **values):
    ordinary = {"number": "A0101", "name": "赵敏", "roles": {Role.CLERK}, "region_id": company.region.id}
    return {**ordinary, "actor": company.administrator, "at": MORNING, **values}


def as_it_is(company, row, **values):
    same = {
        name: getattr(row, name) for name in ("number", "name", "phone", "department_id", "region_id", "reports_to_id")
    }
    return {
        **same, "roles": row.roles, "staff_id": row.id, "actor": company.administrator, "at": MORNING, **values,
    }  # fmt: skip


def logged_in(session, staff) -> AuthSession:
    row = AuthSession(secret_hash=f"secret of {staff.id}", staff_id=staff.id, started_at=MORNING, seen_at=MORNING)
    session.add(row)
    session.commit()
    return row


def kinds(session) -> list[str]:
    return list(session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)))


class TestCreate:
    def test_gives_a_password_that_lets_in_and_must_be_changed(self, session, company):
        account = create(session, **entry(company, phone="139 1111 2222"))

        row = account.staff
        assert (row.pinyin, row.phone, row.department_id) == ("zm zhaomin", "13911112222", company.department.id)
        assert (row.must_change_password, row.initial_password_until) == (True, MORNING + GOOD_FOR)
        for name in ("A0101", "13911112222"):
            assert log_in(session, name=name, password=account.password, at=MORNING, lock_out=LOCK_OUT)

    def test_lets_nobody_in_when_the_password_has_run_out(self, session, company):
        account = create(session, **entry(company))

        with pytest.raises(WrongLogIn):
            log_in(
                session, name="A0101", password=account.password, at=MORNING + GOOD_FOR + timedelta(seconds=1),
                lock_out=LOCK_OUT,
            )  # fmt: skip

    def test_keeps_the_password_out_of_the_record(self, session, company):
        account = create(session, **entry(company))

        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.changes["roles"]) == ("staff.created", [None, ["clerk"]])
        assert account.password not in str(event.changes)
        assert "password_hash" not in event.changes

    @pytest.mark.parametrize(
        ("roles", "place", "field"),
        [
            ({Role.CLERK}, {"region_id": None}, "region_id"),
            ({Role.SUPERVISOR, Role.FINANCE}, {"region_id": None}, "region_id"),
            ({Role.DEPARTMENT_HEAD}, {"region_id": None}, "department_id"),
        ],
    )
    def test_needs_the_place_that_the_role_works_in(self, session, company, roles, place, field):
        with pytest.raises(Misplaced) as refusal:
            create(session, **entry(company, roles=roles, **place))

        assert [name for name, _text in refusal.value.fields] == [field]

    def test_refuses_a_region_of_another_department(self, session, company):
        elsewhere = make_region(session)

        with pytest.raises(Misplaced):
            create(session, **entry(company, region_id=elsewhere.id, department_id=company.department.id))

    def test_needs_a_role(self, session, company):
        with pytest.raises(Missing):
            create(session, **entry(company, roles=frozenset()))

    def test_refuses_what_somebody_else_logs_in_with(self, session, company):
        known = make_staff(session, Role.FINANCE, phone="13911112222")

        for values in ({"number": known.number}, {"phone": "139-1111-2222"}, {"number": "13911112222"}):
            with pytest.raises(Taken):
                create(session, **entry(company, **values))

    def test_is_the_administrator_s(self, session, company):
        for person in company.everybody():
            if person is not company.administrator:
                with pytest.raises(NotPermitted):
                    create(session, **entry(company, actor=person))

    def test_makes_one_person_of_a_form_sent_twice(self, session, company):
        create(session, **entry(company, once="token-1"))

        with pytest.raises(AlreadySent):
            create(session, **entry(company, number="A0102", once="token-1"))


class TestChange:
    def test_saves_old_and_new_and_leaves_sessions_open(self, session, company):
        log = logged_in(session, company.clerk)

        change(session, **as_it_is(company, company.clerk, name="钱多多", seen=1))

        assert (company.clerk.name, company.clerk.pinyin, company.clerk.version) == ("钱多多", "qdd qianduoduo", 2)
        assert log.ended_at is None
        assert kinds(session) == ["staff.changed"]

    def test_ends_the_sessions_of_whoever_gets_other_roles(self, session, company):
        log = logged_in(session, company.clerk)

        change(session, **as_it_is(company, company.clerk, roles={Role.CLERK, Role.QUALITY}))

        event = session.scalars(select(AuditEvent)).one()
        assert company.clerk.roles == {Role.CLERK, Role.QUALITY}
        assert log.ended_at == MORNING
        assert (event.kind, event.changes["roles"]) == ("staff.roles_changed", [["clerk"], ["clerk", "quality"]])

    def test_gives_nobody_roles_of_their_own(self, session, company):
        with pytest.raises(OwnAccount):
            change(
                session,
                **as_it_is(company, company.administrator, roles={Role.ADMINISTRATOR, Role.GENERAL_MANAGER}),
            )

        assert company.administrator.roles == {Role.ADMINISTRATOR}
        assert kinds(session) == []

    def test_lets_somebody_correct_their_own_name(self, session, company):
        change(session, **as_it_is(company, company.administrator, name="孙行"))

        assert company.administrator.name == "孙行"

    def test_leaves_an_administrator(self, session, company):
        """The other one is disabled, so that nobody could let anybody in again."""
        other = make_staff(session, Role.ADMINISTRATOR)
        company.administrator.status = StaffStatus.DISABLED
        session.commit()

        with pytest.raises((LastAdministrator, OwnAccount)):
            change(session, **as_it_is(company, other, roles={Role.FINANCE}, actor=other))
        with pytest.raises(LastAdministrator):
            change(session, **as_it_is(company, other, roles={Role.FINANCE}))

    def test_refuses_a_circle_of_superiors(self, session, company):
        company.clerk.reports_to_id = company.supervisor.id
        company.supervisor.reports_to_id = company.head.id
        session.commit()

        for reports_to_id in (company.clerk.id, company.supervisor.id, company.head.id):
            with pytest.raises(AboveThemselves):
                change(session, **as_it_is(company, company.head, reports_to_id=reports_to_id))

    def test_says_when_nothing_was_changed(self, session, company):
        with pytest.raises(NothingChanged):
            change(session, **as_it_is(company, company.clerk))


class TestDisable:
    def test_ends_every_session(self, session, company):
        log = logged_in(session, company.clerk)

        disable(session, staff_id=company.clerk.id, reason="离职", actor=company.administrator, at=MORNING)

        assert (company.clerk.status, log.ended_at) == (StaffStatus.DISABLED, MORNING)
        event = session.scalars(select(AuditEvent)).one()
        assert (event.kind, event.note) == ("staff.disabled", "离职")
        assert event.changes == {"status": ["active", "disabled"]}

    def test_spares_oneself_and_the_last_administrator(self, session, company):
        with pytest.raises(OwnAccount):
            disable(session, staff_id=company.administrator.id, reason="-", actor=company.administrator, at=MORNING)
        other = make_staff(session, Role.ADMINISTRATOR)
        company.administrator.status = StaffStatus.DISABLED
        session.commit()
        with pytest.raises(LastAdministrator):
            disable(session, staff_id=other.id, reason="-", actor=company.administrator, at=MORNING)

    def test_asks_why_and_is_told_once(self, session, company):
        with pytest.raises(Missing):
            disable(session, staff_id=company.clerk.id, reason="", actor=company.administrator, at=MORNING)
        disable(session, staff_id=company.clerk.id, reason="离职", actor=company.administrator, at=MORNING)
        with pytest.raises(AlreadySo):
            disable(session, staff_id=company.clerk.id, reason="离职", actor=company.administrator, at=MORNING)

    def test_leaves_one_of_two_administrators_who_disable_each_other_at_once(self, fresh_database):
        with fresh_database.new_session() as session:
            people = [make_staff(session, Role.ADMINISTRATOR).id for _ in range(2)]
        start, refused = threading.Barrier(2), []

        def press(own: int, other: int) -> None:
            with fresh_database.new_session() as session:
                actor = session.get(Staff, own)
                start.wait()
                try:
                    disable(session, staff_id=other, reason="争执", actor=actor, at=MORNING)
                except LastAdministrator as refusal:
                    refused.append(refusal)

        threads = [threading.Thread(target=press, args=pair) for pair in (people, people[::-1])]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        with fresh_database.new_session() as session:
            active = session.scalars(select(Staff).where(Staff.status == StaffStatus.ACTIVE)).all()
        assert len(refused) == 1
        assert len(active) == 1


class TestEnable:
    def test_opens_the_account_again(self, session, company):
        disable(session, staff_id=company.clerk.id, reason="离职", actor=company.administrator, at=MORNING)

        enable(session, staff_id=company.clerk.id, actor=company.administrator, at=MORNING)

        assert company.clerk.is_active
        with pytest.raises(AlreadySo):
            enable(session, staff_id=company.clerk.id, actor=company.administrator, at=MORNING)


class TestResetPassword:
    def test_replaces_the_password_and_ends_the_sessions(self, session, company):
        log = logged_in(session, company.clerk)

        account = reset_password(session, staff_id=company.clerk.id, actor=company.administrator, at=MORNING)

        assert log.ended_at == MORNING
        assert company.clerk.must_change_password
        assert log_in(session, name=company.clerk.number, password=account.password, at=MORNING, lock_out=LOCK_OUT)
        assert "staff.password_reset" in kinds(session)

    def test_leaves_one_s_own_to_the_account_page(self, session, company):
        with pytest.raises(OwnAccount):
            reset_password(session, staff_id=company.administrator.id, actor=company.administrator, at=MORNING)


class TestUnlock:
    def test_lets_try_again_at_once(self, session, company):
        company.clerk.locked_until = MORNING + timedelta(minutes=10)
        session.commit()

        unlock(session, staff_id=company.clerk.id, actor=company.administrator, at=MORNING)

        assert company.clerk.locked_until is None
        with pytest.raises(NotResting):
            unlock(session, staff_id=company.clerk.id, actor=company.administrator, at=MORNING)


class TestNewPassword:
    def test_passes_the_rules_for_passwords_and_differs(self):
        given = {new_password()[0] for _ in range(3)}

        assert len(given) == 3
        for password in given:
            check_password(password, number="A0101", name="赵敏", phone="13911112222")
