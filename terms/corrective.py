"""Correction and prevention after a complaint."""

from __future__ import annotations

from terms.term import Term


class CorrectiveDemand(Term):
    ROOT_CAUSE = "root_cause", "分析根本原因", "Root cause analysed"
    CORRECTION = "correction", "纠正措施", "Corrective measure"
    PREVENTION = "prevention", "预防措施", "Preventive measure"
    DEADLINE = "deadline", "整改责任人和期限", "Person and deadline of the rectification"
    EFFECT_CHECK = "effect_check", "验证效果", "Effect verified"
    TREND = "trend", "倾向性问题整改", "Trends rectified"
    BATCH_TRACE = "batch_trace", "追溯生产批次", "Batch traced"
    ACCOUNTABILITY = "accountability", "启动责任追究", "Accountability procedure"


class ReportSection(Term):
    """The sections of the report to the customer (产品处理报告)."""

    BACKGROUND = "background", "背景描述", "Background"
    CHECKS = "checks", "检查项目", "Checks"
    ANALYSIS = "analysis", "问题分析", "Analysis"
    MEASURES = "measures", "纠正措施", "Corrective measures"
    CONCLUSION = "conclusion", "结论", "Conclusion"
