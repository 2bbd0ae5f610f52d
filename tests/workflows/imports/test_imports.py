from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from cli.checks_of_database import named_files
from models import AuditEvent, Complaint, Customer, ImportRow, Shipment
from rules.permissions import NotPermitted
from terms.exchange import FileKind, ImportReach, ImportState
from terms.people import Role, StaffStatus
from terms.trade import CustomerKind
from tests.factories import MORNING, make_batch, make_customer, make_month, make_product, make_region, make_staff
from tests.workflows.imports.bringing import Desk
from workflows.backups.contents import snapshot, stored_files
from workflows.imports import carry_out, check
from workflows.imports.confirm import NotNow, RowsAreWrong, confirm, drop
from workflows.imports.faults import recalled
from workflows.imports.forget import forget
from workflows.imports.undo import TouchedSince, undo
from workflows.imports.work import SenderGone

HEAD = "客户编号,客户名称,客户类型,电话,大区\n"


@pytest.fixture
def region(session):
    return make_region(session, name="安徽一区")


@pytest.fixture
def desk(session, tmp_path, region):
    return Desk(session, tmp_path, make_staff(session, Role.SUPERVISOR, region=region))


def customers(session):
    session.expire_all()
    return {row.code: row for row in session.scalars(select(Customer).order_by(Customer.id))}


