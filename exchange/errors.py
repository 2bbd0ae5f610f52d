"""Why a file as a whole cannot be taken."""

from __future__ import annotations

from terms.refusal import Refusal


class Unreadable(Refusal):
    """The file is no table we read: another kind of file, damaged, hostile, or without the headers it needs."""
