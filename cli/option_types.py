"""What the options of a command may be, each refusing with one plain sentence."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import click

from terms.term import Term
from terms.time import SHANGHAI

# Years a case of this company can lie in; beyond them date arithmetic has no meaning here.
YEARS = range(2000, 2101)
# No quantity and no sum of money here has more digits; an exponent could fill the memory.
DIGITS = 12


class Day(click.ParamType):
    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-11-02", param, ctx)
        return day if day.year in YEARS else self.fail(f"{value!r} is not in this century", param, ctx)


class Month(Day):
    """A month like 2026-09, as its first day."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", str(value)):
            self.fail(f"{value!r} is not a month like 2026-09", param, ctx)
        return super().convert(f"{value}-01", param, ctx)


class Moment(click.ParamType):
    """A time in ISO 8601; without an offset it is company time."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            at = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a time like 2026-11-02T15:30", param, ctx)
        if at.year not in YEARS:
            self.fail(f"{value!r} is not in this century", param, ctx)
        return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


class Quantity(click.ParamType):
    """A plain decimal number from `least` on, exact."""

    name = "number"

    def __init__(self, *, above_zero: bool = False) -> None:
        self.above_zero = above_zero

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            number = Decimal(value)
        except InvalidOperation:
            self.fail(f"{value!r} is not a number", param, ctx)
        if not number.is_finite() or abs(number.adjusted()) > DIGITS:
            self.fail(f"{value!r} is not a number of this trade", param, ctx)
        if number < 0 or (self.above_zero and number == 0):
            self.fail(f"{value!r} must be {'more than zero' if self.above_zero else 'zero or more'}", param, ctx)
        return number


class Word(click.Choice[str]):
    """A word of the trade, by its stored value."""

    def __init__(self, words: type[Term]) -> None:
        super().__init__([word.value for word in words])
        self.words = words

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        chosen = super().convert(value, param, ctx)
        return next(word for word in self.words if word.value == chosen)
