"""Which language a reader gets: their own choice, else the browser's wish, else the company's."""

from __future__ import annotations

from flask import Flask, current_app, request, session
from flask_babel import Babel
from sqlalchemy.exc import SQLAlchemyError

from admin_views import translations
from admin_views.signed_in import actor, is_signed_in

LANGUAGES = {"zh_Hans_CN": "中文", "en": "English"}
# How browsers spell them, for the wish they send along.
WISHES = {"zh-CN": "zh_Hans_CN", "zh": "zh_Hans_CN", "en": "en"}


def choose() -> str:
    chosen = _own() or session.get("language")
    if chosen in LANGUAGES:
        return chosen
    wish = request.accept_languages.best_match(list(WISHES))
    return WISHES[wish] if wish else current_app.config["SETTINGS"].default_language


def _own() -> str | None:
    """What the person has chosen; the page that says the database is away must not ask it again in vain."""
    try:
        return actor().language if is_signed_in() else None
    except SQLAlchemyError:
        return None


def install(app: Flask) -> None:
    Babel(
        app,
        default_locale=app.config["SETTINGS"].default_language,
        default_timezone="Asia/Shanghai",
        locale_selector=choose,
    )
    translations.install(app)
