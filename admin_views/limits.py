"""How often somebody may ask for what is slow or could be guessed: by person once logged in, else by address."""

from __future__ import annotations

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from admin_views.signed_in import actor, is_signed_in

LOOKUPS = "900 per minute"
SEARCHES = "120 per minute"


def whose() -> str:
    """An office behind one address has one address but many people."""
    return f"staff {actor().id}" if is_signed_in() else get_remote_address()


limiter = Limiter(whose, headers_enabled=False)


def log_ins() -> str:
    """Counted before a password is hashed, because hashing is the expensive part."""
    return current_app.config["LOG_IN_LIMIT"]


def install(app: Flask) -> None:
    limiter.init_app(app)
