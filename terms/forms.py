"""The paper of a settlement on its way: where it can be, and what is done with it."""

from __future__ import annotations

from terms.term import Term


class FormStatus(Term):
    """Where the signed handling form (售后服务处理单) is."""

    HELD = "held", "在人手中", "In somebody's hands"
    KEPT = "kept", "已归档", "In the cabinet"
    MISSING = "missing", "未找到", "Not found"
    LOST = "lost", "已报遗失", "Reported lost"


class FormAct(Term):
    """What is done with a handling form."""

    OPEN = "open", "开单", "Open"
    PASS_ON = "pass_on", "转交", "Pass on"
    HAND_IN = "hand_in", "收单归档", "Take in and keep"
    MOVE = "move", "更换存放位置", "Keep elsewhere"
    LEND = "lend", "借出", "Lend out"
    MISS = "miss", "记为未找到", "Mark as not found"
    REPORT_LOST = "report_lost", "报告遗失", "Report as lost"
    FIND = "find", "找回归档", "Found again"
