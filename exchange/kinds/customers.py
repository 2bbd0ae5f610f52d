"""Customers (客户档案)."""

from __future__ import annotations

from exchange.columns import Column, Kind, Line, Named, Word, YesNo
from terms.exchange import FileKind
from terms.trade import CustomerGrade, CustomerKind

CUSTOMERS = Kind(
    kind=FileKind.CUSTOMERS,
    table="customer",
    key="code",
    beside=("name", "kind", "region_id", "phone"),
    once=(("kind", "phone"),),
    columns=(
        Column(
            name="code", zh="客户编号", en="Code", content=Line(64, code=True),
            about_zh="已有的客户按编号更新；新客户可留空，由系统编号。",
            about_en="A customer known by this code is updated. Leave it empty for a new one: the system gives a code.",
        ),
        Column(name="name", zh="客户名称", en="Name", content=Line(200), required=True),
        Column(name="kind", zh="客户类型", en="Kind", content=Word(CustomerKind), required=True, unasked=None),
        Column(
            name="grade", zh="客户等级", en="Grade", content=Word(CustomerGrade), unasked=CustomerGrade.NORMAL,
            about_zh="留空为普通客户。", about_en="Empty means normal.",
        ),
        Column(name="contact", zh="联系人", en="Contact person", content=Line(64)),
        Column(
            name="phone", zh="电话", en="Phone", content=Line(40, code=True), unasked=None,
            about_zh="同类客户电话不得重复。", about_en="No two customers of one kind have the same phone.",
        ),
        Column(name="region_id", zh="大区", en="Region", content=Named("region"), required=True, unasked=None),
        Column(
            name="distributor_id", zh="供货经销商编号", en="Supplied by", content=Named("customer"), unasked=None,
            about_zh="为其供货的经销商的客户编号。", about_en="The code of the distributor that supplies it.",
        ),
        Column(name="address", zh="地址", en="Address", content=Line(200)),
        Column(name="note", zh="备注", en="Note", content=Line(200)),
        Column(name="active", zh="在用", en="In use", content=YesNo(), given=True),
    ),
)  # fmt: skip
