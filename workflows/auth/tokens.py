"""Secrets that are given away once and kept only as their SHA-256."""

from __future__ import annotations

import secrets
from hashlib import sha256


def new_token() -> str:
    """256 random bits, fit for a cookie and for a console."""
    return secrets.token_urlsafe(32)


def fingerprint(token: str) -> str:
    """What the table keeps of a token. Enough, because 256 random bits cannot be tried one by one."""
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
