"""The calendar, the allowance and the month."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, shared, today
from cli.option_types import Day, Month
from rules.allowance import allowance as glass_allowance
from rules.calendar import explain_day
from rules.months import month_steps
from terms.text import say

# More than the company fills in a year; a slip of the finger beyond it.
MOST_BOTTLES = 10**12


@explain.command("calendar")
@click.option("--day", type=Day(), required=True)
@issue_day
@shared
def calendar(day: date, on: date | None, **asked: Any) -> None:
    """Whether a day is worked, and why."""
    ask = Asked(on=on, **asked)
    answer = explain_day(day, ask.book(today()).calendar)
    worked = (
        say("%(day)s is worked: %(reason)s", day=day, reason=answer.reason)
        if answer.working
        else say("%(day)s is a day off: %(reason)s", day=day, reason=answer.reason)
    )
    provisional = [say("Provisional: the notice of that year is not published.")] if answer.provisional else []
    ask.answer(
        lambda tell: {"working": answer.working, "reason": tell(answer.reason), "provisional": answer.provisional},
        [worked, *provisional],
    )


@explain.command("allowance")
@click.option("--bottles", type=click.IntRange(0, MOST_BOTTLES), required=True)
@issue_day
@shared
def allowance(bottles: int, on: date | None, **asked: Any) -> None:
    """The glass bottles a distributor is given for so many shipped in a quarter."""
    ask = Asked(on=on, **asked)
    book = ask.book(today())
    returns = book.returns
    if not returns.binds:
        raise click.UsageError(f"The pack {book.pack.key} has no terms for dealers, and no allowance.")
    earned = glass_allowance(bottles, returns.glass)
    ask.answer(
        lambda _: {
            "allowed_bottles": str(earned.bottles), "per_mille": str(earned.per_mille), "clause": earned.clause,
        },
        [
            say(
                "%(base)s bottles shipped earn %(bottles)s (%(per_mille)s per mille, whole bottles, %(clause)s)",
                base=earned.base, bottles=earned.bottles, per_mille=earned.per_mille, clause=earned.clause,
            )
        ],
    )  # fmt: skip


@explain.command("month")
@click.option("--month", type=Month(), required=True)
@issue_day
@shared
def month(month: date, on: date | None, **asked: Any) -> None:
    """The steps that close a month, each with its last day."""
    ask = Asked(on=on, **asked)
    book = ask.book(month)
    steps = month_steps(month, book.month_close, book.calendar)
    ask.answer(
        lambda _: {
            "steps": [
                {"step": one.step, "by_role": one.by_role, "due_on": one.due_on.isoformat(), "clause": one.clause}
                for one in steps
            ]
        },
        [
            say(
                "%(step)s: %(role)s, by the end of %(due)s (%(clause)s)",
                step=one.name, role=one.by_role, due=one.due_on, clause=one.clause,
            )
            for one in steps
        ],
    )  # fmt: skip
