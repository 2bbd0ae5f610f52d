"""The topics of the rulebook as tables, in the order of a case's life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext, ngettext

from admin_views.clock import today
from admin_views.rulebook_returns import returns
from admin_views.rulebook_tables import Line, Part, Topic, kinds, line, said, setting, yes
from admin_views.words import listed, money, words
from rulebook import Book, wage_law
from rulebook.authority import Rung
from rulebook.time_limits import Limit
from rules.months import following_months, month_steps
from terms.limits import DayOff, LimitKind

MONTHS_SHOWN = 12


def intake(book: Book) -> list[Part]:
    rule = book.intake
    demands = [
        line(one.clause, words(one.field), kinds(one.kinds), _("packaged goods only") if one.only_packaged else "")
        for one in rule.demands
    ]
    anonymous = [
        setting(_("Anonymous complaints"), yes(rule.anonymous_allowed), why=rule.anonymous_reason),
        setting(_("What an anonymous complaint may leave out"), kinds(rule.anonymous_may_omit)),
        setting(_("A photo is needed when the batch number cannot be read"), yes(rule.unread_batch_needs_photo)),
    ]
    queue = [
        setting(_("Serious complaint"), str(rule.priority.serious), why=rule.priority.reason),
        setting(_("Key customer"), str(rule.priority.key_customer)),
    ]
    return [
        Part(_("What must be recorded"), [_("Fact"), _("For"), _("Only")], demands),
        Part(_("Anonymous and unreadable"), [_("Question"), _("Answer")], anonymous),
        Part(_("Order of the queue"), [_("Because of"), _("Points")], queue),
    ]


def time_limits(book: Book) -> list[Part]:
    hours = book.time_limits.service_hours
    limits = [
        line(one.clause, words(one.clock), kinds(one.kinds), words(one.starts), span(one), why=one.reason)
        for one in book.time_limits.limits
    ]
    shift = setting(_("Service hours"), f"{hours.opens:%H:%M}–{hours.closes:%H:%M}", why=hours.reason)
    return [
        Part(_("Limits"), [_("Time limit"), _("For"), _("Counted from"), _("Limit")], limits),
        Part(_("The working day"), [_("What"), _("When")], [shift]),
    ]


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


def authority(book: Book) -> list[Part]:
    rule = book.authority
    labels = [
        _("Compensated / exchanged"),
        _("Decides"),
        _("Co-sign"),
        _("Filing office"),
        _("Goods first at the warehouse"),
    ]
    tops = [None, *(rung.within for rung in rule.rungs)]
    ladder = [_rung(_band(below, rung.within), rung) for below, rung in zip(tops, rule.rungs, strict=False)]
    least = _("at least: %(role)s", role=words(rule.one_to_many.at_least))
    own = _("A case of one's own above %(above)s×", above=rule.own_case.above)
    beside = [
        line(rule.one_to_many.clause, _("One incident that compensates many people"), least),
        setting(own, _("the next one up"), why=rule.own_case.reason),
    ]
    return [
        Part(_("The ladder"), labels, [*ladder, _rung(_("Any compensation in money"), rule.cash)]),
        Part(_("Special cases"), [_("Situation"), _("Decides")], beside),
    ]


def _band(below: int | None, top: int | None) -> str:
    if top is None:
        return _("above %(below)s×", below=below)
    if below is None:
        return _("up to %(top)s×", top=top)
    return _("above %(below)s× to %(top)s×", below=below, top=top)


def _rung(band: str, rung: Rung) -> Line:
    signers, office = listed(rung.co_signers), words(rung.file_at)
    return line(rung.clause, band, words(rung.decides), signers, office, yes(rung.needs_goods_received))


def execution(book: Book) -> list[Part]:
    rule = book.execution
    filed = line(rule.clause, _("Filed before goods or money leave"), yes(rule.needs_filing_first), why=rule.reason)
    return [Part("", [_("Rule"), _("Applies")], [filed])]


def callback(book: Book) -> list[Part]:
    rule = book.callback
    questions = [line(rule.record_clause, words(one.key), said(one.text)) for one in rule.questions]
    follows = [line(one.clause, words(one.outcome), words(one.follows)) for one in rule.consequences.values()]
    what = _("Unanswered calls before a case may be closed on record")
    tries = line(rule.clause, what, str(rule.attempts), why=rule.attempts_reason)
    return [
        Part(_("What is asked"), [_("About"), _("Question")], questions),
        Part(_("What follows"), [_("Answer"), _("Then")], follows),
        Part(_("Calls"), [_("What"), _("How many")], [tries]),
    ]


def month_close(book: Book) -> list[Part]:
    rule = book.month_close
    steps = [line(one.clause, said(one.name), words(one.by_role), _until(one.due_day)) for one in rule.steps]
    day_off = setting(_("When the day is a day off"), "", words(rule.day_off))
    labels = [_("Month"), *(words(one) + (" ✓" if one is rule.day_off else "") for one in DayOff)]
    preview = [_month_to_come(book, month) for month in following_months(today(), MONTHS_SHOWN)]
    return [
        Part("", [_("Step"), _("By whom"), _("Until")], [*steps, day_off]),
        Part(_("The next twelve months, as a day off would move the days"), labels, preview),
    ]


def _month_to_come(book: Book, month: date) -> Line:
    """One month to be closed: its days under each of the settings."""
    days = [
        listed(one.due_on for one in month_steps(month, replace(book.month_close, day_off=way), book.calendar))
        for way in DayOff
    ]
    return setting(f"{month:%Y-%m}", *days)


def _until(day: int) -> str:
    return _("the end of day %(day)s of the following month", day=day)


def penalties(book: Book) -> list[Part]:
    rule = book.penalties
    prices = [
        line(one.clause, said(one.name), said(one.who), _price(one.least, one.most), said(one.per))
        for one in rule.penalties
    ]
    mode = setting(_("How they are carried out"), "", words(rule.mode), "")
    off_the_ladder = [setting(words(role), words(rung)) for role, rung in rule.stands_as.items()]
    in_time = line(rule.call_back_clause, _("A call-back is in time for"), _workdays(rule.call_back_days))
    return [
        Part("", [_("Breach"), _("Who pays"), _("Amount"), _("Per")], [*prices, mode]),
        Part(_("When a fact is one"), [_("What"), _("Limit")], [in_time]),
        Part(_("The next rung confirms: where others stand"), [_("Role"), _("Stands as")], off_the_ladder),
        Part(_("Where wages are touched"), [_("Law"), _("At most of a month's wage")], _law()),
    ]


def _workdays(number: int) -> str:
    return ngettext("%(num)d working day after the result", "%(num)d working days after the result", number)


def _law() -> list[Line]:
    """The figure of the law, and what a company must know; each with how sure it is."""
    law = wage_law()
    figure = setting(said(law.citation), f"{law.percent} %", why=law.rule)
    return [figure, *(setting(said(one.citation), "", why=one.text) for one in law.notices)]


def _price(least: Any, most: Any) -> str:
    return money(least) if least == most else f"{money(least)}–{money(most)}"


def papers(book: Book) -> list[Part]:
    rule = book.papers
    form = line(rule.hand_in_clause, _("Handling form handed in, days after approval"), str(rule.hand_in_days),
                why=rule.hand_in_reason)  # fmt: skip
    letter = setting(_("Letter answered, days after its date"), str(rule.reply_days), why=rule.reply_reason)
    return [Part("", [_("What"), _("How many")], [form, letter])]


TOPICS = (
    Topic(
        "intake", lazy_gettext("Taking a complaint"), lazy_gettext("What is asked, and which case goes first"), intake
    ),
    Topic("time_limits", lazy_gettext("Time limits"), lazy_gettext("Until when each step is done"), time_limits),
    Topic(
        "authority", lazy_gettext("Authority"), lazy_gettext("Who decides, who co-signs, where it is filed"), authority
    ),
    Topic(
        "returns", lazy_gettext("Returns and exchanges"), lazy_gettext("What is taken back, from whom, how"), returns
    ),
    Topic(
        "execution", lazy_gettext("Filing before execution"), lazy_gettext("What comes before goods leave"), execution
    ),
    Topic("callback", lazy_gettext("Call-back rules"), lazy_gettext("What is asked, and what follows"), callback),
    Topic(
        "month_close", lazy_gettext("Close of the month"), lazy_gettext("Which summary is due, from whom"), month_close
    ),
    Topic("penalties", lazy_gettext("Penalties"), lazy_gettext("What a breach costs"), penalties),
    Topic("papers", lazy_gettext("Papers and letters"), lazy_gettext("How soon they come in and are answered"), papers),
)
