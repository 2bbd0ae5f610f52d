"""A month's close in plain words: how far it is, who approves, why goods are replenished."""

from __future__ import annotations

from terms.term import Term


class MonthStatus(Term):
    OPEN = "open", "汇总中", "Being summed up"
    SENT = "sent", "待审批", "Sent for approval"
    RETURNED = "returned", "已退回", "Returned"
    LOCKED = "locked", "已锁定", "Locked"
    CLOSED = "closed", "已关账", "Closed"
    REOPENED = "reopened", "已重开", "Reopened"

    @property
    def is_locked(self) -> bool:
        return self in (MonthStatus.LOCKED, MonthStatus.CLOSED)


class MonthAct(Term):
    """What is done to a month after its last day."""

    SIGN = "sign", "签发部门汇总表", "Sign the department's summary"
    SEND_BACK = "send_back", "退回部门汇总表", "Return a department's summary"
    SEND = "send", "上报公司汇总表", "Send the company's summary"
    APPROVE = "approve", "审批同意", "Approve"
    RETURN = "return", "审批退回", "Return for correction"
    CLOSE = "close", "关账", "Close the month"
    ASK_REOPENING = "ask_reopening", "申请重开", "Ask for reopening"
    DECIDE_REOPENING = "decide_reopening", "审批重开", "Decide on reopening"


class MonthVerdict(Term):
    APPROVED = "approved", "同意", "Approved"
    RETURNED = "returned", "退回", "Returned"


class ReopeningAnswer(Term):
    GRANTED = "granted", "同意重开", "Reopen the month"
    REFUSED = "refused", "保持锁定", "It stays locked"


class ReplenishmentStatus(Term):
    LISTED = "listed", "待补货", "To be delivered"
    DELIVERED = "delivered", "已补货", "Delivered"


class ReplenishmentGround(Term):
    """Why a distributor is given goods."""

    COMPENSATED = "compensated", "代公司赔付", "Given out for the company"
    LEAKING_CANS = "leaking_cans", "漏罐1:1", "Leaking cans, one for one"
    PACKS = "packs", "破损包装更换", "Damaged packs"
    GLASS = "glass", "玻璃瓶季度补偿", "Quarterly glass allowance"


class Loose(Term):
    """What of a month is not in order when it is summed up: the exceptions on top of a summary."""

    LATE = "late", "超时", "Late"
    UNFILED = "unfiled", "未备案", "Not filed"
    NOT_CARRIED_OUT = "not_carried_out", "未执行", "Not carried out"
    UNDECIDED = "undecided", "方案待审批", "Proposal undecided"
    NOT_CALLED_BACK = "not_called_back", "未回访", "Not called back"
    FORM_MISSING = "form_missing", "处理单未归档", "Handling form not in the cabinet"
    WITHDRAWN_SINCE = (
        "withdrawn_since",
        "以前月份投诉本月撤销或合并",
        "Withdrawn or merged, counted in an earlier month",
    )
