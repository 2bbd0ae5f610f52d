"""What a complainant and others are told on the way of a case."""

from __future__ import annotations

from terms.term import Term


class NoticeKind(Term):
    ACKNOWLEDGEMENT = "acknowledgement", "受理确认", "Acknowledgement"
    INVESTIGATION = "investigation", "告知需调查", "Investigation announced"
    TIMETABLE = "timetable", "告知解决时间表", "Timetable"
    PROGRESS = "progress", "处理进展", "Progress"
    PLAN = "plan", "处理方案", "Plan"
    UNFOUNDED = "unfounded", "不属实告知", "Unfounded"
    RESULT = "result", "处理结果", "Result"
    RECTIFIED = "rectified", "整改结果通报", "Rectified"
    SUPERIOR_REPORT = "superior_report", "重大事项上报", "Report upward"
    REFUSED = "refused", "不符合条件说明", "Refusal explained"
    PRECAUTIONS = "precautions", "注意事项", "Precautions"
    BEFORE_ORDER = "before_order", "订货前告知", "Before the order"


class NoticePart(Term):
    RECEIVED_AT = "received_at", "收到时间", "When it was received"
    RECEIVED_HOW = "received_how", "收到方式", "How it was received"
    PROCEDURE = "procedure", "处理程序", "Procedure"
    EXPECTED_TIME = "expected_time", "预计时间", "Expected time"
    NUMBER = "number", "投诉编号", "Number"
    ACCEPTED = "accepted", "是否认可", "Accepted or not"
    REASONS = "reasons", "原因", "Reasons"
    MEASURES = "measures", "处理措施", "Measures"
    SOLUTION = "solution", "解决方案", "Solution"
    APPEAL = "appeal", "申诉权利和途径", "Right and way to appeal"
    APOLOGY = "apology", "致歉", "Apology"
    THANKS = "thanks", "致谢", "Thanks"
    NEXT_STEPS = "next_steps", "后续措施", "Next steps"
    CHANGES = "changes", "方案调整", "What changes"
    WARRANTY = "warranty", "保修期和范围", "Warranty"
    NOT_INSTALLED = "not_installed", "不负责安装", "No installation"
    CARE = "care", "使用注意事项", "Precautions"


class NoticeTo(Term):
    COMPLAINANT = "complainant", "投诉人", "Complainant"
    SUPERIOR = "superior", "上级部门", "Superior department"
    LEADERS = "leaders", "单位领导", "Leaders"
    DEPARTMENTS = "departments", "相关部门", "Departments concerned"


class NoticeForm(Term):
    ANY = "any", "书面或口头", "Written or oral"
    WRITTEN = "written", "书面", "Written"
