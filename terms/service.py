"""Field service in plain words: what was asked, and how the customer took it."""

from __future__ import annotations

from terms.term import Term


class ServiceKind(Term):
    INSTALLATION = "installation", "安装调试", "Installation"
    REPAIR = "repair", "维修", "Repair"
    MAINTENANCE = "maintenance", "保养", "Maintenance"
    INSPECTION = "inspection", "上门查看", "Site inspection"
    SUPPORT = "support", "技术支持", "Technical support"
    TRAINING = "training", "使用培训", "Training"


class ServiceStatus(Term):
    REQUESTED = "requested", "待上门", "Requested"
    VISITED = "visited", "已上门", "Visited"
    ACCEPTED = "accepted", "客户已验收", "Accepted"
    NOT_ACCEPTED = "not_accepted", "客户未验收", "Not accepted"


class ServiceAct(Term):
    """What is done to a service record after it was requested."""

    CHANGE = "change", "修改需求", "Correct the request"
    PLAN = "plan", "安排上门", "Plan the visit"
    VISIT = "visit", "记录上门", "Record the visit"
    ACCEPT = "accept", "客户验收", "Customer accepts"
    DECLINE = "decline", "客户不验收", "Customer does not accept"
