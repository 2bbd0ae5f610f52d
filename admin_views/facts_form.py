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
from queries.rulebook import policy_of
from terms.intake import IntakeDemand
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


# Asked where the policy of the case demands them.
ASKED = ("demand", "model", "fault_time", "service_time", "service_place", "persons", "proof_of_purchase")
TICKED = {IntakeDemand.SIGNATURE: "signed", IntakeDemand.TRUTHFUL: "truthful"}


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
    demand = LineField(lazy_gettext("What the complainant wants"))
    model = LineField(lazy_gettext("Product model"), most=64)
    fault_time = LineField(lazy_gettext("Time of the fault"))
    service_time = LineField(lazy_gettext("Time of the service"))
    service_place = LineField(lazy_gettext("Place of the service"))
    persons = LineField(lazy_gettext("Persons and departments concerned"))
    proof_of_purchase = LineField(lazy_gettext("Proof of purchase"))
    signed = BooleanField(lazy_gettext("Complaint material signed"))
    truthful = BooleanField(lazy_gettext("Told to give true information"))

    def fit(self, case: Complaint) -> None:
        """Drop what the policy of the case does not demand of its kind."""
        intake = policy_of(case).intake
        wanted = {one.field.value for one in intake.demands if case.kind in one.kinds}
        wanted |= {TICKED[one.demand] for one in intake.formalities if one.demand in TICKED and case.kind in one.kinds}
        for name in (*ASKED, *TICKED.values()):
            if name not in wanted:
                del self[name]

    def values(self) -> dict[str, Any]:
        said = {name: self[name].data for name in SAME}
        said |= {name: self[name].data for name in (*ASKED, *TICKED.values()) if name in self}
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
    return {name: getattr(case, name) for name in (*SAME, *ASKED, *TICKED.values())} | promotion
