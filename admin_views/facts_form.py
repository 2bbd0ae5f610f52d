"""The facts of a case, to be completed or put right: filled with what stands there."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from admin_views.forms import (
    BooleanField,
    DateField,
    Form,
    InputRequired,
    IntegerField,
    LineField,
    PickField,
    TermField,
    required,
)
from admin_views.goods_picks import PRODUCTS
from models import Complaint
from terms.refusal import Refusal
from terms.returns import NO_PROMOTION, stated_promotion
from terms.trade import BatchMark, Fault, Unit
from workflows.complaints.complete_facts import Facts
from workflows.complaints.register import MOST_UNITS

# The business names what is missing; these are the fields where it is typed.
FIELDS = {"product": "product_id", "batch": "batch_code", "name": "complainant_name", "phone": "complainant_phone"}
SAME = (
    "complainant_name", "complainant_phone", "address", "purchase_place", "purchased_on", "product_id", "batch_mark",
    "batch_code", "produced_on", "quantity", "unit", "fault",
)  # fmt: skip


class FactsForm(Form):
    """Fields are named as in `Facts`."""

    complainant_name = LineField(lazy_gettext("Name"), most=64)
    complainant_phone = LineField(lazy_gettext("Phone"), most=32, render_kw={"inputmode": "tel"})
    address = LineField(lazy_gettext("Detailed address"))
    purchase_place = LineField(lazy_gettext("Place of purchase"))
    purchased_on = DateField(lazy_gettext("Purchase date"))
    promotion = LineField(lazy_gettext("Promotion enjoyed"))
    no_promotion = BooleanField(lazy_gettext("No promotion"))
    product_id = PickField(lazy_gettext("Product"), PRODUCTS)
    batch_code = LineField(lazy_gettext("Batch number"), most=64)
    batch_mark = TermField(lazy_gettext("Batch number on the goods"), BatchMark, [InputRequired()])
    produced_on = DateField(lazy_gettext("Production date"))
    quantity = IntegerField(lazy_gettext("Quantity"), required(), least=1, most=MOST_UNITS)
    unit = TermField(lazy_gettext("Unit"), Unit, [InputRequired()])
    fault = TermField(lazy_gettext("Fault"), Fault, [InputRequired()])

    def values(self) -> dict[str, Any]:
        said = {name: self[name].data for name in SAME}
        promotion = NO_PROMOTION if self.no_promotion.data else self.promotion.data or ""
        return {"facts": Facts(**said, promotion=promotion)}

    def refuse(self, refusal: Refusal) -> None:
        """As every form, with the business's names of facts brought to this form's fields."""
        refusal.fields = tuple((FIELDS.get(name, name), text) for name, text in refusal.fields)
        super().refuse(refusal)


def facts_of(case: Complaint) -> dict[str, Any]:
    """What the form starts with."""
    none = stated_promotion(case.promotion) == ""
    promotion = {"promotion": "" if none else case.promotion, "no_promotion": none}
    return {name: getattr(case, name) for name in SAME} | promotion
