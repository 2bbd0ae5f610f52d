"""Which role may do what. A permission opens a door; the ladder and the row scope say how far."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from terms.people import AMENDERS, Role
from terms.refusal import Refusal
from terms.text import say

R = Role


class Permission(StrEnum):
    COMPLAINT_READ = "complaint.read"
    COMPLAINT_REGISTER = "complaint.register"
    COMPLAINT_ASSIGN = "complaint.assign"
    COMPLAINT_HANDLE = "complaint.handle"
    COMPLAINT_INVESTIGATE = "complaint.investigate"
    PLAN_REVIEW = "plan.review"
    COMPLAINT_WITHDRAW = "complaint.withdraw"
    COMPLAINT_REOPEN = "complaint.reopen"
    COMPLAINT_DISPUTE = "complaint.dispute"
    COMPLAINT_CLASS = "complaint.class"
    EXTENSION_DECIDE = "extension.decide"
    FALSE_REPORT_DECIDE = "false_report.decide"
    ATTACHMENT_ADD = "attachment.add"
    SETTLEMENT_SIGN = "settlement.sign"
    SETTLEMENT_READ = "settlement.read"
    GOODS_RECEIVE = "goods.receive"
    GOODS_HAND_OVER = "goods.hand_over"
    CASH_PAY = "cash.pay"
    FILING_READ = "filing.read"
    FILING_DO = "filing.do"
    FORM_READ = "form.read"
    FORM_MOVE = "form.move"
    FORM_KEEP = "form.keep"
    COST_READ = "cost.read"
    COST_ENTER = "cost.enter"
    LETTER_READ = "letter.read"
    LETTER_WRITE = "letter.write"
    CALL_BACK_READ = "call_back.read"
    CALL_BACK_DO = "call_back.do"
    DAILY_REPORT_SEND = "daily_report.send"
    COMPLAINT_CLOSE = "complaint.close"
    SERVICE_READ = "service.read"
    SERVICE_REQUEST = "service.request"
    SERVICE_VISIT = "service.visit"
    CUSTOMER_READ = "customer.read"
    CUSTOMER_WRITE = "customer.write"
    PRODUCT_READ = "product.read"
    PRODUCT_WRITE = "product.write"
    SHIPMENT_READ = "shipment.read"
    SHIPMENT_WRITE = "shipment.write"
    STAFF_READ = "staff.read"
    STAFF_WRITE = "staff.write"
    ORGANISATION_READ = "organisation.read"
    ORGANISATION_WRITE = "organisation.write"
    SUBSTITUTE_NAME = "substitute.name"
    RULEBOOK_READ = "rulebook.read"
    RULEBOOK_DRAFT = "rulebook.draft"
    RULEBOOK_SIGN = "rulebook.sign"
    RULEBOOK_TRY = "rulebook.try"
    RULEBOOK_PUT = "rulebook.put"
    PENALTY_READ = "penalty.read"
    PENALTY_PROPOSE = "penalty.propose"
    PENALTY_DECIDE = "penalty.decide"
    PENALTY_NOTE = "penalty.note"
    REWARD_PROPOSE = "reward.propose"
    WAGE_ENTER = "wage.enter"
    REWARD_READ = "reward.read"
    REWARD_GIVE = "reward.give"
    REWARD_DECIDE = "reward.decide"
    SCORECARD_READ = "scorecard.read"
    SCORECARD_ASSESS = "scorecard.assess"
    SCORECARD_TARGET = "scorecard.target"
    SCORECARD_FREEZE = "scorecard.freeze"
    SCORECARD_SIGN = "scorecard.sign"
    AUDIT_READ = "audit.read"
    MACHINERY_READ = "machinery.read"
    MACHINERY_RUN = "machinery.run"
    MONTH_READ = "month.read"
    MONTH_SUMMARIZE = "month.summarize"
    MONTH_SEND = "month.send"
    MONTH_APPROVE = "month.approve"
    MONTH_CLOSE = "month.close"
    MONTH_ASK_REOPENING = "month.ask_reopening"
    MONTH_REOPEN = "month.reopen"
    REPLENISHMENT_READ = "replenishment.read"
    REPLENISHMENT_DELIVER = "replenishment.deliver"
    ACCOUNT_READ = "account.read"
    EXPORT = "export"
    IMPORT = "import"


SALES = (R.CLERK, R.SUPERVISOR, R.DEPARTMENT_HEAD)
LEADERS = (R.DIRECTOR, R.GENERAL_MANAGER)
OFFICES = (R.SALES_ADMINISTRATION, R.GENERAL_OFFICE)
CASE_READERS = (*SALES, *LEADERS, *OFFICES, R.FINANCE, R.LOGISTICS, R.QUALITY, R.SERVICE_ENGINEER)

GRANTS: dict[Permission, tuple[Role, ...]] = {
    Permission.COMPLAINT_READ: CASE_READERS,
    Permission.COMPLAINT_REGISTER: (*SALES, *OFFICES, R.QUALITY),
    Permission.COMPLAINT_ASSIGN: (R.SUPERVISOR, R.DEPARTMENT_HEAD, R.DIRECTOR),
    Permission.COMPLAINT_HANDLE: SALES,
    Permission.COMPLAINT_INVESTIGATE: (*SALES, R.QUALITY),
    Permission.PLAN_REVIEW: (R.SUPERVISOR, R.DEPARTMENT_HEAD, *LEADERS, R.GENERAL_OFFICE, R.QUALITY),
    Permission.COMPLAINT_WITHDRAW: (R.SUPERVISOR, R.DEPARTMENT_HEAD),
    Permission.COMPLAINT_REOPEN: (R.DIRECTOR, R.GENERAL_MANAGER),
    Permission.COMPLAINT_DISPUTE: (R.DEPARTMENT_HEAD, R.GENERAL_OFFICE, *LEADERS),
    Permission.COMPLAINT_CLASS: (R.SUPERVISOR, R.DEPARTMENT_HEAD),
    # Which of them, says the policy of the case.
    Permission.EXTENSION_DECIDE: (R.SUPERVISOR, R.DEPARTMENT_HEAD, *LEADERS, *OFFICES),
    Permission.FALSE_REPORT_DECIDE: (R.DEPARTMENT_HEAD, *LEADERS),
    Permission.ATTACHMENT_ADD: (*SALES, *OFFICES, R.LOGISTICS, R.QUALITY),
    Permission.SETTLEMENT_SIGN: (*SALES, *LEADERS),
    Permission.SETTLEMENT_READ: (*SALES, *LEADERS, *OFFICES, R.FINANCE, R.LOGISTICS, R.QUALITY),
    Permission.GOODS_RECEIVE: (R.LOGISTICS,),
    Permission.GOODS_HAND_OVER: (R.LOGISTICS,),
    Permission.CASH_PAY: (R.FINANCE,),
    Permission.FILING_READ: (*SALES, *LEADERS, *OFFICES),
    Permission.FILING_DO: OFFICES,
    Permission.FORM_READ: (*SALES, *LEADERS, *OFFICES),
    Permission.FORM_MOVE: (*SALES, *LEADERS, *OFFICES),
    Permission.FORM_KEEP: OFFICES,
    Permission.COST_READ: CASE_READERS,
    Permission.COST_ENTER: (R.DEPARTMENT_HEAD, R.FINANCE, R.LOGISTICS, R.QUALITY, R.SERVICE_ENGINEER),
    Permission.LETTER_READ: (*SALES, *LEADERS, *OFFICES, R.QUALITY),
    Permission.LETTER_WRITE: (*SALES, *OFFICES, R.QUALITY),
    Permission.CALL_BACK_READ: (*SALES, *LEADERS, *OFFICES, R.QUALITY),
    Permission.CALL_BACK_DO: (R.GENERAL_OFFICE,),
    Permission.DAILY_REPORT_SEND: (R.GENERAL_OFFICE,),
    Permission.COMPLAINT_CLOSE: (R.GENERAL_OFFICE,),
    Permission.SERVICE_READ: (*SALES, *LEADERS, *OFFICES, R.QUALITY, R.SERVICE_ENGINEER),
    Permission.SERVICE_REQUEST: (*SALES, R.GENERAL_OFFICE, R.SERVICE_ENGINEER),
    Permission.SERVICE_VISIT: (R.SERVICE_ENGINEER, R.SUPERVISOR, R.DEPARTMENT_HEAD),
    Permission.CUSTOMER_READ: (*SALES, *LEADERS, *OFFICES, R.QUALITY, R.FINANCE, R.LOGISTICS, R.SERVICE_ENGINEER),
    Permission.CUSTOMER_WRITE: (*SALES, *OFFICES),
    Permission.PRODUCT_READ: tuple(Role),
    Permission.PRODUCT_WRITE: (R.QUALITY, R.ADMINISTRATOR),
    Permission.SHIPMENT_READ: (*SALES, *LEADERS, *OFFICES, R.FINANCE, R.LOGISTICS, R.QUALITY),
    Permission.SHIPMENT_WRITE: (R.LOGISTICS,),
    Permission.STAFF_READ: (*SALES, *LEADERS, *OFFICES, R.HUMAN_RESOURCES, R.ADMINISTRATOR),
    Permission.STAFF_WRITE: (R.ADMINISTRATOR,),
    Permission.ORGANISATION_READ: tuple(Role),
    Permission.ORGANISATION_WRITE: (R.ADMINISTRATOR,),
    Permission.SUBSTITUTE_NAME: (R.SUPERVISOR, R.DEPARTMENT_HEAD, *LEADERS, R.ADMINISTRATOR),
    Permission.RULEBOOK_READ: tuple(Role),
    # Which of them, the issue in force says (P21 十二).
    Permission.RULEBOOK_DRAFT: AMENDERS,
    Permission.RULEBOOK_SIGN: AMENDERS,
    # Whoever drafts or signs an issue sees first what it would change.
    Permission.RULEBOOK_TRY: AMENDERS,
    Permission.RULEBOOK_PUT: (R.GENERAL_MANAGER,),
    # Everybody has entries of their own to read.
    Permission.PENALTY_READ: tuple(Role),
    Permission.PENALTY_PROPOSE: (R.DEPARTMENT_HEAD, R.GENERAL_OFFICE, R.HUMAN_RESOURCES),
    Permission.PENALTY_DECIDE: (R.SUPERVISOR, R.DEPARTMENT_HEAD, *LEADERS),
    Permission.PENALTY_NOTE: (R.HUMAN_RESOURCES,),
    Permission.REWARD_PROPOSE: (R.DEPARTMENT_HEAD, R.HUMAN_RESOURCES),
    Permission.WAGE_ENTER: (R.HUMAN_RESOURCES,),
    # To complainants and departments; rewards of staff are entries.
    Permission.REWARD_READ: (*SALES, *LEADERS, *OFFICES, R.FINANCE, R.QUALITY, R.HUMAN_RESOURCES),
    Permission.REWARD_GIVE: (*SALES, R.GENERAL_OFFICE, R.QUALITY, R.HUMAN_RESOURCES),
    Permission.REWARD_DECIDE: LEADERS,
    Permission.SCORECARD_READ: (*CASE_READERS, R.HUMAN_RESOURCES),
    Permission.SCORECARD_ASSESS: (R.DEPARTMENT_HEAD, *LEADERS),
    # Whoever is measured by it does not set it.
    Permission.SCORECARD_TARGET: (*LEADERS, R.FINANCE),
    Permission.SCORECARD_FREEZE: (R.GENERAL_OFFICE,),
    # Leaders sign the cards of those who sign.
    Permission.SCORECARD_SIGN: (R.HUMAN_RESOURCES, *LEADERS),
    Permission.AUDIT_READ: (R.GENERAL_MANAGER, R.ADMINISTRATOR),
    Permission.MACHINERY_READ: (R.ADMINISTRATOR,),
    Permission.MACHINERY_RUN: (R.ADMINISTRATOR,),
    # Whoever may enter something by a form; of what kind, says the form's own permission.
    Permission.IMPORT: (
        *SALES,
        *OFFICES,
        R.FINANCE,
        R.LOGISTICS,
        R.QUALITY,
        R.SERVICE_ENGINEER,
        R.HUMAN_RESOURCES,
        R.ADMINISTRATOR,
    ),
    Permission.MONTH_READ: (R.DEPARTMENT_HEAD, *LEADERS, *OFFICES, R.FINANCE, R.LOGISTICS),
    # A head signs where nobody holds the post of sales administration.
    Permission.MONTH_SUMMARIZE: (R.SALES_ADMINISTRATION, R.DEPARTMENT_HEAD),
    Permission.MONTH_SEND: (R.GENERAL_OFFICE,),
    Permission.MONTH_APPROVE: (R.GENERAL_MANAGER, R.FINANCE),
    Permission.MONTH_CLOSE: (R.FINANCE,),
    Permission.MONTH_ASK_REOPENING: (*OFFICES, R.FINANCE),
    Permission.MONTH_REOPEN: (R.GENERAL_MANAGER,),
    Permission.REPLENISHMENT_READ: (R.DEPARTMENT_HEAD, *LEADERS, *OFFICES, R.FINANCE, R.LOGISTICS),
    Permission.REPLENISHMENT_DELIVER: (R.LOGISTICS,),
    Permission.ACCOUNT_READ: (*SALES, *LEADERS, *OFFICES, R.FINANCE, R.LOGISTICS),
    Permission.EXPORT: (
        *SALES,
        *LEADERS,
        *OFFICES,
        R.FINANCE,
        R.LOGISTICS,
        R.QUALITY,
        R.HUMAN_RESOURCES,
        R.ADMINISTRATOR,
    ),
}


class NotPermitted(Refusal):
    """The person's roles do not open this door."""


def allowed(roles: Iterable[Role], permission: Permission) -> bool:
    """Whether any of the roles grants the permission."""
    return not frozenset(roles).isdisjoint(GRANTS[permission])


def require(roles: Iterable[Role], permission: Permission) -> None:
    """Refuse unless one of the roles grants the permission.

    :raises NotPermitted: naming the roles that may.
    """
    if not allowed(roles, permission):
        raise NotPermitted(say("Your role may not do this; it is for: %(roles)s.", roles=GRANTS[permission]))
