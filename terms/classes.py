"""Into which classes a policy sorts its cases, and what a class demands."""

from __future__ import annotations

from terms.term import Term


class CaseClass(Term):
    MINOR = "minor", "轻微投诉", "Minor"
    SIMPLE = "simple", "简单投诉", "Simple"
    GENERAL = "general", "一般投诉", "General"
    COMPLEX = "complex", "复杂投诉", "Complex"
    IMPORTANT = "important", "重要投诉", "Important"
    SPECIAL = "special", "特殊投诉", "Special"
    SERIOUS = "serious", "严重投诉", "Serious"
    MAJOR = "major", "重大投诉", "Major"
    URGENT = "urgent", "紧急服务", "Urgent"


class ClassDuty(Term):
    RECTIFY = "rectify", "相关部门整改", "The department rectifies"
    NAMED_PERSON = "named_person", "专人负责", "A person is named"
    PREVENT = "prevent", "制定防范措施", "Preventive measures"
    SPECIAL_GROUP = "special_group", "成立专项调查组", "A special group investigates"
    EMERGENCY = "emergency", "启动紧急处理机制", "Emergency handling starts"
    CHANGE_PROCESS = "change_process", "调整相关流程", "The process is changed"
    ACCOUNTABILITY = "accountability", "追究责任人", "Those responsible answer for it"
    REPORT_UP = "report_up", "报告领导", "Reported to the leaders"
    EXPLAIN_NEXT = "explain_next", "说明后续措施", "The next steps are explained"
    TELL_DEPARTMENTS = "tell_departments", "通报相关部门", "The departments are told"
    REVIEW = "review", "审批处理方案", "The plan is reviewed"


class QueueOrder(Term):
    PRIORITY = "priority", "按优先级", "By priority"
    FIRST_COME = "first_come", "先到先处理", "First come, first served"
