"""What the work of service people is measured by."""

from __future__ import annotations

from terms.term import Term


class Measure(Term):
    SATISFACTION = "satisfaction", "客户满意度", "Customer satisfaction"
    TIMELINESS = "timeliness", "投诉处理时效", "Timeliness"
    COST = "cost", "成本控制", "Cost control"
    TEAMWORK = "teamwork", "团队协作", "Teamwork"
    ATTITUDE = "attitude", "服务态度", "Attitude"
    EFFICIENCY = "efficiency", "工作效率", "Efficiency"
    PROBLEM_SOLVING = "problem_solving", "问题解决能力", "Problem solving"
    KNOWLEDGE = "knowledge", "业务知识", "Knowledge"
    FIRST_TIME_SUCCESS = "first_time_success", "服务一次成功率", "First-time success"
    RESULTS = "results", "售后服务业绩", "Results"


class Formula(Term):
    """How a measure becomes points from 0 to 100."""

    AVERAGE_RATING = "average_rating", "评分平均值", "Average of the ratings"
    SHARE_IN_TIME = "share_in_time", "按时件数占比", "Share done in time"
    SHARE_FIRST_TIME = "share_first_time", "一次解决件数占比", "Share solved the first time"
    WITHIN_BUDGET = "within_budget", "预算与支出之比，封顶100", "Budget by spending, at most 100"
    AVERAGE_DURATION = "average_duration", "目标时长与平均时长之比，封顶100", "Target by average duration, at most 100"
    ASSESSED = "assessed", "考核人评分", "Assessed by a person"
