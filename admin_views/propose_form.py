"""The proposal: up to five lines of what is given, and why."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import wtforms
from flask import url_for
from flask_babel import lazy_gettext
from wtforms import FieldList, FormField

from admin_views.forms import (
    BooleanField,
    Form,
    IntegerField,
    LineField,
    MoneyField,
    PickField,
    ProseField,
    TermField,
    required,
)
from admin_views.goods_picks import PRODUCTS
from admin_views.words import translate
from models import Complaint
from terms.complaint import Remedy, SettlementStatus
from terms.refusal import Refusal
from terms.trade import Unit
from workflows.settlements.lines import IN_GOODS, Proposal, ProposedLine

LINES = 5


class LineForm(wtforms.Form):
    """One line; without a remedy it is no line."""

    Meta = Form.Meta

    remedy = TermField(lazy_gettext("Remedy"), Remedy)
    product_id = PickField(lazy_gettext("Product"), PRODUCTS)
    exchanged_quantity = IntegerField(lazy_gettext("Quantity exchanged"), most=1_000_000)
    compensated_quantity = IntegerField(lazy_gettext("Quantity compensated in all"), most=1_000_000)
    unit = TermField(lazy_gettext("Unit"), Unit)
    cash = MoneyField(lazy_gettext("Cash in yuan"))
    note = LineField(lazy_gettext("Note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.product_id.render_kw = {"source": url_for("complaint.ajax_lookup", name="goods")}

    @property
    def is_used(self) -> bool:
        return self.remedy.data is not None

    def line(self) -> ProposedLine:
        """The line as the use-case takes it; what does not belong to its remedy is left out."""
        goods = self.remedy.data in IN_GOODS
        assert self.remedy.data is not None
        return ProposedLine(
            remedy=self.remedy.data,
            product_id=self.product_id.data,
            exchanged_quantity=(self.exchanged_quantity.data or 0) if goods else 0,
            compensated_quantity=(self.compensated_quantity.data or 0) if goods else 0,
            unit=self.unit.data or Unit.BOTTLE,
            cash=Decimal(0) if goods else self.cash.data or Decimal(0),
            note=self.note.data or "",
        )


class Lines(FieldList):
    """Always so many lines, each in its place: WTForms' own moves lines up over a gap and then reads one twice."""

    def process(self, formdata: Any, data: Any = wtforms.utils.unset_value, extra_filters: Any = None) -> None:
        given = [] if data is wtforms.utils.unset_value else list(data or ())
        self.last_index, self.object_data = -1, given
        self.entries: list[Any] = []
        for n in range(LINES):
            self._add_entry(formdata, given[n] if n < len(given) else wtforms.utils.unset_value, index=n)


class ProposeForm(Form):
    lines = Lines(FormField(LineForm), max_entries=LINES)
    reason = ProseField(lazy_gettext("Why this settlement"), required(), render_kw={"rows": 3})
    other_variety = BooleanField(lazy_gettext("Another variety is given"))
    gifts_returned = BooleanField(lazy_gettext("The promotional goods come back"))

    @property
    def used(self) -> list[tuple[int, LineForm]]:
        """The lines that say something, with their places on the form."""
        return [(n, entry.form) for n, entry in enumerate(self.lines) if entry.form.is_used]

    def proposal(self) -> Proposal:
        return Proposal(
            lines=tuple(line.line() for _n, line in self.used),
            reason=self.reason.data or "",
            other_variety=bool(self.other_variety.data),
            gifts_returned=True if self.gifts_returned.data else None,
        )

    def values(self) -> dict[str, Any]:
        return {"proposal": self.proposal()}

    def refuse(self, refusal: Refusal) -> None:
        """As every form; what is said of the n-th used line stands at that line."""
        super().refuse(refusal)
        self.lines.errors = []
        for name, text in refusal.fields:
            place = name.removeprefix("lines-")
            if place.isdigit() and int(place) < len(self.used):
                field = self.used[int(place)][1].remedy
                field.errors = [*field.errors, translate(text)]


AGAIN = (SettlementStatus.SENT_BACK, SettlementStatus.REFUSED, SettlementStatus.TAKEN_BACK)
FIELDS = ("remedy", "product_id", "exchanged_quantity", "compensated_quantity", "unit", "cash", "note")


def first_lines(case: Complaint) -> dict[str, Any]:
    """What the form starts with: the proposal that came back, to be corrected; else the plainest settlement."""
    settlement = case.settlement
    if settlement is None or settlement.status not in AGAIN:
        return _plainest(case)
    lines = [{name: getattr(line, name) for name in FIELDS} for line in settlement.lines]
    return {"lines": lines, "reason": settlement.reason}


def _plainest(case: Complaint) -> dict[str, Any]:
    """What was complained of, one for one."""
    goods = case.product_id is not None
    line = {
        "remedy": Remedy.EXCHANGE if goods else Remedy.APOLOGY,
        "product_id": case.product_id,
        "exchanged_quantity": case.quantity if goods else None,
        "compensated_quantity": case.quantity if goods else None,
        "unit": case.unit,
    }
    return {"lines": [line]}
