"""A complaint's life: how it came in, its states, its acts, what is given."""

from __future__ import annotations

from terms.term import Term


class ComplaintKind(Term):
    QUALITY_COMPLAINT = "quality_complaint", "质量投诉", "Quality complaint"
    SERVICE_COMPLAINT = "service_complaint", "服务投诉", "Service complaint"
    RETURN = "return", "退换货申请", "Return or exchange"
    SERVICE_REQUEST = "service_request", "服务需求", "Service request"
    CONSULTATION = "consultation", "咨询", "Consultation"
    SUGGESTION = "suggestion", "意见建议", "Suggestion"

    @property
    def settles(self) -> bool:
        """Whether it ends in a settlement; a question, a wish or a service is answered without one."""
        return self in (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SERVICE_COMPLAINT, ComplaintKind.RETURN)


class Channel(Term):
    PHONE = "phone", "电话热线", "Telephone"
    DISTRIBUTOR = "distributor", "经销商转来", "Through a distributor"
    SALES_CENTRE = "sales_centre", "销售中心", "Sales centre"
    MARKET_POINT = "market_point", "市场售点", "Market sales point"
    LETTER = "letter", "来信", "Letter"
    VISIT = "visit", "来访", "Visit"
    WEB = "web", "网站", "Web site"
    EMAIL = "email", "电子邮件", "E-mail"
    WECHAT = "wechat", "微信公众号", "WeChat"
    SMS = "sms", "短信", "SMS"
    COMPLAINT_BOX = "complaint_box", "投诉箱", "Complaint box"
    EMPLOYEE = "employee", "员工反映", "Employee"
    AUTHORITY = "authority", "监管部门或媒体", "Authority or media"
    CHAT = "chat", "在线客服", "Online chat"


class Source(Term):
    """The three sources a quality complaint can have (P06 三; IN-12)."""

    SALES_CENTRE = "sales_centre", "销售中心", "Sales centre"
    CONSUMER_CALL = "consumer_call", "消费者来电", "Consumer's call"
    MARKET_POINT = "market_point", "市场售点", "Market sales point"


class Severity(Term):
    GENERAL = "general", "一般", "General"
    SERIOUS = "serious", "严重", "Serious"


class State(Term):
    REGISTERED = "registered", "已登记", "Registered"
    HANDLING = "handling", "处理中", "Handling"
    PROPOSED = "proposed", "待审批", "Settlement proposed"
    APPROVED = "approved", "已批准", "Approved"
    FILED = "filed", "已备案", "Filed"
    EXECUTED = "executed", "已执行", "Executed"
    ANSWERED = "answered", "已反馈", "Answered"
    REOPENED = "reopened", "重新处理", "Reopened"
    DISPUTED = "disputed", "争议", "Disputed"
    CLOSED = "closed", "已结案", "Closed"
    WITHDRAWN = "withdrawn", "已撤销", "Withdrawn"
    MERGED = "merged", "已合并", "Merged"


class Act(Term):
    """What can be done to a complaint; `rules.lifecycle` says when and by whom."""

    ASSIGN = "assign", "指派", "Assign"
    CONTACT = "contact", "记录联系", "Record contact"
    COMPLETE_FACTS = "complete_facts", "补充信息", "Complete the facts"
    INVESTIGATE = "investigate", "记录调查", "Record finding"
    INSPECT = "inspect", "质量检查", "Record the inspection"
    PLAN = "plan", "制定方案", "Make the plan"
    REVIEW_PLAN = "review_plan", "审核方案", "Review the plan"
    CLASSIFY = "classify", "定级", "Class the case"
    RECLASSIFY = "reclassify", "改级", "Class anew"
    TICK_DUTY = "tick_duty", "完成分级要求", "Tick off a duty"
    PAUSE = "pause", "暂停计时", "Pause"
    RESUME = "resume", "恢复计时", "Go on"
    ASK_EXTENSION = "ask_extension", "申请延期", "Ask for an extension"
    DECIDE_EXTENSION = "decide_extension", "审批延期", "Decide on the extension"
    RECEIVE_GOODS = "receive_goods", "货物入库确认", "Confirm goods received"
    PROPOSE = "propose", "提出处理方案", "Propose settlement"
    FIND_UNFOUNDED = "find_unfounded", "认定不成立", "Find unfounded"
    SIGN = "sign", "签字同意", "Sign"
    SEND_BACK = "send_back", "退回修改", "Return for correction"
    REFUSE = "refuse", "不同意", "Refuse"
    AGREE = "agree", "记录客户同意", "Record the customer's agreement"
    RECORD_STEP = "record_step", "记录步骤", "Record a step"
    TELL = "tell", "记录告知", "Record what was told"
    CORRECT = "correct", "记录整改", "Record the correction"
    WRITE_REPORT = "write_report", "填写处理报告", "Write the report"
    TAKE_BACK = "take_back", "收回方案", "Take back proposal"
    FILE = "file", "备案", "File"
    HAND_OVER = "hand_over", "物流交接", "Hand over goods"
    PAY = "pay", "付款", "Pay"
    PROVE = "prove", "执行凭证", "Prove execution"
    ANSWER = "answer", "反馈结果", "Report result"
    CALL_BACK = "call_back", "回访", "Call back"
    DECIDE_REPORT = "decide_report", "认定虚报误报", "Decide on the false report"
    DISPUTE = "dispute", "转入争议", "Open dispute"
    SETTLE_DISPUTE = "settle_dispute", "了结争议", "Settle dispute"
    CLOSE = "close", "结案", "Close"
    REOPEN = "reopen", "重新处理", "Reopen"
    WITHDRAW = "withdraw", "撤销", "Withdraw"
    MERGE = "merge", "合并", "Merge"


