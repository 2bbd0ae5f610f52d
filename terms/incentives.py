"""Rewards, and sanctions that are no sum of money."""

from __future__ import annotations

from terms.term import Term


class RewardTo(Term):
    STAFF = "staff", "员工", "Staff"
    DEPARTMENT = "department", "部门", "Department"
    COMPLAINANT = "complainant", "投诉人", "Complainant"


class RewardBasis(Term):
    QUARTERLY_SCORE = "quarterly_score", "季度客户评分第一", "Best customer score of the quarter"
    EFFICIENCY = "efficiency", "投诉处理效率高", "Efficient handling"
    USEFUL_SUGGESTION = "useful_suggestion", "建议被采纳", "A suggestion that helped"
    GOOD_WORK = "good_work", "表现突出", "Outstanding work"
    SATISFIED_RESULT = "satisfied_result", "对处理结果满意", "Satisfied with the result"


class Sanction(Term):
    CRITICISM = "criticism", "批评教育", "Criticism"
    WARNING = "warning", "警告", "Warning"
    FINE = "fine", "罚款", "Fine"
    ACCOUNTABILITY = "accountability", "追责", "Accountability"
    ASSESSMENT = "assessment", "考核处罚", "Assessment"
    DEMOTION = "demotion", "降级", "Demotion"
    DISMISSAL = "dismissal", "解聘或开除", "Dismissal"
