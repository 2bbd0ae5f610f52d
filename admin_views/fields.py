"""Fields: the shape of one entry. Each knows by `control` how the macro `field` of layout/macros.html draws it.

Text arrives tidied, within a length and readable; numbers bounded; a Term as its member; times on the company's clock.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import wtforms
from wtforms import validators
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from admin_views.words import language
from terms.term import Term
from terms.time import SHANGHAI

LARGEST_INTEGER = 2**31 - 1
MOST_DIGITS = 10
FIRST_YEAR, LAST_YEAR = 1900, 2199

Checks = Iterable[Any]


class InputRequired(validators.InputRequired):
    """Something must be entered; blanks are nothing."""

    def __call__(self, form: Any, field: Any) -> None:
        entered = field.raw_data
        if entered and isinstance(entered[0], str) and not entered[0].strip():
            field.raw_data = []
        super().__call__(form, field)


def required() -> list[Any]:
    """The check of a field that must be filled in."""
    return [InputRequired()]


def tidy(value: str | None) -> str:
    """What was typed without the spaces round it and with one kind of line end; nothing is ''."""
    return (value or "").replace("\r\n", "\n").strip()


def narrow(text: str) -> str:
    """Full-width digits and signs, as a Chinese keyboard writes them, in their plain form."""
    return unicodedata.normalize("NFKC", text).strip()


class Readable:
    """Refuse characters nobody types: NUL and other control characters, halves of surrogate pairs."""

    def __call__(self, form: Any, field: Any) -> None:
        kinds = (unicodedata.category(character) for character in field.data or "" if character not in "\n\t")
        if any(kind in ("Cc", "Cs") for kind in kinds):
            raise ValidationError(field.gettext("This contains characters that cannot be read."))


class LineField(wtforms.StringField):
    """One line of text, at most `most` characters; empty is ''."""

    control = "line"

    def __init__(self, label: Any = None, checks: Checks = (), *, most: int = 200, **options: Any) -> None:
        super().__init__(label, [*(checks or [Optional()]), Length(max=most), Readable()], filters=(tidy,), **options)


class ProseField(wtforms.TextAreaField):
    """Several lines of text; empty is ''."""

    control = "prose"

    def __init__(self, label: Any = None, checks: Checks = (), *, most: int = 4000, **options: Any) -> None:
        super().__init__(label, [*(checks or [Optional()]), Length(max=most), Readable()], filters=(tidy,), **options)


class PasswordField(wtforms.PasswordField):
    """A secret, taken exactly as typed and never shown again."""

    control = "password"

    def __init__(self, label: Any = None, checks: Checks = (), **options: Any) -> None:
        super().__init__(label, [*checks, Length(max=1000)], **options)


class BooleanField(wtforms.BooleanField):
    """A tick."""

    control = "tick"
    false_values = (False, "false", "0", "")


class IntegerField(wtforms.IntegerField):
    """A whole number between `least` and `most` that fits the database; empty is None."""

    control = "number"

    def __init__(
        self, label: Any = None, checks: Checks = (), *, least: int | None = 0, most: int | None = None, **options: Any
    ) -> None:
        super().__init__(label, [*(checks or [Optional()]), NumberRange(min=least, max=most)], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = narrow(valuelist[0]) if valuelist else ""
        self.data = self._whole(text) if text else None

    def _whole(self, text: str) -> int:
        digits = text.removeprefix("-")
        plain = digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS
        if not plain or int(digits) > LARGEST_INTEGER:
            raise ValueError(self.gettext("Write a whole number."))
        return int(text)


class MoneyField(wtforms.DecimalField):
    """Yuan with at most two decimals; empty is None. No exponent, no sign, no third decimal."""

    control = "money"

    def __init__(self, label: Any = None, checks: Checks = (), **options: Any) -> None:
        super().__init__(label, checks or [Optional()], places=2, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        text = narrow(valuelist[0]).lstrip("¥").replace(",", "").strip() if valuelist else ""
        self.data = self._yuan(text) if text else None

    def _yuan(self, text: str) -> Decimal:
        yuan, _point, fen = text.partition(".")
        digits = yuan + fen
        if not (digits.isascii() and digits.isdigit() and yuan and len(fen) <= 2 and len(yuan) <= MOST_DIGITS):
            raise ValueError(self.gettext("Write an amount in yuan with at most two decimals."))
        return Decimal(text)


class DateField(wtforms.DateField):
    """A day; empty is None. Years far from ours are typing errors."""

    control = "date"
    data: Any

    def __init__(self, label: Any = None, checks: Checks = (), **options: Any) -> None:
        formats = ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%Y年%m月%d日"]
        super().__init__(label, checks or [Optional()], format=formats, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([narrow(valuelist[0])] if valuelist and valuelist[0].strip() else [])
        refuse_far(self, "Not a valid date value.")


class MonthField(wtforms.MonthField):
    """A month; data is its first day. Empty is None."""

    control = "month"
    data: Any

    def __init__(self, label: Any = None, checks: Checks = (), **options: Any) -> None:
        super().__init__(label, checks or [Optional()], format=["%Y-%m", "%Y/%m", "%Y%m", "%Y年%m月"], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata([narrow(valuelist[0])] if valuelist and valuelist[0].strip() else [])
        refuse_far(self, "Not a valid date value.")


class MomentField(wtforms.DateTimeLocalField):
    """A minute on the company's clock, aware; empty is None."""

    control = "moment"
    data: Any

    def __init__(self, label: Any = None, checks: Checks = (), **options: Any) -> None:
        formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S"]
        super().__init__(label, checks or [Optional()], format=formats, **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist if valuelist and valuelist[0].strip() else [])
        refuse_far(self, "Not a valid datetime value.")
        if isinstance(self.data, datetime):
            self.data = self.data.replace(tzinfo=SHANGHAI)


