"""How a time limit is counted, and from when."""

from __future__ import annotations

from terms.term import Term


class LimitKind(Term):
    CLOCK_TIME = "clock_time", "当天钟点", "Time of day"
    END_OF_SHIFT = "end_of_shift", "下班前", "End of shift"
    MINUTES = "minutes", "分钟", "Minutes"
    SERVICE_MINUTES = "service_minutes", "服务时间内分钟数", "Minutes of service time"
    HOURS = "hours", "小时", "Hours"
    WORKING_DAYS = "working_days", "工作日", "Working days"
    CALENDAR_DAYS = "calendar_days", "日历天", "Calendar days"

    @property
    def has_amount(self) -> bool:
        return self not in (LimitKind.CLOCK_TIME, LimitKind.END_OF_SHIFT)


class StartsAt(Term):
    REGISTERED = "registered", "登记时", "Registration"
    CALLED_BACK = "called_back", "回访确认时", "Confirmed by call-back"
    ACCEPTED = "accepted", "受理时", "Acceptance"
    GOODS_RECEIVED = "goods_received", "收到退回货物时", "Returned goods received"
    RETURN_APPROVED = "return_approved", "退换货审核通过时", "Return approved"


class ServiceDays(Term):
    """On which days the service desk is open."""

    WORKING_DAYS = "working_days", "工作日", "Working days"
    EVERY_DAY = "every_day", "每天", "Every day"


class Province(Term):
    """Where the complainant is, seen from the company."""

    IN = "in", "省内", "In the province"
    OUT = "out", "省外", "Out of the province"


class PauseReason(Term):
    """What a case waits for while its time limits are paused."""

    CUSTOMER = "customer", "等待客户答复或资料", "Waiting for the customer"
    TEST = "test", "等待样品或检测结果", "Waiting for a sample or test"


class ExtensionStatus(Term):
    ASKED = "asked", "待批准", "Asked for"
    APPROVED = "approved", "已批准", "Approved"
    REFUSED = "refused", "不同意", "Refused"


class ClockEvent(Term):
    """What happens to a running time limit."""

    PAUSED = "paused", "暂停", "Paused"
    RESUMED = "resumed", "恢复", "Resumed"
    EXTENDED = "extended", "延长", "Extended"
    RECLASSED = "reclassed", "改级", "Classed anew"
    STOPPED = "stopped", "完成", "Done"


class ClockState(Term):
    RUNNING = "running", "进行中", "Running"
    WARNING = "warning", "即将到期", "Due soon"
    PAUSED = "paused", "已暂停", "Paused"
    LATE = "late", "超时", "Late"
    MET = "met", "按时完成", "Done in time"
    MISSED = "missed", "超时完成", "Done late"


class DayOff(Term):
    """What becomes of a date that falls on a day off."""

    KEEP = "keep", "日期不变", "Keep the date"
    EARLIER = "earlier", "提前到前一工作日", "Move to the working day before"
    LATER = "later", "顺延到下一工作日", "Move to the next working day"


class PenaltyMode(Term):
    POINTS = "points", "扣分", "Points"
    BONUS_REDUCTION = "bonus_reduction", "扣减奖金", "Bonus reduction"
    MONEY = "money", "扣款", "Money"
