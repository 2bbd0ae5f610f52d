"""Rewards to complainants and departments: their life."""

from __future__ import annotations

from terms.term import Term


class RewardStatus(Term):
    PROPOSED = "proposed", "待批准", "Proposed"
    APPROVED = "approved", "已批准", "Approved"
    REFUSED = "refused", "不同意", "Refused"
    PAID = "paid", "已发放", "Paid"


class RewardAct(Term):
    """What is done to a reward after it was proposed."""

    APPROVE = "approve", "批准", "Approve"
    REFUSE = "refuse", "不同意", "Refuse"
    PAY = "pay", "发放", "Pay"