def refuse_far(field: Any, sentence: str) -> None:
    """Refuse a date whose year nobody means."""
    if isinstance(field.data, date) and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        field.data = None
        raise ValueError(field.gettext(sentence))


class TermField(wtforms.SelectField):
    """One word of a Term; blank gives None where the field is not required.

    among: the members offered, all of them unless said.
    radios: few words that one finger should reach, drawn as radio buttons.
    """

    def __init__(
        self, label: Any, kind: type[Term], checks: Checks = (), *, among: Iterable[Term] | None = None,
        radios: bool = False, **options: Any,
    ) -> None:  # fmt: skip
        self.kind = kind
        self.among = tuple(among) if among is not None else tuple(kind)
        self.control = "radios" if radios else "select"
        checks = list(checks) or [Optional()]
        self.blank = any(isinstance(check, Optional) for check in checks)
        super().__init__(label, checks, choices=[], coerce=self._member, **options)

    def _member(self, value: Any) -> Any:
        """The offered member of a posted value; what is none stays as it is and is refused below."""
        return next((member for member in self.among if member.value == value), value or None)

    def pre_validate(self, form: Any) -> None:
        if self.data not in self.among and not (self.data is None and self.blank):
            raise ValidationError(self.gettext("Not a valid choice."))

    def iter_choices(self) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
        if self.blank:
            yield ("", "", self.data is None, {})
        for member in self.among:
            yield (member.value, member.label(language()), member == self.data, {})


class TermsField(wtforms.SelectMultipleField):
    """Several words of a Term, as tick boxes; data is a frozenset."""

    control = "ticks"

    def __init__(
        self, label: Any, kind: type[Term], checks: Checks = (), *, among: Iterable[Term] | None = None, **options: Any
    ) -> None:
        self.kind = kind
        self.among = tuple(among) if among is not None else tuple(kind)
        super().__init__(label, checks, choices=[], **options)

    def process_data(self, value: Any) -> None:
        self.data = frozenset(value or ())

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = frozenset(member for member in self.among if member.value in valuelist)
        self.unknown = set(valuelist) - {member.value for member in self.among}

    def pre_validate(self, form: Any) -> None:
        if getattr(self, "unknown", None):
            raise ValidationError(self.gettext("Not a valid choice."))

    def iter_choices(self) -> Iterator[tuple[str, str, bool, dict[str, Any]]]:
        for member in self.among:
            yield (member.value, member.label(language()), member in self.data, {})
