"""The list of a screen: its columns, tabs, filters and the way from one to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from flask import get_template_attribute, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext
from markupsafe import Markup

from admin_views import listing
from admin_views.addresses import address_of
from admin_views.cells import is_numeric
from admin_views.clock import today
from admin_views.guarded import opens
from admin_views.scoped import ScopedRows
from admin_views.words import language, listed
from models.search import SEARCHED


class ListPage(ScopedRows):
    """The pages a screen has of many rows; the screen says of which."""

    column_list: tuple[str, ...]
    list_template: str
    endpoint: str
    _untouched_filters: dict[str, tuple[date | None, Markup]]

    if TYPE_CHECKING:
        render: Callable[..., Any]

        def label(self, column: str) -> Any: ...
        def bulk_actions(self) -> list[tuple[str, str, str]]: ...

    # The list.
    @expose("/")
    @opens("read")
    def index_view(self) -> ResponseReturnValue:
        asked = listing.read(self, request.args)
        found = listing.find(self, asked)
        return self.render(
            self.list_template, asked=asked, found=found, columns=self.list_columns(asked), sizes=listing.SIZES,
            address=self._address(asked), bulk=self.bulk_actions(), chips=self._chips(asked),
        )  # fmt: skip

    def list_columns(self, asked: listing.Asked) -> list[dict[str, Any]]:
        return [self._list_column(name, asked) for name in self.column_list]

    def _list_column(self, name: str, asked: listing.Asked) -> dict[str, Any]:
        order = asked.order or self.column_default_sort
        sorted_by = order.removeprefix("-") == name
        turned = f"-{name}" if sorted_by and not order.startswith("-") else name
        return {
            "name": name,
            # Looked up here once: the page says it in every cell.
            "label": str(self.label(name)),
            "numeric": is_numeric(self.model, name),
            "url": listing.address(self, asked, order=turned) if name in self.sortable else "",
            "sorted": ("descending" if order.startswith("-") else "ascending") if sorted_by else "",
        }

    def tab_items(self, asked: listing.Asked) -> list[tuple[Any, str, bool]]:
        """The tabs with their addresses; the first is the whole list."""
        whole = listing.ALL if self.first_tab else None
        every = (gettext("All"), address_of(f"{self.endpoint}.index_view", tab=whole), asked.tab in ("", listing.ALL))
        return [
            every,
            *(
                (tab.label, address_of(f"{self.endpoint}.index_view", tab=tab.name), tab.name == asked.tab)
                for tab in self.tabs
            ),
        ]

    def filter_fields(self, asked: listing.Asked) -> Markup:
        """The fields of the filters. Untouched they are the same for all who read a language, and kept for the day."""
        if asked.filters:
            return self._filter_fields(asked)
        day, fields = self._untouched_filters.get(language(), (None, Markup()))
        if day != today():
            fields = self._filter_fields(asked)
            self._untouched_filters[language()] = (today(), fields)
        return fields

    def _filter_fields(self, asked: listing.Asked) -> Markup:
        fields: Markup = get_template_attribute("screen/filters.html", "fields")(self.filters, asked)
        return fields

    def search_hint(self) -> str:
        """What the search box finds."""
        return listed(self.label(name) for name in SEARCHED.get(self.model, self.column_searchable_list))

    def _address(self, asked: listing.Asked) -> Callable[..., str]:
        return lambda **changes: listing.address(self, asked, **changes)

    def _chips(self, asked: listing.Asked) -> list[tuple[str, str]]:
        """The active filters in words, each with the address of the list without it."""
        parts = [(f"“{asked.search}”", {"search": None})] if asked.search else []
        for filter_ in self.filters:
            if filter_.name in asked.filters:
                parts += filter_.chips(asked.filters[filter_.name])
        return [(words, listing.address(self, asked, **changes)) for words, changes in parts]
