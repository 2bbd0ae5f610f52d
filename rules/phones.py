"""Phone numbers as they are kept: one spelling for one number, so that a caller is found again."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 32

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0\d{2,3}[2-9]\d{6,7}(-\d{1,6})?")
HOTLINE = re.compile(r"[48]00\d{7}")
SHORT = re.compile(r"95\d{3,4}|1[02]\d{3}|12\d{3}|11\d|12\d")
ABROAD = re.compile(r"\+(?!86)\d{7,15}")
PLAUSIBLE = (MOBILE, LANDLINE, HOTLINE, SHORT, ABROAD)

_EXTENSION = re.compile(r"(?:转|分机|ext\.?|x|#)\s*(\d{1,6})$", re.IGNORECASE)
_DASHED_EXTENSION = re.compile(r"(?<=\d{7})\s*-\s*(\d{1,6})$")
_HOME = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}$))")
_WITHOUT_ZERO = re.compile(r"[2-9]\d{1,2}[2-9]\d{6,7}")
_SPACING = re.compile(r"[\s\-–—.·()（）_/]+")


def normal_phone(typed: str | None) -> str | None:
    """The one spelling of a number: digits, a `+` before foreign ones, `-` before an extension; None when empty.

    `+86 139-0000-0000` and `１３９ 0000 0000` are one number, so are `(0551) 6234 5678转801` and `055162345678#801`.
    What is no number stays as it was typed, without spaces: it is odd, not wrong (see `is_plausible`).
    """
    text = unicodedata.normalize("NFKC", typed or "").strip()
    bare, extension = _split(text)
    digits = _at_home(_SPACING.sub("", bare))
    return (f"{digits}-{extension}" if extension else digits) or None


def is_plausible(phone: str) -> bool:
    """Whether a kept number looks like one in use: mobile, landline with area code, 400, 800, short codes, abroad."""
    return any(shape.fullmatch(phone) for shape in PLAUSIBLE)


def _at_home(digits: str) -> str:
    """A number without the country's prefix; a landline gets back the zero that the prefix replaced."""
    found = _HOME.match(digits)
    rest = digits[found.end() :] if found else digits
    return f"0{rest}" if found and _WITHOUT_ZERO.fullmatch(rest) else rest


def _split(text: str) -> tuple[str, str]:
    found = _EXTENSION.search(text) or _DASHED_EXTENSION.search(text)
    return (text[: found.start()], found.group(1)) if found else (text, "")
