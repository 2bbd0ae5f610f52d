"""How often one address may ask for what is slow or could be guessed."""

from __future__ import annotations

from flask import Flask, current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

limiter = Limiter(get_remote_address, headers_enabled=False)


def log_ins() -> str:
    """Counted before a password is hashed, because hashing is the expensive part."""
    return current_app.config["LOG_IN_LIMIT"]


def install(app: Flask) -> None:
    limiter.init_app(app)
