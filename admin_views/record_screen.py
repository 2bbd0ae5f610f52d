"""Screens of small records with a table of acts (`rules.records`): every act with its form, or why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose

from admin_views.base import Screen, opens, picks_of
from admin_views.forms import Form, posted
from admin_views.lookups import Pick
from admin_views.signed_in import actor
from admin_views.story import Cell, Link
from admin_views.words import words
from rules.records import options
from terms.term import Term


def _nothing(_row: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Page:
    """The form and the use-case of one act; start: what the form begins with."""

    form: type[Form]
    use_case: Callable[..., Any]
    start: Callable[[Any], dict[str, Any]] = _nothing


class RecordScreen(Screen):
    """A screen whose rows live by a table of acts.

    table, facts_of: the rules' table and a row as it sees it. pages: one page an act. onward: the acts that bring a
    row on, the most wanted first.
    """

    table: tuple[Any, ...] = ()
    facts_of: Any = None
    pages: Mapping[Term, Page] = {}
    onward: tuple[Term, ...] = ()
    details_template = "screen/record.html"
    act_template = "screen/act.html"

    def acts(self, row: Any) -> list[Any]:
        """Every act with what stands in its way."""
        return list(options(self.table, self.facts_of(row), actor().as_person()))

    def links(self, row: Any) -> list[Link]:
        possible = [option.step.act for option in self.acts(row) if option.obstacle is None]
        first = [act for act in self.onward if act in possible][:1]
        return [
            Link(words(act), self.url_of(row, "act_view", act=act.value), primary=act in first)
            for act in sorted(possible, key=lambda act: act not in first)
        ]

    def told(self, row: Any, names: tuple[str, ...]) -> list[tuple[Any, Cell]]:
        """Some columns with their labels."""
        return [(self.label(name), self.cell(row, name)) for name in names]

    @expose("/act/", methods=("GET", "POST"))
    @opens("read")
    def act_view(self) -> ResponseReturnValue:
        row = self.row()
        act = next((act for act in self.pages if act.value == request.values.get("act")), None) or abort(404)
        page = self.pages[act]
        form = page.form(posted(), data=page.start(row))
        option = next(one for one in self.acts(row) if one.step.act is act)
        return self.act(
            row, form, page.use_case, title=words(act), button=words(act), template=self.act_template,
            act_name=act.value, option=option,
        )  # fmt: skip

    def picks(self) -> dict[str, Pick]:
        """What the forms of acts pick, too."""
        picks = super().picks()
        for page in self.pages.values():
            picks |= picks_of(page.form)  # type: ignore[arg-type]  # a class is hashable
        return picks
