"""What is written in one cell, as a typed value; and a typed value as the text of one cell.

The shapes are those of the forms: the same dates, amounts and whole numbers are understood, the same are refused.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

from terms.text import Text, say
from terms.time import SHANGHAI

LARGEST_INTEGER = 2**31 - 1
MOST_DIGITS = 10
FIRST_YEAR, LAST_YEAR = 1900, 2199
DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日", "%Y.%m.%d")
CLOCK = ("%H:%M", "%H:%M:%S")
# 1,234,567: a comma stands between thousands. Anywhere else it may be somebody's decimal point.
THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?", re.ASCII)
# What Excel makes of a long number in a narrow column: the digits are gone.
SHORTENED = re.compile(r"\d(\.\d+)?E\+\d+", re.IGNORECASE)


class NotSo(Exception):
    """A cell does not hold what its column wants; `text` says what is wanted."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text


def tidy(text: str) -> str:
    """Without the spaces round it and with one kind of line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def narrow(text: str) -> str:
    """Full-width digits and signs, as a Chinese keyboard writes them, in their plain form."""
    return unicodedata.normalize("NFKC", text).strip()


def readable(text: str) -> str:
    """:raises NotSo: characters nobody types: control characters, halves of surrogate pairs."""
    if any(unicodedata.category(one) in ("Cc", "Cs") for one in text if one not in "\n\t"):
        raise NotSo(say("This contains characters that cannot be read."))
    return text


def whole(text: str, *, least: int, most: int = LARGEST_INTEGER) -> int:
    """:raises NotSo:"""
    plain = _without_fraction(_without_thousands(narrow(text)))
    digits = plain.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise NotSo(say("Write a whole number."))
    if not least <= int(plain) <= min(most, LARGEST_INTEGER):
        raise NotSo(say("Write a whole number from %(least)s to %(most)s.", least=least, most=most))
    return int(plain)


def _without_thousands(text: str) -> str:
    return text.replace(",", "") if THOUSANDS.fullmatch(text) else text


def _without_fraction(text: str) -> str:
    """A spreadsheet writes 12 as 12.0 when the cell was a number."""
    number, point, fraction = text.partition(".")
    return number if point and not fraction.strip("0") else text


def yuan(text: str) -> Decimal:
    """:raises NotSo: signs, exponents, a third decimal."""
    amount = _without_thousands(narrow(text).lstrip("¥￥").strip())
    whole_part, _point, fen = amount.partition(".")
    digits = whole_part + fen
    fen = fen.rstrip("0") if len(fen) > 2 else fen  # noqa: PLR2004
    plain = digits.isascii() and digits.isdigit() and whole_part
    if not plain or len(fen) > 2 or len(whole_part) > MOST_DIGITS:  # noqa: PLR2004
        raise NotSo(say("Write an amount in yuan with at most two decimals."))
    return Decimal(f"{whole_part}.{fen or '0'}").quantize(Decimal("0.01"))


def day(text: str) -> date:
    """:raises NotSo: also for years far from ours, which are typing errors."""
    # A spreadsheet writes a day as a moment at midnight.
    plain = narrow(text).removesuffix(" 00:00:00").removesuffix("T00:00:00")
    found = _first(plain, DAYS)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NotSo(say("Write a day such as 2026-11-05."))
    return found.date()


def moment(text: str) -> datetime:
    """A minute on the company's clock, aware.

    :raises NotSo:
    """
    plain = narrow(text).replace("T", " ")
    found = _first(plain, tuple(f"{one} {clock}" for one in DAYS for clock in CLOCK))
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise NotSo(say("Write a day and time such as 2026-11-05 14:30."))
    return found.replace(tzinfo=SHANGHAI)


def _first(text: str, shapes: tuple[str, ...]) -> datetime | None:
    for shape in shapes:
        try:
            return datetime.strptime(text, shape)  # noqa: DTZ007  the company's clock is set by the caller
        except ValueError:
            continue
    return None
