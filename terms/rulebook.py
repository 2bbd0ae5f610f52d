"""How packs differ, and what stands against what."""

from __future__ import annotations

from terms.term import Term


class Change(Term):
    ADDED = "added", "新增", "Added"
    CHANGED = "changed", "修改", "Changed"
    DROPPED = "dropped", "取消", "Dropped"


class ConflictKind(Term):
    PACKS = "packs", "制度包之间", "Between packs"
    STATUTE = "statute", "与法律", "With statute"
    LAW_GONE = "law_gone", "引用失效法律", "A law that is gone"


class CoverageState(Term):
    WORKING = "working", "已实现", "Working"
    PLANNED = "planned", "计划中", "Planned"
    OUTSIDE = "outside", "不在范围内", "Outside"


class IssueStatus(Term):
    """How far an issue of the rulebook has come."""

    DRAFT = "draft", "草稿", "Draft"
    SUBMITTED = "submitted", "待签", "Submitted"
    APPROVED = "approved", "已批准", "Approved"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"


class IssueAct(Term):
    """What is done to an issue on its way to being in force."""

    SAVE = "save", "保存", "Save"
    SUBMIT = "submit", "提交签批", "Submit"
    SIGN = "sign", "同意", "Sign"
    RETURN = "return", "退回修改", "Return"
    RENEW = "renew", "改按最新版本起草", "Carry over to the newest issue"
    WITHDRAW = "withdraw", "撤回", "Withdraw"
