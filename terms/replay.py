"""Past cases tried under another issue of the rulebook: what comes out otherwise, and how far a trial is."""

from __future__ import annotations

from terms.term import Term


class ReplayChange(Term):
    """What comes out otherwise in a case."""

    HIGHER = "higher", "审批上移", "Goes higher"
    LOWER = "lower", "审批下移", "Goes lower"
    UNDECIDED = "undecided", "无人可审批", "Nobody left to decide"
    OTHER_SIGNERS = "other_signers", "会签人不同", "Other co-signers"
    FILED_ELSEWHERE = "filed_elsewhere", "备案部门不同", "Filed elsewhere"
    GOODS_FIRST = "goods_first", "是否先入库不同", "Goods first or not"
    BECOMES_LATE = "becomes_late", "变为超时", "Becomes late"
    NO_LONGER_LATE = "no_longer_late", "不再超时", "No longer late"
    MORE_PENALTY = "more_penalty", "负激励增加", "Costs more in penalties"
    LESS_PENALTY = "less_penalty", "负激励减少", "Costs less in penalties"
    UNPRICED = "unpriced", "有无负激励标准不同", "Priced or not"
    NOT_GIVEN = "not_given", "不再给予", "No longer given"
    GIVEN = "given", "可以给予", "Given after all"


# What tells that a penalty stands in a case.
SUM_CHANGES = (ReplayChange.MORE_PENALTY, ReplayChange.LESS_PENALTY)
OF_PENALTIES = (*SUM_CHANGES, ReplayChange.UNPRICED)


class TrialState(Term):
    WAITING = "waiting", "计算中", "Being worked out"
    DONE = "done", "已完成", "Done"
    FAILED = "failed", "未能完成", "Failed"
