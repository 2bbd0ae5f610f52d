"""Picking one row of another table: never from a select box of the whole table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import wtforms
from markupsafe import Markup
from wtforms.validators import Optional, StopValidation

from admin_views.lookups import ALONE, Beside, Pick

LONGEST_TYPED = 100


class PickField(wtforms.Field):
    """One row of another table, found by typing; data is its id or None.

    What is posted must be in the person's scope, except a relation that was there before and stays as it was.
    Without scripts the typed text itself is looked up and taken when it names exactly one row.
    """

    control = "pick"

    def __init__(self, label: Any, pick: Pick, checks: Iterable[Any] = (), **options: Any) -> None:
        self.pick = pick
        self.stored: int | None = None
        self.typed = ""
        self.beside: Beside = ALONE
        self.refused = False
        super().__init__(label, list(checks) or [Optional()], **options)

    def process_data(self, value: Any) -> None:
        self.data = self.stored = value if isinstance(value, int) else None

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        posted = formdata or {}
        self.typed = posted.get(f"{self.name}-text", "").replace("\0", "").strip()[:LONGEST_TYPED]
        self.beside = self.pick.beside_in(posted)
        super().process(formdata, data, extra_filters)

    def process_formdata(self, valuelist: list[str]) -> None:
        posted = valuelist[0].strip() if valuelist else ""
        if posted:
            self.data = self._allowed(posted)
        elif self.typed:
            self.data = self.pick.only_match(self.typed, self.beside)
            self.raw_data = [str(self.data or "")]
        else:
            self.data = None
        self.refused = self.data is None and bool(posted or self.typed)

    def _allowed(self, posted: str) -> int | None:
        if self.stored is not None and posted == str(self.stored):
            return self.stored
        row = self.pick.one(posted, self.beside)
        return None if row is None else row.id

    def pre_validate(self, form: Any) -> None:
        # Stops here: a check for optional fields would take a refused key for an empty field and store nothing.
        if self.refused:
            raise StopValidation(self.gettext("Pick one entry from the list."))

    @property
    def text(self) -> str:
        """What stands in the box: the picked row by its words, or what was typed."""
        return self.pick.text_of(self.data) if self.data else self.typed

    def __call__(self, **options: Any) -> Markup:
        raise NotImplementedError("drawn by the macro `field` of layout/macros.html")
