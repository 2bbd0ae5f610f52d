"""Returns and exchanges: what is asked for, what the rule answers, who approves."""

from __future__ import annotations

from terms.term import Term

# How an application says that the goods were bought under no promotion; said so, it counts as stated.
NO_PROMOTION = "无"
NONE_AT_ALL = (NO_PROMOTION, "没有", "none", "no promotion")


def stated_promotion(text: str) -> str | None:
    """The promotion an application states: '' for none at all, None while it says nothing (P11 〈一〉2)."""
    said = text.strip()
    return "" if said.lower() in NONE_AT_ALL else said or None


class ReturnWish(Term):
    EXCHANGE = "exchange", "换货", "Exchange"
    RETURN = "return", "退货", "Return"


class ReturnOutcome(Term):
    ACCEPTED = "accepted", "可以退换", "Accepted"
    REFUSED = "refused", "不予退换", "Refused"
    NEEDS_APPROVAL = "needs_approval", "需批准", "Needs approval"
    QUARTERLY_ALLOWANCE = "quarterly_allowance", "按季度补偿", "Quarterly allowance"


class ReturnRemedy(Term):
    SAME_PRODUCT = "same_product", "调换同一产品", "Same product"
    ONE_FOR_ONE = "one_for_one", "1:1调换", "One for one"
    DISCOUNTED_SWAP = "discounted_swap", "折价调配其他产品", "Discounted swap for another product"
    NEW_PACKAGE = "new_package", "更换包装", "Replacement of the damaged packs"
    ALLOWANCE = "allowance", "季度补偿", "Quarterly allowance"
    EXCHANGE = "exchange", "换货", "Exchange"
    REFUND = "refund", "退货退款", "Refund"
    REPAIR = "repair", "免费维修", "Free repair"
    PAID_REPAIR = "paid_repair", "有偿维修", "Paid repair"
    REPLACEMENT_PARTS = "replacement_parts", "更换零部件", "Replacement of parts"
    COMPENSATION = "compensation", "补偿或赔偿", "Compensation"
    NONE = "none", "无", "None"


class ReturnApprover(Term):
    """Who approves, in the words of P11; `ladder` is P06's ladder."""

    SUPERVISOR = "supervisor", "区域业务主管", "Regional supervisor"
    BUSINESS_DEPARTMENT = "business_department", "业务部", "Business department"
    MARKETING_CENTRE = "marketing_centre", "营销中心", "Marketing centre"
    LEADERSHIP = "leadership", "领导", "Leadership"
    DEPARTMENT_HEAD = "department_head", "销售部长", "Department head"
    SPECIALIST = "specialist", "服务专员", "Service specialist"
    SERVICE_TEAM = "service_team", "售后服务团队", "After-sales team"
    QUALITY = "quality", "质检部", "Quality"
    STORE = "store", "门店员工", "Store staff"
    LADDER = "ladder", "按质量投诉权限", "The ladder of authority"


class ReturnNeed(Term):
    """What a policy asks of goods that come back."""

    WITHIN = "within", "在期限内提出", "Within the term"
    PROOF = "proof", "购买凭证", "Proof of purchase"
    EVIDENCE = "evidence", "相关证明材料", "Evidence"
    ORIGINAL_PACKAGE = "original_package", "原始包装完好", "Original packaging intact"
    UNOPENED = "unopened", "未经开封、保持原状", "Unopened and as sold"
    TEST_REPORT = "test_report", "产品检测报告", "Test report"
    NOT_MISUSED = "not_misused", "非人为损坏", "Not damaged by the user"
    INSPECTED = "inspected", "质检核实", "Inspected"


class TermUnit(Term):
    DAYS = "days", "天", "days"
    WORKING_DAYS = "working_days", "工作日", "working days"
    MONTHS = "months", "个月", "months"


class ReturnFact(Term):
    """What an application must state (P11 〈一〉2)."""

    REASON = "reason", "退换货原因", "Reason"
    PRODUCED_ON = "produced_on", "生产日期", "Production date"
    PURCHASED_ON = "purchased_on", "进货日期", "Purchase date"
    PROMOTION = "promotion", "促销政策", "Promotion enjoyed"
