"""Clauses of the policies as links: `P06 六(1)` with its text, leading to the rulebook page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from flask import Flask, current_app, url_for

import rulebook
from admin_views.clock import today
from admin_views.words import language
from rulebook import Clause

# The page of the rulebook that shows one clause, once there is such a page: it takes ?ref=.
PAGE = "rulebook.clause"


def clause_url(ref: str) -> str:
    return url_for(PAGE, ref=ref) if PAGE in current_app.view_functions else ""


def clause_text(ref: str) -> str:
    """The wording of a clause in the reader's language; empty for a clause the packs do not hold."""
    found = _clauses(today()).get(ref)
    return found.label(language()) if found else ""


@lru_cache(maxsize=4)
def _clauses(day: date) -> dict[str, Clause]:
    """Every clause of every pack in force on a day."""
    return {ref: clause for pack in rulebook.packs() for ref, clause in _of_pack(pack, day).items()}


def _of_pack(pack: str, day: date) -> Mapping[str, Clause]:
    """A pack's clauses; none before its first issue comes into force."""
    try:
        return rulebook.book(pack, on=day).clauses
    except rulebook.RulebookError:
        return {}


def install(app: Flask) -> None:
    app.jinja_env.globals.update(clause_url=clause_url, clause_text=clause_text)
