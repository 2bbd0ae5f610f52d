"""What time it is, for screens only: everything below is told."""

from __future__ import annotations

from datetime import date, datetime

from flask import current_app

from terms.time import SHANGHAI, local, local_date


def wall_clock() -> datetime:
    return datetime.now(SHANGHAI)


def now() -> datetime:
    """The company's time. Tests put another clock into the configuration."""
    return local(current_app.config["CLOCK"]())


def today() -> date:
    return local_date(now())
