"""What a case costs."""

from __future__ import annotations

from terms.term import Term


class CostKind(Term):
    """The kinds of a cost ledger. Goods and cash follow from hand-overs and payments; the others are entered."""

    GOODS = "goods", "货物", "Goods"
    CASH = "cash", "现金", "Cash"
    FREIGHT = "freight", "运费", "Freight"
    TEST = "test", "检测费", "Tests"
    LABOUR = "labour", "人工", "Labour"
    OTHER = "other", "其他", "Other"


class CostStatus(Term):
    VALID = "valid", "有效", "Valid"
    WITHDRAWN = "withdrawn", "已撤销", "Withdrawn"


class CostAct(Term):
    """What is done to an entered cost."""

    CORRECT = "correct", "更正", "Correct"
    WITHDRAW = "withdraw", "撤销", "Withdraw"
