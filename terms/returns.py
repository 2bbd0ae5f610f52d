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
    NONE = "none", "无", "None"


class ReturnApprover(Term):
    """Who approves, in the words of P11; `ladder` is P06's ladder."""

    SUPERVISOR = "supervisor", "区域业务主管", "Regional supervisor"
    BUSINESS_DEPARTMENT = "business_department", "业务部", "Business department"
    MARKETING_CENTRE = "marketing_centre", "营销中心", "Marketing centre"
    LEADERSHIP = "leadership", "领导", "Leadership"
    DEPARTMENT_HEAD = "department_head", "销售部长", "Department head"
    LADDER = "ladder", "按质量投诉权限", "The ladder of authority"


class ReturnFact(Term):
    """What an application must state (P11 〈一〉2)."""

    REASON = "reason", "退换货原因", "Reason"
    PRODUCED_ON = "produced_on", "生产日期", "Production date"
    PURCHASED_ON = "purchased_on", "进货日期", "Purchase date"
    PROMOTION = "promotion", "促销政策", "Promotion enjoyed"
