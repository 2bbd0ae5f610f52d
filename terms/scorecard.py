"""The scorecard of a period (考核): its life, and whom a card is about."""

from __future__ import annotations

from terms.term import Term


class ScoreStatus(Term):
    OPEN = "open", "进行中", "Running"
    FROZEN = "frozen", "已定稿", "Frozen"
    SIGNED = "signed", "已签字", "Signed"


class ScoreAct(Term):
    """What is done to a period's cards."""

    FREEZE = "freeze", "考核定稿", "Freeze the cards"
    SIGN = "sign", "签字确认", "Sign the cards"
    RETURN = "return", "退回考核", "Return the cards"


class EvidenceOf(Term):
    """What a figure of a card was counted from."""

    CALL_BACK = "call_back", "回访评分", "Call-back"
    SERVICE_RECORD = "service_record", "服务记录", "Service record"
    CLOCK = "clock", "时限", "Time limit"
    CASE = "case", "投诉", "Case"
    SPENT = "spent", "支出", "Spending"
    ASSESSMENT = "assessment", "考核评分", "Assessment"