class Remedy(Term):
    EXCHANGE = "exchange", "调换", "Exchange"
    REPLACEMENT = "replacement", "倍数赔偿", "Replacement by a multiple"
    REFUND = "refund", "退款", "Refund"
    CASH = "cash", "现金赔偿", "Cash compensation"
    REPAIR = "repair", "维修", "Repair"
    APOLOGY = "apology", "致歉", "Apology"


class SettlementStatus(Term):
    PROPOSED = "proposed", "待签字", "Proposed"
    APPROVED = "approved", "已批准", "Approved"
    SENT_BACK = "sent_back", "退回修改", "Returned for correction"
    REFUSED = "refused", "不同意", "Refused"
    TAKEN_BACK = "taken_back", "已收回", "Taken back"


class SignaturePart(Term):
    DECIDES = "decides", "审批", "Decides"
    CO_SIGNS = "co_signs", "会签", "Co-signs"


class Verdict(Term):
    PENDING = "pending", "待签", "Pending"
    SIGNED = "signed", "同意", "Signed"
    SENT_BACK = "sent_back", "退回修改", "Returned"
    REFUSED = "refused", "不同意", "Refused"
    DROPPED = "dropped", "无需再签", "No longer needed"


class Responsible(Term):
    """Who answers for the cause, as the investigation found."""

    PRODUCTION = "production", "生产", "Production"
    TRANSPORT = "transport", "运输", "Transport"
    DISTRIBUTOR = "distributor", "经销商储存", "Distributor's storage"
    SALES_POINT = "sales_point", "售点储存", "Sales point's storage"
    CONSUMER = "consumer", "消费者使用", "Consumer's use"
    SERVICE = "service", "服务人员", "Service staff"
    UNKNOWN = "unknown", "未能确定", "Not determined"


class Clock(Term):
    """A time limit that runs on a case."""

    FIRST_CONTACT = "first_contact", "首次联系", "First contact"
    RESULT = "result", "结果反馈综合部", "Result to the general office"
    SAME_DAY = "same_day", "当天处理", "Handled the same day"
    HEADQUARTERS_REPORT = "headquarters_report", "向总部反馈", "Report to headquarters"
    PICK_UP = "pick_up", "接通或回复咨询", "Consultation picked up"
    ACKNOWLEDGEMENT = "acknowledgement", "受理确认", "Acknowledgement"
    RESPONSE = "response", "响应", "Response"
    VERIFICATION = "verification", "初步核实", "Preliminary verification"
    PRELIMINARY_OPINION = "preliminary_opinion", "初步处理意见", "Preliminary opinion"
    GOODS_PROCESSED = "goods_processed", "退换货处理", "Returned goods processed"
    GOODS_DELIVERED = "goods_delivered", "物流完成退换", "Exchange delivered"
    REPAIR_ARRANGED = "repair_arranged", "安排维修", "Repair arranged"


class CallBackOutcome(Term):
    SATISFIED = "satisfied", "满意", "Satisfied"
    DISSATISFIED = "dissatisfied", "不满意", "Not satisfied"
    CONTRADICTS = "contradicts", "与反馈不符", "Contradicts the report"
    NOT_REACHED = "not_reached", "未接通", "Not reached"
    GIVEN_UP = "given_up", "多次未接通", "Given up"


class AttachmentKind(Term):
    PHOTO = "photo", "照片", "Photo"
    EVIDENCE = "evidence", "证据", "Evidence"
    PROOF = "proof", "执行凭证", "Proof of execution"
    PAPER = "paper", "签字纸件", "Signed paper"


class FindingStatus(Term):
    OPEN = "open", "待核实", "Open"
    CONFIRMED = "confirmed", "属实", "Confirmed"
    DISMISSED = "dismissed", "不成立", "Dismissed"
