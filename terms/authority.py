"""By what a decision is measured beside the multiple, and which papers are reviewed."""

from __future__ import annotations

from terms.term import Term


class Measured(Term):
    AMOUNT = "amount", "赔偿总值", "Value given"
    CASH = "cash", "现金", "Cash"
    COUNT = "count", "涉及人数", "People concerned"


class Reviewed(Term):
    HANDLING_FORM = "handling_form", "售后服务处理单", "Handling form"
    CALL_BACK_RECORD = "call_back_record", "回访记录", "Call-back record"
    PLAN = "plan", "处理方案", "Plan"
    RETURN_APPLICATION = "return_application", "退换货申请", "Return application"
    COST_REPORT = "cost_report", "售后成本报表", "Cost report"
    POLICY_CHANGE = "policy_change", "制度修改", "Change of the policy"
