"""Everything a reader sees, in the reader's language: sentences, words of the trade, times, numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from babel import Locale
from flask import Flask
from flask_babel import get_locale, gettext, lazy_gettext

from admin_views import clock
from rulebook import Clause, Words
from terms.refusal import Refusal
from terms.term import Term
from terms.text import Text
from terms.time import local, local_date

NOTHING = "—"
NEAR = {-1: lazy_gettext("Yesterday"), 0: lazy_gettext("Today"), 1: lazy_gettext("Tomorrow")}


def language() -> str:
    """The reader's language, such as `zh_Hans_CN` or `en`."""
    return _name_of(get_locale())


@cache
def _name_of(locale: Locale | None) -> str:
    return str(locale or "en")


def in_chinese() -> bool:
    return language().startswith("zh")


def translate(text: Text | str) -> str:
    """A sentence with its values, all in the reader's language."""
    if isinstance(text, str):
        return text
    sentence = gettext(text.msgid)
    return sentence % {name: words(value) for name, value in text.values} if text.values else sentence


def refusal_words(refusal: Refusal) -> str:
    return translate(refusal.text)


def words(value: Any) -> str:
    """Any single value as the reader expects it."""
    for kinds, show in _SHOWN:
        if isinstance(value, kinds):
            return show(value)
    return str(value)


def money(value: Decimal | int | None) -> str:
    """Yuan with two decimals and thousands: ¥1,234.50."""
    return NOTHING if value is None else f"¥{Decimal(value):,.2f}"


def day(value: date) -> str:
    """A day; of a moment, its day on the company's clock."""
    return (local_date(value) if isinstance(value, datetime) else value).isoformat()


def when(value: datetime) -> str:
    """Date and minute on the company's clock."""
    return local(value).strftime("%Y-%m-%d %H:%M")


def near(value: datetime) -> str:
    """A time as people say it near today: `Today 16:00`; else with its date."""
    at = local(value)
    days = (at.date() - clock.today()) // timedelta(days=1)
    if days in NEAR:
        return f"{NEAR[days]} {at:%H:%M}"
    return f"{at:%m-%d %H:%M}" if at.year == clock.today().year else when(at)


def amid(value: datetime) -> str:
    """The same within a sentence: `due today 16:00`."""
    text = near(value)
    return text if in_chinese() else text[:1].lower() + text[1:]


def bracketed(text: str) -> str:
    """Something said beside a word: ` (text)`, in Chinese `（text）`."""
    return f"（{text}）" if in_chinese() else f" ({text})"


def listed(values: Iterable[Any]) -> str:
    """Several values in one line."""
    return ("、" if in_chinese() else ", ").join(words(value) for value in values) or NOTHING


def _term(value: Term) -> str:
    return value.label(language())


# The first kind that fits shows the value; a datetime is a date and a Term a str, so order matters.
_SHOWN: tuple[tuple[Any, Any], ...] = (
    (type(None), lambda _nothing: NOTHING),
    (Text, translate),
    (Term, _term),
    ((Words, Clause), lambda value: value.label(language())),
    (Enum, lambda value: str(value.value)),
    (bool, lambda value: gettext("Yes") if value else gettext("No")),
    (datetime, when),
    (date, day),
    (Decimal, str),
    (str, lambda value: value or NOTHING),
    ((list, tuple, set, frozenset), listed),
)


def install(app: Flask) -> None:
    """Give templates the same words."""
    app.jinja_env.filters.update(
        words=words, money=money, when=when, day=day, near=near, amid=amid, listed=listed, bracketed=bracketed
    )
    app.jinja_env.globals.update(in_chinese=in_chinese, language=language)
