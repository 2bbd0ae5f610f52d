"""Time limits, service hours, extension and escalation as tables."""

from __future__ import annotations

from dataclasses import replace

from flask_babel import gettext as _

from admin_views.rulebook_tables import Line, Part, line, only, said, setting, stated
from admin_views.words import listed, words
from rulebook import Book
from rulebook.time_limits import Limit, ServiceHours, TimeLimits, Unclassed
from terms.complaint import ComplaintKind
from terms.limits import LimitKind


def time_limits(book: Book) -> list[Part]:
    rule = book.time_limits
    limits = [
        stated(
            one, f"limits.{one.row}", words(one.clock), only(one.kinds, ComplaintKind), _only(one), words(one.starts),
            span(one),
        )
        for one in rule.limits
    ]  # fmt: skip
    labels = [_("Time limit"), _("For"), _("Only"), _("Counted from"), _("Limit")]
    return [
        Part(_("Limits"), labels, limits),
        Part(_("The working day"), [_("What"), _("When")], _hours(rule.service_hours)),
        Part(_("Warning, waiting and putting off"), [_("What"), _("How much")], _moving(rule)),
        Part(_("Late cases go up"), [_("Level"), _("Hours late"), _("Who hears of it")], _levels(rule)),
        *([_unclassed(rule.unclassed)] if rule.unclassed else []),
    ]


def _only(one: Limit) -> str:
    urgent = [] if one.urgent is None else [_("urgent") if one.urgent else _("not urgent")]
    found = [*sorted(one.severities), *sorted(one.classes), *sorted(one.provinces), *urgent]
    return listed(found) if found else ""


def span(limit: Limit) -> str:
    """How long a limit is, in words."""
    if limit.at is not None:
        return _("by %(time)s the same working day", time=f"{limit.at:%H:%M}")
    return {
        LimitKind.END_OF_SHIFT: _("by the end of shift"),
        LimitKind.MINUTES: _("%(count)s minutes", count=limit.amount),
        LimitKind.SERVICE_MINUTES: _("%(count)s minutes of service time", count=limit.amount),
        LimitKind.HOURS: _("%(count)s hours", count=limit.amount),
        LimitKind.WORKING_DAYS: _("%(count)s working days", count=limit.amount),
        LimitKind.CALENDAR_DAYS: _("%(count)s calendar days", count=limit.amount),
    }[limit.kind]


def _hours(hours: ServiceHours) -> list[Line]:
    when = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    shift = line(hours.clause, _("Service hours"), when, at="service_hours", why=hours.reason)
    days = line("", _("On which days"), words(hours.days), at="service_hours")
    if hours.longer_reported_to is None:
        return [shift, days]
    told = _("the customer is told before, %(role)s hears of it after", role=words(hours.longer_reported_to))
    return [shift, days, line(hours.longer_clause, _("To serve longer"), told, at="service_hours")]


def _moving(rule: TimeLimits) -> list[Line]:
    """What warns before a time is over, and what moves it."""
    pause, home = rule.pause, rule.home
    waits = [stated(pause, "pause", _("The time stands still for"), listed(pause.waits))] if pause else []
    own = [stated(home, "home", _("The company's own province"), words(home.province))] if home else []
    return [*_warning(rule), *waits, *_extension(rule), *own]


def _warning(rule: TimeLimits) -> list[Line]:
    if not rule.warn_percent:
        return []
    left = _("when %(percent)s %% of the time is left", percent=rule.warn_percent)
    return [setting(_("Warning"), left, at="warning", why=rule.warn_reason)]


def _extension(rule: TimeLimits) -> list[Line]:
    if rule.extension is None:
        return []
    one = rule.extension
    most = _("at most %(most)s, in the unit of the limit", most=one.most) if one.most else _("no upper limit")
    approved = _("%(role)s approves; %(most)s", role=words(one.approver), most=most)
    return [stated(one, "extension", _("Putting off"), approved)]


def _levels(rule: TimeLimits) -> list[Line]:
    return [
        stated(one, f"escalation.{one.level}", str(one.level), _hours_late(one.after_hours), words(one.to))
        for one in rule.escalation
    ]


def _hours_late(hours: int) -> str:
    return str(hours) if hours else _("at once")


def _unclassed(rule: Unclassed) -> Part:
    lines = [setting(words(severity), words(one), at="unclassed") for severity, one in rule.by_severity.items()]
    lines[0] = replace(lines[0], reason=said(rule.reason))
    return Part(_("Until somebody has classed a case"), [_("Severity"), _("Counts as")], lines)
