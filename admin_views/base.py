"""The Screen: what a subject's pages have in common, so that a subject only declares.

    class Customers(Screen):
        model = Customer
        address = "customers"                      # endpoint and path: customers.index_view, /customers/
        title, icon = lazy_gettext("Customers"), "users"
        permissions = {"read": Permission.CUSTOMER_READ, "create": Permission.CUSTOMER_WRITE, "edit": ...}
        create_with, update_with = staticmethod(create_customer), staticmethod(change_customer)
        form = CustomerForm                        # its field names are the use-cases' arguments
        column_list = ("code", "name", "kind", "region.name")
        eager = ("region",)                        # every relation that a list or details page shows
        filters = (Choice("kind", CustomerKind), Picked("region_id", Pick(Region)))
        pills = ("grade",)

Deny by default: a verb that `permissions` does not name is nobody's, and a page without a verb is closed. Use-cases are
called with `actor`, `at`, `once` (the form's token), for an edit also `<table>_id` and `seen` (the version seen).
A page of one's own is `@expose(...)` over `@opens("verb")`; it reaches rows by `self.row()` and `self.rows(ids)` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from flask import abort, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_admin.contrib.sqla import ModelView
from flask_babel import gettext

from admin_views import acting, listing
from admin_views.addresses import address_of
from admin_views.cells import cell
from admin_views.forms import Form, PickField, posted
from admin_views.guarded import EntryPoint, Guarded, opens
from admin_views.history import told
from admin_views.labels import label_of
from admin_views.limits import LOOKUPS, limiter
from admin_views.list_page import ListPage
from admin_views.lookups import Pick
from admin_views.messages import tell
from admin_views.story import Cell, Facts, Link
from models import db
from models.search import SEARCHED
from queries.history import history
from terms.text import say

__all__ = ["EntryPoint", "Guarded", "Screen", "opens", "picks_of"]


@cache
def picks_of(form: type[Form]) -> dict[str, Pick]:
    """What the fields of a form pick. The same for every request, so one form is made to look at."""
    return {field.name: field.pick for field in form() if isinstance(field, PickField)}


class Screen(Guarded, ListPage, ModelView):
    """The pages of one table. Nothing is ever deleted, nothing edited in place."""

    model: Any = None
    address = ""
    # Where its pages lie, when not under the address: "rulebook/draft".
    path = ""
    title: Any = ""
    icon = "list"
    create_with: Any = None
    update_with: Any = None
    form: type[Form] | None = None
    edit_form_class: type[Form] | None = None
    column_list: tuple[str, ...] = ()
    column_labels: Mapping[str, Any] = {}
    column_formatters: Mapping[str, Callable[[Any], Any]] = {}
    details: tuple[tuple[Any, tuple[str, ...]], ...] = ()
    pills: tuple[str, ...] = ()
    extra_picks: Mapping[str, Pick] = {}
    shows_history = True
    list_template = "screen/list.html"
    details_template = "screen/details.html"
    form_template = "screen/form.html"

    # Flask-Admin's pages that a screen does not have: the names carry no address any more.
    delete_view = None
    export = None
    ajax_update = None
    can_delete = False
    can_export = False
    can_set_page_size = False

    def __init__(self) -> None:
        super().__init__(self.model, db, name=self.title, endpoint=self.address, url=f"/{self.path or self.address}")
        self._untouched_filters = {}

    # Flask-Admin would scaffold forms and filters over whole tables here; a screen declares its own.
    def _refresh_cache(self) -> None:
        self._edit_form: Any = self.edit_form_class or self.form

    def scaffold_auto_joins(self) -> list[Any]:
        return []

    def init_search(self) -> bool:
        return self.model in SEARCHED or bool(self.column_searchable_list)

    @property
    def can_create(self) -> bool:
        return self.create_with is not None and self.form is not None and self.allows("create")

    @property
    def can_edit(self) -> bool:
        return self.update_with is not None and self._edit_form is not None and self.allows("edit")

    def is_action_allowed(self, name: str) -> bool:
        return self.allows(name)

    # Words.
    def label(self, column: str) -> Any:
        return self.column_labels.get(column) or label_of(column)

    def cell(self, row: Any, column: str) -> Cell:
        return cell(self.model, row, column, pill=column in self.pills, formatter=self.column_formatters.get(column))

    def title_of(self, row: Any) -> str:
        """How a row is called at the head of its page."""
        return str(row)

    def url_of(self, row: Any, page: str = "details_view", **more: Any) -> str:
        return address_of(f"{self.endpoint}.{page}", id=row.id, **more)

    def file_links(self, asked: listing.Asked) -> list[Link]:
        """What the list gives and takes as files."""
        return []

    def badge(self) -> int:
        """How much waits here for the person; shown in the menu when there is any. One cheap statement at most."""
        return 0

    # Several rows at once: `@action("verb", label, question)` methods, opened by the permission of their name.
    def bulk_actions(self) -> list[tuple[str, str, str]]:
        return [(name, label, self._actions_data[name][2] or "") for name, label in self._actions if self.allows(name)]

    @expose("/action/", methods=("POST",))
    @opens("read")
    def action_view(self) -> ResponseReturnValue:
        name = request.form.get("action", "")
        if name not in self._actions_data or not self.allows(name):
            abort(403)
        answer = self._actions_data[name][0](request.form.getlist("rowid"))
        return answer or redirect(address_of(f"{self.endpoint}.index_view"))

    # One row.
    @expose("/details/")
    @opens("read")
    def details_view(self) -> ResponseReturnValue:
        row = self.row()
        events = history(db.session(), self.model.__tablename__, row.id) if self.shows_history else []
        return self.render(
            self.details_template, row=row, heading=self.title_of(row), sections=self.sections(row),
            links=self.links(row), events=told(events),
        )  # fmt: skip

    def sections(self, row: Any) -> list[Any]:
        """The cards of the details page: `Facts` and `Table` in reading order."""
        groups = self.details or (("", self.column_list),)
        return [Facts(title, [(self.label(name), self.cell(row, name)) for name in names]) for title, names in groups]

    def links(self, row: Any) -> list[Link]:
        """What can be done from the details page."""
        return (
            [Link(gettext("Edit"), self.url_of(row, "edit_view"), primary=True, icon="edit")] if self.can_edit else []
        )

    # Entering and changing.
    @expose("/new/", methods=("GET", "POST"))
    @opens("create")
    def create_view(self) -> ResponseReturnValue:
        form_class = self.form if self.can_create else None
        if form_class is None:
            abort(404)
        form = form_class(posted(), data=self.prefill())
        return acting.answer(self, form, self.create_with, {}, title=gettext("New"), done=self.after_create)

    def prefill(self) -> dict[str, Any]:
        """What a new form starts with."""
        return {}

    @expose("/edit/", methods=("GET", "POST"))
    @opens("edit")
    def edit_view(self) -> ResponseReturnValue:
        if not self.can_edit:
            abort(404)
        row = self.row()
        form = self.edit_form_for(row)
        return acting.answer(
            self, form, self.update_with, self.key(row), row=row, title=gettext("Edit"), done=self.after_change
        )

    def edit_form_for(self, row: Any) -> Form:
        """The form of a change, filled with the row."""
        return self._edit_form(posted(), obj=row)

    def act(
        self, row: Any, form: Form, use_case: Callable[..., Any], *, title: Any, button: Any = None, **more: Any
    ) -> ResponseReturnValue:
        """The page of one act on one row: shows the form, calls the use-case, goes back to the row."""
        return acting.answer(
            self, form, use_case, self.key(row), row=row, title=title, button=button, done=self.after_change, **more
        )

    def attempt(self, use_case: Callable[..., Any], **values: Any) -> Any:
        """Call a use-case as the signed-in person; a refusal becomes a message and the answer None."""
        return acting.attempt(use_case, **values)

    def key(self, row: Any) -> dict[str, Any]:
        return {f"{self.model.__tablename__}_id": row.id}

    def after_create(self, row: Any) -> ResponseReturnValue:
        tell(say("Saved."))
        return redirect(self.url_of(row))

    def after_change(self, row: Any) -> ResponseReturnValue:
        tell(say("Saved."))
        return redirect(self.url_of(row))

    # Relations by typing: only what this screen's forms and filters pick, only in scope, only key and words.
    @expose("/ajax/lookup/")
    @limiter.limit(LOOKUPS)
    @opens("read")
    def ajax_lookup(self) -> ResponseReturnValue:
        pick = self.picks().get(request.args.get("name", ""))
        if pick is None:
            abort(404)
        found = pick.matches(request.args.get("query", ""), beside=pick.beside_in(request.args))
        return jsonify(results=[pick.answer(row) for row in found])

    def picks(self) -> dict[str, Pick]:
        """What may be picked here: filters for readers; fields of forms for whoever may enter or change."""
        picks = {filter_.name: filter_.pick for filter_ in self.filters if filter_.kind == "pick"}
        forms = [
            form
            for form, may_use in ((self.form, self.can_create), (self._edit_form, self.can_edit))
            if form and may_use
        ]
        for form in forms:
            picks |= picks_of(form)  # type: ignore[arg-type]  # a class is hashable
        return picks | dict(self.extra_picks)
