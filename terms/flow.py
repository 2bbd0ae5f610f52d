"""The steps a policy walks a case through, and what must be on record for each."""

from __future__ import annotations

from terms.term import Term


class FlowPurpose(Term):
    COMPLAINT = "complaint", "投诉", "Complaint"
    SERVICE = "service", "服务需求", "Service request"


class CaseFact(Term):
    """Something that stands on a case's record."""

    RECEIVED = "received", "已接待受理", "Received"
    REGISTERED = "registered", "已登记", "Registered"
    CLASSIFIED = "classified", "已分类分级", "Classed"
    CONTACTED = "contacted", "已联系客户", "Customer contacted"
    FORWARDED = "forwarded", "已转交相关部门", "Passed to the department"
    ASSIGNED = "assigned", "已指派专人", "Assigned"
    ANALYSED = "analysed", "已分析原因", "Cause analysed"
    VERIFIED = "verified", "已核实", "Verified"
    INVESTIGATED = "investigated", "已调查取证", "Investigated"
    INSPECTED = "inspected", "已质量检查", "Inspected"
    DIAGNOSED = "diagnosed", "已诊断故障", "Fault diagnosed"
    PLANNED = "planned", "已制定方案", "Plan made"
    PLAN_APPROVED = "plan_approved", "方案已审核", "Plan approved"
    CUSTOMER_AGREED = "customer_agreed", "客户已同意", "Customer agreed"
    DISPATCHED = "dispatched", "已派工", "Dispatched"
    CARRIED_OUT = "carried_out", "已执行", "Carried out"
    REPAIRED = "repaired", "已维修保养", "Repaired"
    EFFECT_CONFIRMED = "effect_confirmed", "已确认效果", "Effect confirmed"
    ANSWERED = "answered", "已反馈结果", "Result told"
    CALLED_BACK = "called_back", "已回访", "Called back"
    RATED = "rated", "已评价", "Rated"
    RECORDED = "recorded", "已归档", "Filed on record"
    SUMMARISED = "summarised", "已总结", "Summarised"


class PlanPart(Term):
    CAUSE = "cause", "原因分析", "Cause"
    SOLUTION = "solution", "解决方案", "Solution"
    DEPARTMENT = "department", "责任部门", "Responsible department"
    PERSON = "person", "责任人", "Responsible person"
    TIME = "time", "具体执行时间", "Time of execution"


class PlanApprover(Term):
    SUPERIOR = "superior", "上级", "The superior"
    QUALITY = "quality", "质量管理部门", "Quality management"
    INTERNAL = "internal", "内部审核", "Internal review"
