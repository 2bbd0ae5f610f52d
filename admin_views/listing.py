"""One list page: what is asked for, what is found, what is shown. Written for tables of a million rows.

Whatever the size of the table: the keys of the page and the capped count (`queries.pages`), then these rows alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, inspect, select
from sqlalchemy.orm import Load, raiseload
from werkzeug.datastructures import MultiDict

from admin_views.addresses import address_of
from models import db
from models.search import SEARCHED
from queries import pages
from queries.search import LONGEST, long_enough

SIZES = (20, 50, 100)
DEEPEST_ROW = 100_000


@dataclass(frozen=True)
class Asked:
    """What an address asks a list for, made safe.

    page: counts from 1. order: a column's name, with `-` before it for downwards; '' for the screen's own order.
    """

    page: int = 1
    size: int = SIZES[0]
    search: str = ""
    order: str = ""
    tab: str = ""
    filters: dict[str, Any] = field(default_factory=dict)


def read(screen: Any, args: MultiDict[str, str]) -> Asked:
    """Read an address; whatever makes no sense becomes its default."""
    size = _number(args.get("size"), SIZES[0])
    size = size if size in SIZES else SIZES[0]
    found = {filter_.name: filter_.read(args) for filter_ in screen.filters}
    order = args.get("order", "")
    return Asked(
        page=min(max(_number(args.get("page"), 1), 1), DEEPEST_ROW // size),
        size=size,
        search=args.get("search", "").replace("\0", "").strip()[:LONGEST],
        order=order if order.removeprefix("-") in screen.sortable else "",
        tab=_tab(screen, args, found),
        filters={name: value for name, value in found.items() if value is not None},
    )


# The whole list, of a screen that opens on one of its parts.
ALL = "all"


def _tab(screen: Any, args: MultiDict[str, str], filters: dict[str, Any]) -> str:
    """The part asked for; unasked, where the screen opens, unless something is looked for."""
    looking = args.get("search") or any(value is not None for value in filters.values())
    asked = args.get("tab", "" if looking else screen.first_tab)
    named = {tab.name for tab in screen.tabs} | ({ALL} if screen.first_tab else set())
    return asked if asked in named else ""


def _number(text: str | None, unasked: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 9 else unasked


def address(screen: Any, asked: Asked, **changes: Any) -> str:
    """The address of this list with some arguments changed; None takes one away. It leads to page 1 unless said."""
    arguments: dict[str, Any] = {"search": asked.search or None, "order": asked.order or None, "tab": asked.tab or None}
    if asked.size != SIZES[0]:
        arguments["size"] = asked.size
    for filter_ in screen.filters:
        if filter_.name in asked.filters:
            arguments.update(filter_.arguments(asked.filters[filter_.name]))
    return address_of(f"{screen.endpoint}.index_view", **{**arguments, **changes})


@dataclass(frozen=True)
class Found:
    """The rows of one page and how many there are in all; `capped` says that there are more than were counted."""

    rows: list[Any]
    count: int
    capped: bool
    has_more: bool
    too_short: bool = False


def too_short(screen: Any, asked: Asked) -> bool:
    """Whether the term cannot be looked up: the index knows pairs of characters."""
    return bool(asked.search) and screen.model in SEARCHED and not long_enough(asked.search)


def find(screen: Any, asked: Asked) -> Found:
    """Fetch the page that was asked for."""
    if too_short(screen, asked):
        return Found([], 0, capped=False, has_more=False, too_short=True)
    first = (asked.page - 1) * asked.size
    page = pages.page(db.session(), screen.wanted(asked), screen.order(asked.order), first=first, size=asked.size)
    return Found(load(screen, page.keys), page.count, page.capped, page.has_more)


def load(screen: Any, keys: list[int]) -> list[Any]:
    """The rows of these keys in their order, with the relations the screen declared; any other would be an error."""
    wanted = eagerly(select(screen.model).where(screen.model.id.in_(keys)), screen.model, screen.eager)
    rows = {row.id: row for row in db.session.scalars(wanted.options(raiseload("*"))).unique()} if keys else {}
    found = [rows[key] for key in keys if key in rows]
    if found:
        screen.gather(found)
    return found


def eagerly(statement: Select[Any], model: type[Any], paths: tuple[str, ...]) -> Select[Any]:
    """Fetch the named relations with the rows: single ones by a join, lists by one more statement each."""
    for path in paths:
        option, entity = Load(model), model
        for name in path.split("."):
            relation = getattr(entity, name)
            option = option.selectinload(relation) if relation.property.uselist else option.joinedload(relation)
            entity = relation.property.mapper.class_
        statement = statement.options(option, *_left_out(option, entity, path, paths))
    return statement


def _left_out(option: Any, entity: type[Any], path: str, paths: tuple[str, ...]) -> list[Any]:
    """Lists that would come along by themselves, such as a person's roles: only when somebody asks for them."""
    lists = [relation for relation in inspect(entity).relationships if relation.lazy == "selectin"]
    return [option.lazyload(relation.class_attribute) for relation in lists if f"{path}.{relation.key}" not in paths]
