"""Cells that lead to another screen, for those who may open it."""

from __future__ import annotations

from typing import Any

from flask import current_app

from admin_views import menu
from admin_views.addresses import address_of
from admin_views.story import Cell
from admin_views.words import NOTHING


def opens_to(address: str) -> bool:
    """Whether the person may open the screen of this address, and there is one."""
    return any(screen.endpoint == address and screen.is_accessible() for screen in menu.screens())


def linked(address: str, row: Any, text: str = "", *, mark: str = "") -> Cell:
    """A row by its words, leading to its page. Give it only rows the person may see."""
    if row is None:
        return Cell(NOTHING)
    page = f"{address}.details_view"
    known = page in current_app.view_functions and opens_to(address)
    return Cell(text or str(row), url=address_of(page, id=row.id) if known else "", mark=mark)


def list_of(address: str, **arguments: Any) -> str:
    """The address of a list narrowed by these arguments; empty for those who may not open it."""
    page = f"{address}.index_view"
    return address_of(page, **arguments) if page in current_app.view_functions and opens_to(address) else ""
