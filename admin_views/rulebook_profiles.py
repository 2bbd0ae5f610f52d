"""Ways of handling complaints on top of a pack: ticked beside it, kept in its name as "retailer+p26+p31"."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import wtforms
from flask_babel import lazy_gettext
from wtforms.validators import ValidationError

import rulebook
from admin_views import rulebook_asked as asked
from admin_views.words import translate
from rulebook import RulebookError
from rulebook.files import WITH, with_profiles


class ProfilesField(wtforms.SelectMultipleField):
    """The profiles there are, as tick boxes."""

    control = "ticks"

    def __init__(self, label: Any = None, *args: Any, **options: Any) -> None:
        told = lazy_gettext("Profiles laid over the policy; with none ticked it holds as it is.")
        super().__init__(
            label or lazy_gettext("Ways of handling complaints adopted with it"), *args,
            **{"description": told, "choices": choices, **options},
        )  # fmt: skip


def choices() -> list[tuple[str, str]]:
    """Every profile with its document."""
    return [(name, f"{name.upper()} {asked.name_of(name)}") for name in rulebook.profiles()]


def combined(values: dict[str, Any], name: str = "pack") -> dict[str, Any]:
    """What a form says, with the profiles in the name of the pack."""
    profiles = values.pop("profiles")
    return {**values, name: with_profiles(values[name], profiles or ())}


def demand_together(pack: str, profiles: Collection[str]) -> None:
    """:raises ValidationError: the pack cannot be had with these profiles."""
    try:
        rulebook.book(with_profiles(pack, profiles), on=date.max)
    except RulebookError as wrong:
        raise ValidationError(translate(wrong.text)) from wrong


def split(pack: str, among: Collection[str]) -> dict[str, Any]:
    """The choice and the ticks that stand for a pack by its name; nothing where there is no such choice."""
    if pack in among:
        return {"pack": pack}
    base, *profiles = pack.split(WITH)
    return {"pack": base, "profiles": profiles} if base in among else {}
