"""What a breach costs whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

import rulebook
from cli.explain import Asked, explain, issue_day, shared, today
from cli.option_types import Month
from rules.penalties import MOST_TIMES, Price, price
from rules.wages import legal_notice
from terms.limits import PenaltyMode
from terms.text import Text, say


@explain.command("penalty")
@click.option("--breach", help="The breach; --list names them.")
@click.option("--times", type=click.IntRange(1, MOST_TIMES), default=1, show_default=True)
@click.option("--month", type=Month(), help="The month of the fact; its rulebook issue is asked.")
@click.option("--list", "every", is_flag=True, help="Every breach with its price.")
@issue_day
@shared
def penalty(*, breach: str | None, times: int, month: date | None, every: bool, on: date | None, **asked: Any) -> None:
    """What a breach costs whom, and who confirms it."""
    ask = Asked(on=on, **asked)
    if every is (breach is not None):
        raise click.UsageError("Give --breach NAME, or --list.")
    penalties = ask.book(month or today()).penalties
    names = [row.breach for row in penalties.penalties]
    if breach is not None and breach not in names:
        raise click.BadParameter(f"{breach!r} is none of {', '.join(names)}", param_hint="--breach")
    prices = [price(name, penalties, times=times) for name in (names if breach is None else [breach])]
    ask.answer(
        lambda tell: {"mode": penalties.mode, "penalties": [_price_facts(one, penalties.mode, tell) for one in prices]},
        [*(sentence for one in prices for sentence in _price_sentences(one)), *_law(penalties.mode)],
    )


def _price_facts(one: Price, mode: PenaltyMode, tell: Callable[[Text], str]) -> dict[str, Any]:
    """A fixed amount as "20.00", a range as "100.00-300.00"; the amount is for all the times."""
    amount = str(one.least) if not one.is_range else f"{one.least}-{one.most}"
    return {
        "rule": one.breach,
        "name": tell(say("%(name)s", name=one.name)),
        "who": _key(one.who),
        "amount": amount,
        "least": str(one.least),
        "most": str(one.most),
        "times": one.times,
        "unit": "points" if mode is PenaltyMode.POINTS else "yuan",
        "per": _key(one.per),
        "consequence": tell(say("%(name)s", name=one.consequence)) if one.consequence else None,
        "clause": one.clause,
    }


def _key(name: rulebook.Words) -> str:
    """A word of the rulebook as other programs read it."""
    return name.en.lower().replace(" ", "_")


def _price_sentences(one: Price) -> list[Text]:
    amount = say("%(amount)s yuan", amount=one.least)
    if one.is_range:
        amount = say("%(least)s to %(most)s yuan, with a reason", least=one.least, most=one.most)
    priced = say(
        "%(name)s: %(who)s, %(amount)s for %(times)s %(per)s (%(clause)s) [%(breach)s]",
        breach=one.breach, name=one.name, who=one.who, amount=amount, times=one.times, per=one.per, clause=one.clause,
    )  # fmt: skip
    return [priced, say("Beside it: %(what)s", what=one.consequence)] if one.consequence else [priced]


def _law(mode: PenaltyMode) -> list[Text]:
    """How it is carried out, and what the law says where it touches wages."""
    carried_out = say("Carried out as: %(mode)s", mode=mode)
    return [carried_out, *legal_notice(rulebook.wage_law())] if mode is PenaltyMode.MONEY else [carried_out]
