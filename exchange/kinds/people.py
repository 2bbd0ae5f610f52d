"""Staff (员工). Passwords never travel in files: who is new gets one from an administrator."""

from __future__ import annotations

from exchange.columns import Column, Kind, Line, Named, Word, Words
from terms.exchange import FileKind
from terms.people import Role, StaffStatus

STAFF = Kind(
    kind=FileKind.STAFF,
    table="staff",
    key="number",
    beside=(),
    once=(("phone",),),
    columns=(
        Column(name="number", zh="工号", en="Number", content=Line(64, code=True), required=True),
        Column(name="name", zh="姓名", en="Name", content=Line(64), required=True),
        Column(
            name="roles", zh="角色", en="Roles", content=Words(Role), required=True, unasked=frozenset(),
            about_zh="可填多个，用顿号分开。", about_en="One or several, separated by semicolons.",
        ),
        Column(
            name="phone", zh="电话", en="Phone", content=Line(40, code=True), unasked=None,
            about_zh="可用于登录，不得重复。", about_en="Can be used to log in; no two people share one.",
        ),
        Column(name="department_id", zh="部门", en="Department", content=Named("department"), unasked=None),
        Column(name="region_id", zh="大区", en="Region", content=Named("region"), unasked=None),
        Column(
            name="reports_to_id", zh="上级工号", en="Reports to", content=Named("staff"), unasked=None,
            about_zh="直接上级的工号。", about_en="The number of the superior.",
        ),
        Column(name="status", zh="状态", en="Status", content=Word(StaffStatus), given=True),
    ),
)  # fmt: skip
