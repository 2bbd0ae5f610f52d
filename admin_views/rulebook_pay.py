"""Penalties, rewards, the scorecard and the close of the month, as tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from admin_views.clock import today
from admin_views.rulebook_tables import Line, Part, line, said, setting, stated
from admin_views.words import listed, money, words
from rulebook import Book, wage_law
from rulebook.penalties import Penalty
from rules.months import following_months, month_steps
from terms.limits import DayOff

MONTHS_SHOWN = 12


def penalties(book: Book) -> list[Part]:
    rule = book.penalties
    mode = setting(_("How they are carried out"), "", words(rule.mode), "", "", at="mode")
    off_the_ladder = [
        setting(words(role), words(rung), at=f"stands_as.{role}") for role, rung in rule.stands_as.items()
    ]
    in_time = line(
        rule.call_back_clause, _("A call-back is in time for"), _workdays(rule.call_back_days), at="call_back_in_time"
    )
    labels = [_("Breach"), _("Who pays"), _("Amount"), _("Per"), _("Beside it")]
    return [
        Part("", labels, [*(_price(one) for one in rule.penalties), mode]),
        Part(_("When a fact is one"), [_("What"), _("Limit")], [in_time]),
        Part(_("The next rung confirms: where others stand"), [_("Role"), _("Stands as")], off_the_ladder),
        Part(_("Where wages are touched"), [_("Law"), _("At most of a month's wage")], _law()),
    ]


def _price(one: Penalty) -> Line:
    return stated(
        one, f"penalties.{one.breach}", said(one.name), said(one.who), _range(one.least, one.most), said(one.per),
        said(one.consequence),
    )  # fmt: skip


def _workdays(number: int) -> str:
    return ngettext("%(num)d working day after the result", "%(num)d working days after the result", number)


def _law() -> list[Line]:
    """The figure of the law, and what a company must know; each with how sure it is."""
    law = wage_law()
    figure = setting(said(law.citation), f"{law.percent} %", at="", why=law.rule)
    return [figure, *(setting(said(one.citation), "", at="", why=one.text) for one in law.notices)]


def _range(least: Any, most: Any) -> str:
    return money(least) if least == most else f"{money(least)}–{money(most)}"


def incentives(book: Book) -> list[Part]:
    rule = book.incentives
    rewards = [
        stated(one, f"rewards.{one.reward}", said(one.name), words(one.to), words(one.basis), words(one.every))
        for one in rule.rewards
    ]
    sanctions = [
        stated(one, f"sanctions.{one.sanction}", said(one.name), listed(one.sanctions)) for one in rule.sanctions
    ]
    return [
        Part(_("Rewards"), [_("Reward"), _("Who gets it"), _("For what"), _("How often it recurs")], rewards),
        Part(_("Sanctions"), [_("For what"), _("From the mildest to the hardest")], sanctions),
    ]


def scorecard(book: Book) -> list[Part]:
    card = book.scorecard
    if card is None:
        return []
    parts = [
        stated(one, f"parts.{one.measure}", words(one.measure), f"{_percent(card.share(one))} %", words(one.formula))
        for one in card.parts
    ]
    drawn = [
        line(card.clause, _("How often it is drawn up"), words(card.every), at="every", why=card.reason),
        line("", _("Who keeps it"), said(card.filed_by), at="filed_by"),
        line("", _("Who signs it"), words(card.signed_by), at="signed_by"),
    ]
    return [
        Part(_("What is scored"), [_("Measure"), _("Share"), _("How it becomes points")], parts),
        Part(_("When and by whom"), [_("What"), _("Rule")], drawn),
    ]


def _percent(share: Any) -> str:
    """An exact share in percent: 60, or 33⅓ written as 33.33."""
    percent = share * 100
    return str(percent) if percent.denominator == 1 else f"{float(percent):.2f}"


def month_close(book: Book) -> list[Part]:
    rule = book.month_close
    steps = [
        stated(one, f"steps.{one.step}", said(one.name), words(one.by_role), _until(one.due_day)) for one in rule.steps
    ]
    day_off = setting(_("When the day is a day off"), "", words(rule.day_off), at="day_off")
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
    return setting(f"{month:%Y-%m}", *days, at="")


def _until(day: int) -> str:
    return _("the end of day %(day)s of the following month", day=day)
