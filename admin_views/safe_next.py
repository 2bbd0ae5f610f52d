"""Where to go after log-in: only to a page of this house."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import url_for


def is_local(target: str) -> bool:
    """Whether an address is a path on this host: one leading slash, no scheme, host, backslash or control sign."""
    if not target.startswith("/") or target.startswith("//") or "\\" in target or not target.isprintable():
        return False
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc and len(target) <= 2000


def safe_next(target: str | None) -> str:
    """The wanted page when it is ours, else home."""
    return target if target and is_local(target) else url_for("home.index")
