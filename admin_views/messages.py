"""What the next page says first: done, refused and why."""

from __future__ import annotations

from typing import Any

from flask import flash

from admin_views.words import refusal_words, translate
from terms.refusal import Refusal
from terms.text import Text

# Messages travel in the cookie, which holds four kilobytes in all.
LONGEST = 400


def tell(text: Text | str, kind: str = "success", clause: str = "") -> None:
    """Say something on the next page. kind: success, info, warning or error."""
    message: Any = {"text": translate(text)[:LONGEST], "clause": clause}
    flash(message, kind)


def tell_refusal(refusal: Refusal) -> None:
    tell(refusal_words(refusal), "error", refusal.clause)
