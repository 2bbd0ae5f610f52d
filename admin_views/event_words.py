"""What happened, in words: one line a kind of audit event. A kind without a line shows its code."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

KINDS: dict[str, Any] = {
    "staff.logged_in": lazy_gettext("Logged in"),
    "staff.log_in_failed": lazy_gettext("Log-in failed"),
    "staff.locked": lazy_gettext("Account rests after too many tries"),
    "staff.logged_out": lazy_gettext("Logged out"),
    "staff.password_changed": lazy_gettext("Password changed"),
    "staff.language_chosen": lazy_gettext("Language chosen"),
    "staff.set_up": lazy_gettext("Company set up"),
}


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))
