"""Penalties (负激励), costs (费用) and letters (函件): entered from a file, never changed by one."""

from __future__ import annotations

from exchange.columns import Column, Day, Kind, Line, Named, Title, Whole, Word, Yuan
from terms.costs import CostKind, CostStatus
from terms.exchange import FileKind
from terms.letters import LetterDirection, LetterStatus
from terms.penalties import EntryKind, EntryStatus

PROSE = 4000


def number(zh: str, en: str) -> Column:
    """The number that the system gave; by it an entry is known again."""
    return Column(
        name="number", zh=zh, en=en, content=Line(64, code=True),
        about_zh="由系统编号；新录入的留空。", about_en="Given by the system; leave it empty for a new entry.",
    )  # fmt: skip


PENALTIES = Kind(
    kind=FileKind.PENALTIES,
    table="penalty",
    key="number",
    beside=("kind", "staff_id", "breach", "happened_on", "complaint_id", "reason"),
    columns=(
        number("单号", "Number"),
        Column(
            name="kind", zh="类别", en="Kind", content=Word(EntryKind), unasked=EntryKind.PENALTY,
            about_zh="留空为负激励。", about_en="Empty means penalty.",
        ),
        Column(name="staff_id", zh="员工工号", en="Staff number", content=Named("staff"), required=True, unasked=None),
        Column(name="staff_name", zh="姓名", en="Name", content=Line(64), given=True),
        Column(
            name="breach", zh="项目代码", en="Breach", content=Line(64, code=True),
            about_zh="制度中的项目代码，如late_handling，可选代码见本页下方；奖励留空。",
            about_en="The code of the breach in the rulebook, such as late_handling, listed below; empty for a reward.",
        ),
        Column(name="breach_name", zh="项目名称", en="Breach in words", content=Title(), given=True),
        Column(
            name="times", zh="次数", en="Times", content=Whole(1), unasked=1,
            about_zh="留空为1。", about_en="Empty means 1.",
        ),
        Column(
            name="amount", zh="金额（元）", en="Amount", content=Yuan(), unasked=None,
            about_zh="制度规定固定金额时留空。", about_en="Empty where the policy fixes the figure.",
        ),
        Column(name="happened_on", zh="发生日期", en="Happened on", content=Day(), required=True, unasked=None),
        Column(name="complaint_id", zh="投诉编号", en="Complaint number", content=Named("complaint"), unasked=None),
        Column(name="reason", zh="事实与理由", en="Reason", content=Line(PROSE), required=True),
        Column(name="clause", zh="依据条款", en="Clause", content=Line(64), given=True),
        Column(name="status", zh="状态", en="Status", content=Word(EntryStatus), given=True),
    ),
)  # fmt: skip

COSTS = Kind(
    kind=FileKind.COSTS,
    table="cost",
    key="number",
    beside=("complaint_id", "kind", "amount", "spent_on", "purpose", "voucher"),
    columns=(
        number("费用编号", "Cost number"),
        Column(
            name="complaint_id", zh="投诉编号", en="Complaint number", content=Named("complaint"), required=True,
            unasked=None,
        ),
        Column(name="kind", zh="费用类别", en="Kind", content=Word(CostKind), required=True, unasked=None),
        Column(name="amount", zh="金额（元）", en="Amount", content=Yuan(), required=True, unasked=None),
        Column(name="spent_on", zh="发生日期", en="Spent on", content=Day(), required=True, unasked=None),
        Column(name="purpose", zh="用途", en="Purpose", content=Line(200), required=True),
        Column(name="voucher", zh="凭证号", en="Voucher", content=Line(64, code=True)),
        Column(name="status", zh="状态", en="Status", content=Word(CostStatus), given=True),
    ),
)  # fmt: skip

LETTERS = Kind(
    kind=FileKind.LETTERS,
    table="letter",
    key="number",
    beside=("direction", "dated_on", "party", "subject", "customer_id", "complaint_id"),
    columns=(
        number("函件编号", "Letter number"),
        Column(
            name="direction", zh="来函或去函", en="Direction", content=Word(LetterDirection), required=True,
            unasked=None,
        ),
        Column(name="dated_on", zh="函件日期", en="Dated", content=Day(), required=True, unasked=None),
        Column(name="party", zh="对方", en="Other party", content=Line(200), required=True),
        Column(name="address", zh="地址", en="Address", content=Line(200)),
        Column(name="subject", zh="事由", en="Subject", content=Line(200), required=True),
        Column(name="body", zh="内容", en="Text", content=Line(PROSE)),
        Column(name="customer_id", zh="客户编号", en="Customer code", content=Named("customer"), unasked=None),
        Column(name="complaint_id", zh="投诉编号", en="Complaint number", content=Named("complaint"), unasked=None),
        Column(name="product_id", zh="产品编码", en="SKU", content=Named("product"), unasked=None),
        Column(name="handler_id", zh="承办人工号", en="Handled by", content=Named("staff"), unasked=None),
        Column(
            name="due_on", zh="回复期限", en="Reply due", content=Day(), unasked=None,
            about_zh="仅来函；留空为无需回复。", about_en="Only for a letter in; empty means that no reply is needed.",
        ),
        Column(name="status", zh="状态", en="Status", content=Word(LetterStatus), given=True),
    ),
)  # fmt: skip
