"""A list that goes out and comes in somewhere else goes out there as the same file."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from exchange.kinds import KINDS
from models import Batch, Complaint, ServiceRecord
from terms.exchange import FileKind, ImportState
from terms.people import Role
from terms.service import ServiceKind
from tests.factories import MORNING, make_customer, make_product, make_region, make_staff
from tests.workflows.imports.bringing import Desk

HERE = "安徽一区"
# Of each kind: who brings it in, and a file as the list would give it.
FILES = {
    FileKind.CUSTOMERS: (
        Role.SUPERVISOR, "customer",
        [["C1", "王芳", "消费者", "普通客户", "", "13900001234", HERE, "", "合肥市1号", "=备注", "是"],
         ["0012", "李敏商行", "经销商", "重点客户", "李敏", "0551-62345678", HERE, "", "", "", "是"],
         ["C3", "小店", "市场售点", "普通客户", "", "", HERE, "0012", "", "", "是"]],
    ),
    FileKind.PRODUCTS: (
        Role.QUALITY, "product",
        [["0001", "黄桃汽水", "玻璃瓶", "250ml×24", "汽水", "24", "365", "4.50", "是"],
         ["P2", "可乐", "易拉罐", "", "", "12", "180", "3.00", "否"]],
    ),
    FileKind.BATCHES: (Role.QUALITY, "batch", [["B1", "SKU1", "黄桃汽水", "2026-06-01", "4800", "一线"], ["007", "SKU1", "黄桃汽水", "2026-06-02", "0", ""]]),
    FileKind.SHIPMENTS: (Role.LOGISTICS, "shipment", [["S1", "K1", "老客户", "B0", "黄桃汽水", "2026-08-01", "20", "96.00", "买十赠一", "007"]]),
    FileKind.STAFF: (
        Role.ADMINISTRATOR, "staff",
        [["0901", "王主管", "业务主管", "13911110000", "", HERE, "", "在职"], ["0902", "李业务", "业务员、售后服务人员", "", "", HERE, "0901", "在职"]],
    ),
}  # fmt: skip


def guarded(cell: str) -> str:
    return f"'{cell}" if cell[:1] == "=" else cell


@pytest.fixture
def company(session):
    region = make_region(session, name=HERE)
    product = make_product(session, sku="SKU1", name="黄桃汽水")
    session.add(Batch(code="B0", product_id=product.id, produced_on=MORNING.date().replace(day=1, month=6), version=1))
    make_customer(session, region, code="K1", name="老客户", kind="distributor")
    session.commit()
    return region


@pytest.mark.parametrize("kind", FILES, ids=lambda kind: kind.value)
class TestRoundTrip:
    def test_of_a_list_gives_the_same_file(self, kind, session, company, log_in, tmp_path):
        role, screen, rows = FILES[kind]
        actor = make_staff(session, role, region=company if role is Role.SUPERVISOR else None)
        headers = [column.zh for column in KINDS[kind].columns]
        text = "\ufeff" + "".join(",".join(map(guarded, line)) + "\r\n" for line in [headers, *rows])

        row = Desk(session, tmp_path, actor).bring_in(kind, text)
        assert (row.state, row.new_rows, row.bad_rows) == (ImportState.IMPORTED, len(rows), 0)
        with log_in(actor).get(f"/{screen}/download/?format=csv") as answer:
            out = answer.get_data().decode()

        department = company.department.name
        wanted = [",".join(map(guarded, self.as_kept(kind, line, department))) for line in rows]
        assert [line for line in out.splitlines() if line in wanted] == wanted
        assert out.splitlines()[0] == "\ufeff" + ",".join(headers)

    @staticmethod
    def as_kept(kind, line, department):
        """Whoever works in a region works in its department."""
        if kind is FileKind.STAFF:
            return [*line[:4], department, *line[5:]]
        if line[5:6] == ["0551-62345678"]:
            return [*line[:5], "055162345678", *line[6:]]
        return line


class TestCases:
    """Complaints and services get their number, state and times here; what was written comes out as it was."""

    def test_of_complaints_is_the_same_for_every_column_people_fill_in(self, session, company, log_in, tmp_path):
        self.there_and_back(
            session, company, log_in, tmp_path, FileKind.COMPLAINTS, "complaint",
            {"原编号": "旧-001", "来源渠道": "电话热线", "大区": HERE, "投诉人": "张三", "投诉人电话": "13900005678",
             "详细住址": "合肥市1号", "购买地点": "大卖场", "购买日期": "2026-08-01", "产品编码": "SKU1", "批号": "B0",
             "生产日期": "2026-06-01", "数量": "12", "单位": "瓶", "问题": "渗漏", "涉及消费者人数": "1", "投诉内容": "瓶口渗漏"},
        )  # fmt: skip

    def test_of_services_is_the_same_for_every_column_people_fill_in(self, session, company, log_in, tmp_path):
        self.there_and_back(
            session, company, log_in, tmp_path, FileKind.SERVICES, "service",
            {"原编号": "旧-服-1", "服务类型": "维修", "客户编号": "K1", "服务需求": "冰柜不制冷", "地点": "一号门店",
             "计划上门时间": "2026-09-20 14:30"},
        )  # fmt: skip
        assert session.scalars(select(ServiceRecord)).one().kind is ServiceKind.REPAIR

    def test_of_costs_is_the_same_for_every_column_people_fill_in(self, session, company, log_in, tmp_path):
        case = self.case(session, company, tmp_path)
        self.there_and_back(
            session, company, log_in, tmp_path, FileKind.COSTS, "cost",
            {"投诉编号": case, "费用类别": "人工", "金额（元）": "35.50", "发生日期": "2026-09-16", "用途": "上门两小时"},
            role=Role.DEPARTMENT_HEAD,
        )  # fmt: skip

    def test_of_letters_is_the_same_for_every_column_people_fill_in(self, session, company, log_in, tmp_path):
        self.there_and_back(
            session, company, log_in, tmp_path, FileKind.LETTERS, "letter",
            {"来函或去函": "来函", "函件日期": "2026-09-15", "对方": "市场监管局", "事由": "核查通知", "回复期限": "2026-09-20",
             "客户编号": "K1"},
        )  # fmt: skip

    def test_of_penalties_is_the_same_for_every_column_people_fill_in(self, session, company, log_in, tmp_path):
        make_staff(session, Role.SUPERVISOR, region=company)
        clerk = make_staff(session, Role.CLERK, region=company)
        make_staff(session, Role.GENERAL_MANAGER)
        self.there_and_back(
            session, company, log_in, tmp_path, FileKind.PENALTIES, "penalty",
            {"员工工号": clerk.number, "项目代码": "late_handling", "次数": "1", "发生日期": "2026-09-15", "事实与理由": "超过四点才反馈"},
            role=Role.DEPARTMENT_HEAD,
        )  # fmt: skip

    @staticmethod
    def case(session, company, tmp_path):
        desk = Desk(session, tmp_path, make_staff(session, Role.SUPERVISOR, region=company))
        text = f"来源渠道,大区,投诉人,投诉人电话,详细住址,购买地点,产品编码,批号,数量,问题,投诉内容\n电话热线,{HERE},张三,139,某地,某店,SKU1,B0,2,渗漏,漏\n"
        assert desk.faults(desk.bring_in(FileKind.COMPLAINTS, text)) == []
        return session.scalars(select(Complaint.number)).one()

    @staticmethod
    def there_and_back(session, company, log_in, tmp_path, kind, screen, said, role=Role.SUPERVISOR):
        place = {"department": company.department} if role is Role.DEPARTMENT_HEAD else {"region": company}
        desk = Desk(session, tmp_path, make_staff(session, role, **place))
        text = f"{','.join(said)}\n{','.join(said.values())}\n"

        assert desk.faults(row := desk.bring_in(kind, text)) == []
        assert row.state is ImportState.IMPORTED
        with log_in(desk.actor).get(f"/{screen}/download/?format=csv") as answer:
            head, line = (one.split(",") for one in answer.get_data().decode("utf-8-sig").splitlines())
        found = dict(zip(head, line, strict=True))

        assert {name: found[name] for name in said} == said
        again = desk.send(kind, answer.get_data())
        assert (again.new_rows, again.same_rows, again.bad_rows) == (0, 1, 0)