class TestImport:
    def test_enters_what_a_file_says(self, desk, session, region):
        row = desk.bring_in(
            FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,13900001234,安徽一区\nA2,李敏商行,经销商,,安徽一区\n"
        )

        assert (row.state, row.new_rows, row.done) == (ImportState.IMPORTED, 2, 2)
        assert customers(session)["A1"].phone == "13900001234"
        assert customers(session)["A2"].region_id == region.id

    def test_writes_what_the_form_writes_one_event_a_row_and_its_own(self, desk, session):
        desk.bring_in(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,13900001234,安徽一区\nA2,李敏商行,经销商,,安徽一区\n")

        kinds = session.scalars(select(AuditEvent.kind).order_by(AuditEvent.id)).all()
        assert kinds == [
            "file_import.received", "file_import.confirmed", "customer.created", "customer.created",
            "file_import.imported",
        ]  # fmt: skip

    def test_of_the_same_file_does_nothing_twice(self, desk, session):
        text = HEAD + "A1,王芳,消费者,13900001234,安徽一区\n,李敏商行,经销商,,安徽一区\n"
        desk.bring_in(FileKind.CUSTOMERS, text)
        before = session.scalar(select(func.count(AuditEvent.id)))

        row = desk.send(FileKind.CUSTOMERS, text)

        assert (row.new_rows, row.changed_rows, row.same_rows, row.bad_rows) == (0, 0, 2, 0)
        assert session.scalar(select(func.count(AuditEvent.id))) == before + 1

    def test_updates_by_the_key_and_keeps_what_the_file_does_not_speak_of(self, desk, session, region):
        make_customer(session, region, code="A1", name="王芳", phone="13900001234", address="一号")

        row = desk.send(FileKind.CUSTOMERS, "客户编号,客户名称\nA1,王芳芳\n")
        assert desk.rows(row)[0].differs == {"name": ["王芳", "王芳芳"]}
        desk.confirm(row)

        assert (customers(session)["A1"].name, customers(session)["A1"].address) == ("王芳芳", "一号")

    def test_says_what_is_wrong_by_row_and_column(self, desk):
        row = desk.send(
            FileKind.CUSTOMERS,
            HEAD
            + "A1,,消费者,13900001234,安徽一区\nA2,李敏,神仙,,安徽一区\nA3,张三,消费者,,火星\nA1,李四,消费者,,安徽一区\n",
        )

        assert row.bad_rows == 4
        assert [(number, column) for number, column, _text in desk.faults(row)] == [
            (2, "name"), (3, "kind"), (4, "region_id"), (5, "code"),
        ]  # fmt: skip

    def test_refuses_the_whole_file_for_one_wrong_row_but_takes_the_good_ones_when_asked(self, desk, session):
        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\nA2,,消费者,,安徽一区\n")

        with pytest.raises(RowsAreWrong):
            desk.confirm(row)
        session.refresh(row)
        desk.confirm(row, ImportReach.GOOD_ROWS)

        assert customers(session).keys() == {"A1"}

    def test_lets_rows_name_rows_of_the_same_file_in_any_order(self, desk, session):
        desk.bring_in(
            FileKind.CUSTOMERS,
            "客户编号,客户名称,客户类型,大区,供货经销商编号\nA1,小店,市场售点,安徽一区,D1\nD1,商行,经销商,安徽一区,\n",
        )

        assert customers(session)["A1"].distributor_id == customers(session)["D1"].id


class TestPrivacy:
    """SP-01: a file is no way to read what the screen shows in part."""

    @pytest.fixture
    def office(self, session, tmp_path, region):
        make_customer(session, region, code="A1", name="王芳", phone="13900001234")
        return Desk(session, tmp_path, make_staff(session, Role.SALES_ADMINISTRATION, department=region.department))

    def test_tells_no_number_to_somebody_who_reads_it_in_part(self, office, session):
        row = office.send(FileKind.CUSTOMERS, "客户编号,客户名称,电话\nA1,王芳芳,13800000000\n")

        assert office.rows(row)[0].differs == {"name": ["王芳", "王芳芳"]}
        office.confirm(row)
        assert (customers(session)["A1"].name, customers(session)["A1"].phone) == ("王芳芳", "13900001234")

    @pytest.mark.parametrize("phone", ["13800000000", "13900001234", "139****1234", ""])
    def test_answers_no_guess(self, office, phone):
        row = office.send(FileKind.CUSTOMERS, f"客户编号,客户名称,电话\nA1,王芳,{phone}\n")

        assert (row.same_rows, row.changed_rows, row.bad_rows) == (1, 0, 0)
        assert "13900001234" not in str([(one.differs, one.faults) for one in office.rows(row)])


class TestUndo:
    def test_takes_out_what_was_entered_and_sets_back_what_was_changed(self, desk, session, region):
        make_customer(session, region, code="A1", name="王芳")
        row = desk.bring_in(
            FileKind.CUSTOMERS, HEAD + "A1,王芳芳,消费者,13900000001,安徽一区\nA2,李敏,消费者,,安徽一区\n"
        )

        undo(session, file_import_id=row.id, reason="错了", actor=desk.actor, at=MORNING, seen=row.version)
        desk.work(row)

        assert row.state is ImportState.UNDONE
        assert customers(session).keys() == {"A1"}
        assert customers(session)["A1"].name == "王芳"

    def test_is_refused_once_somebody_went_on_with_a_row(self, desk, session):
        row = desk.bring_in(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\nA2,李敏,消费者,,安徽一区\n")
        make_customer(session, desk.actor.region, distributor_id=customers(session)["A2"].id)

        with pytest.raises(TouchedSince, match=": 3"):
            undo(session, file_import_id=row.id, reason="错了", actor=desk.actor, at=MORNING, seen=row.version)

    def test_leaves_what_a_month_counts_that_is_locked_before_the_work_is_done(self, session, tmp_path, region):
        make_customer(session, region, code="K1", kind=CustomerKind.DISTRIBUTOR)
        make_batch(session, make_product(session), code="B1")
        desk = Desk(session, tmp_path, make_staff(session, Role.LOGISTICS))
        row = desk.bring_in(
            FileKind.SHIPMENTS,
            "发货单号,客户编号,批号,发货日期,箱数,单价（元/箱）\nS1,K1,B1,2026-07-03,20,96\nS2,K1,B1,2026-08-03,20,96\n",
        )
        undo(session, file_import_id=row.id, reason="错了", actor=desk.actor, at=MORNING, seen=row.version)
        make_month(session, date(2026, 7, 1), locked_by=desk.actor)

        desk.work(row)

        assert row.state is ImportState.UNDONE
        assert session.scalars(select(Shipment.number)).all() == ["S1"]
        assert "month was locked; they stay: 2." in str(recalled(row.trouble[0]).text)


class TestDrop:
    def test_throws_the_file_away_and_imports_nothing(self, desk, session):
        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\n")
        path = desk.shelf.path(row)
        assert path.exists()

        drop(session, file_import_id=row.id, shelf=desk.shelf, actor=desk.actor, at=MORNING, seen=row.version)

        session.refresh(row)
        assert (path.exists(), row.stored_name) == (False, "")
        assert customers(session) == {}


class TestCarryOut:
    def test_goes_on_after_a_crash_where_it_stood(self, desk, session, monkeypatch):
        """Nothing twice, nothing left out, whatever chunk the house fell down in."""
        monkeypatch.setattr(check, "CHUNK", 2)
        monkeypatch.setattr(carry_out, "CHUNK", 2)
        lines = "".join(f"A{n},客户{n},消费者,,安徽一区\n" for n in range(5))
        row = desk.send(FileKind.CUSTOMERS, HEAD + lines)
        confirm(session, file_import_id=row.id, reach=ImportReach.WHOLE_FILE, actor=desk.actor, at=MORNING)

        with pytest.raises(InterruptedError):
            desk.work(row, tell=fall_down)
        session.rollback()
        assert len(customers(session)) == 2
        desk.work(row)

        assert sorted(customers(session)) == [f"A{n}" for n in range(5)]
        assert row.state is ImportState.IMPORTED
        created = select(func.count(AuditEvent.id)).where(AuditEvent.kind == "customer.created")
        assert session.scalar(created) == 5

    def test_takes_everything_back_when_the_whole_file_was_asked_for_and_a_row_fails(self, desk, session, monkeypatch):
        monkeypatch.setattr(carry_out, "CHUNK", 1)
        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\nA2,李敏,消费者,13900000009,安徽一区\n")
        # Somebody was faster with the same phone.
        make_customer(session, desk.actor.region, code="Z9", phone="13900000009")

        desk.confirm(row)

        assert row.state is ImportState.STOPPED
        assert customers(session).keys() == {"Z9"}

    def test_does_nothing_for_somebody_who_may_no_longer_log_in(self, desk, session):
        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\n")
        confirm(session, file_import_id=row.id, reach=ImportReach.WHOLE_FILE, actor=desk.actor, at=MORNING)
        desk.actor.status = StaffStatus.DISABLED
        session.commit()

        path = desk.shelf.path(row)

        with pytest.raises(SenderGone):
            desk.work(row)
        assert customers(session) == {}
        session.refresh(row)
        assert (row.state, [str(recalled(one).text) for one in row.trouble], path.exists()) == (
            ImportState.STOPPED, ["Whoever sent this file may no longer log in."], False,
        )  # fmt: skip


def fall_down(_done: int, _total: int) -> None:
    raise InterruptedError


class TestThrownAway:
    @pytest.mark.parametrize("reach", [ImportReach.WHOLE_FILE, ImportReach.GOOD_ROWS])
    def test_a_file_that_is_imported_is_named_by_nobody(self, desk, reach):
        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\n")
        path = desk.shelf.path(row)
        desk.confirm(row, reach)

        assert (path.exists(), row.stored_name) == (False, "")

    def test_no_backup_and_no_doctor_looks_for_it(self, desk, session, tmp_path):
        desk.bring_in(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\n")

        with snapshot(session.get_bind().engine, tmp_path) as moment:
            assert list(stored_files(moment, {"file_import": True})) == []
        assert list(named_files(session)) == []


class TestForget:
    def forget(self, desk, days):
        return forget(desk.session, shelf=desk.shelf, keep=timedelta(days=180), at=MORNING + timedelta(days=days))

    def test_throws_rows_and_files_away_after_their_time_and_keeps_the_counts(self, desk, session):
        done = desk.bring_in(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,13900001234,安徽一区\n")
        waits = desk.send(FileKind.CUSTOMERS, HEAD + "A2,李敏,消费者,,安徽一区\n")
        unreadable = desk.send(FileKind.CUSTOMERS, "foo\n1\n")
        assert self.forget(desk, 180) == 0
        assert len(list(desk.shelf.folder.iterdir())) == 2

        assert self.forget(desk, 181) == 3

        session.expire_all()
        assert session.scalar(select(func.count(ImportRow.id))) == 0
        assert list(desk.shelf.folder.iterdir()) == []
        assert [(row.state, row.new_rows) for row in (done, waits, unreadable)] == [
            (ImportState.IMPORTED, 1), (ImportState.DROPPED, 1), (ImportState.DROPPED, 0),
        ]  # fmt: skip
        assert customers(session)["A1"].phone == "13900001234"
        assert self.forget(desk, 182) == 0

    def test_leaves_what_is_still_worked_on(self, desk, session):
        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\n")
        confirm(session, file_import_id=row.id, reach=ImportReach.WHOLE_FILE, actor=desk.actor, at=MORNING)

        assert self.forget(desk, 999) == 0
        assert desk.work(row).state is ImportState.IMPORTED

    def test_lets_nobody_undo_what_nobody_knows_any_more(self, desk, session):
        row = desk.bring_in(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,安徽一区\n")
        self.forget(desk, 181)

        with pytest.raises(NotNow, match="thrown away"):
            undo(session, file_import_id=row.id, reason="错了", actor=desk.actor, at=MORNING)


class TestScope:
    def test_is_the_form_s_no_row_of_a_foreign_region_comes_in(self, desk, session):
        make_region(session, name="远方")

        row = desk.send(FileKind.CUSTOMERS, HEAD + "A1,王芳,消费者,,远方\n")

        assert row.bad_rows == 1
        assert "not yours" in desk.faults(row)[0][2]

    def test_lets_nobody_bring_in_what_their_form_would_not(self, desk):
        with pytest.raises(NotPermitted):
            desk.send(FileKind.STAFF, "工号,姓名\n1,王\n")

    def test_finds_a_repeat_within_one_file(self, session, tmp_path, region):
        clerk = make_staff(session, Role.CLERK, region=region)
        make_product(session, sku="P1")
        head = "原编号,来源渠道,大区,投诉人,投诉人电话,详细住址,购买地点,产品编码,生产日期,批号标识,批号,数量,问题,投诉内容\n"
        line = "{},电话热线,安徽一区,张三,13900001111,某路,某店,P1,2026-06-01,有批号,X1,2,渗漏,{}\n"

        row = Desk(session, tmp_path, clerk).bring_in(
            FileKind.COMPLAINTS, head + line.format("1", "漏") + line.format("2", "又漏")
        )

        assert row.state is ImportState.IMPORTED
        first, second = session.scalars(select(Complaint).order_by(Complaint.id))
        assert second.repeat_of_id == first.id
