"""The register form: what the caller says, in the order it is said on the telephone."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import ValidationError
from wtforms.validators import Optional, StopValidation

from admin_views.clock import now
from admin_views.forms import (
    BooleanField,
    DateField,
    Form,
    InputRequired,
    IntegerField,
    LineField,
    PickField,
    ProseField,
    TermField,
)
from admin_views.goods_picks import BATCHES, CUSTOMERS, PRODUCTS, REGIONS, LoosePickField
from admin_views.signed_in import actor
from admin_views.uploads import FilesField, storage
from admin_views.words import translate
from models import Batch, Customer, db
from queries.boards import policy_where
from queries.packs_now import books_in_force
from queries.regions import region_by_key, region_of
from queries.rulebook import in_force
from rulebook import Book
from rules.classes import knows_urgency
from rules.phones import normal_phone
from terms.classes import CaseClass
from terms.complaint import Channel, ComplaintKind, Severity
from terms.intake import IntakeDemand
from terms.refusal import Refusal
from terms.returns import NO_PROMOTION
from terms.time import local_date
from terms.trade import BatchMark, CustomerKind, Fault, Unit
from workflows.complaints.register import MOST_UNITS, Known, Registration, check_entries, completed, where_of

# The business names what is missing; these are the fields where it is typed.
FIELDS = {
    "product": "product_id",
    "batch": "batch_id",
    "name": "complainant_name",
    "phone": "complainant_phone",
    "region": "region_id",
    "customer": "customer_id",
    "files": "photos",
    "written": "channel",
    "real_name": "anonymous",
}
# What is ticked to show that a formality is met.
TICKED = {IntakeDemand.SIGNATURE: "signed", IntakeDemand.TRUTHFUL: "truthful"}
WITHOUT_GOODS = (
    ComplaintKind.SERVICE_COMPLAINT,
    ComplaintKind.SERVICE_REQUEST,
    ComplaintKind.CONSULTATION,
    ComplaintKind.SUGGESTION,
)
SHORTEST_PHONE = 7


def same_customer(row: Customer, typed: str) -> bool:
    return typed in (row.phone, row.code)


def same_batch(row: Batch, typed: str) -> bool:
    return row.code.casefold() == typed.casefold()


class NeededWithGoods(Optional):
    """Empty is fine where no goods are complained of; else the sentence is said."""

    def __init__(self, sentence: Any) -> None:
        super().__init__()
        self.sentence = sentence

    def __call__(self, form: Any, field: Any) -> None:
        if not field.errors and field.data is None and form.has_goods:
            raise StopValidation(str(self.sentence))
        super().__call__(form, field)


class RegisterForm(Form):
    """Fields are named as in `Registration`, so that the values travel unchanged."""

    customer_id = LoosePickField(
        lazy_gettext("Who is calling"), CUSTOMERS, same=same_customer,
        description=lazy_gettext("Last digits of the phone, name or pinyin. Somebody new: type on below."),
        render_kw={"autofocus": True, "wide": True},
    )  # fmt: skip
    complainant_phone = LineField(lazy_gettext("Phone"), most=32, render_kw={"inputmode": "tel", "autocomplete": "off"})
    complainant_name = LineField(lazy_gettext("Name"), most=64, render_kw={"autocomplete": "off"})
    customer_kind = TermField(lazy_gettext("Customer kind"), CustomerKind, [InputRequired()])
    anonymous = BooleanField(lazy_gettext("Wants to stay anonymous"))
    address = LineField(lazy_gettext("Detailed address"), render_kw={"autocomplete": "off"})
    purchase_place = LineField(lazy_gettext("Place of purchase"), render_kw={"autocomplete": "off"})
    region_id = PickField(lazy_gettext("Region"), REGIONS)

    product_id = PickField(lazy_gettext("Product"), PRODUCTS)
    batch_id = LoosePickField(lazy_gettext("Batch number"), BATCHES, same=same_batch)
    batch_mark = TermField(lazy_gettext("Batch number on the goods"), BatchMark, [InputRequired()])
    produced_on = DateField(lazy_gettext("Production date"))
    quantity = IntegerField(
        lazy_gettext("Quantity"),
        [NeededWithGoods(lazy_gettext("How much is it? Write a number."))],
        least=1,
        most=MOST_UNITS,
        render_kw={"must": True},
    )
    unit = TermField(lazy_gettext("Unit"), Unit, [InputRequired()])
    fault = TermField(
        lazy_gettext("Fault"), Fault, [NeededWithGoods(lazy_gettext("Choose what is wrong with the goods."))],
        render_kw={"must": True},
    )  # fmt: skip

    description = ProseField(lazy_gettext("What happened"), render_kw={"rows": 3})
    demand = LineField(lazy_gettext("What the complainant wants"))
    channel = TermField(lazy_gettext("Channel"), Channel, [InputRequired()])
    # Of policies that sort their cases; every other form is without them.
    case_class = TermField(lazy_gettext("Class"), CaseClass)
    urgent = BooleanField(lazy_gettext("Urgent"))
    # Of policies that demand them; every other form is without them.
    model = LineField(lazy_gettext("Product model"), most=64)
    fault_time = LineField(lazy_gettext("Time of the fault"))
    service_time = LineField(lazy_gettext("Time of the service"))
    service_place = LineField(lazy_gettext("Place of the service"))
    persons = LineField(lazy_gettext("Persons and departments concerned"))
    proof_of_purchase = LineField(lazy_gettext("Proof of purchase"), description=lazy_gettext("Paper and number"))
    signed = BooleanField(lazy_gettext("Complaint material signed"))
    truthful = BooleanField(lazy_gettext("Told to give true information"))
    photos = FilesField(lazy_gettext("Photos"))

    kind = TermField(lazy_gettext("Kind"), ComplaintKind, [InputRequired()])
    severity = TermField(lazy_gettext("Severity"), Severity, [InputRequired()])
    purchased_on = DateField(lazy_gettext("Purchase date"))
    promotion = LineField(lazy_gettext("Promotion enjoyed"))
    no_promotion = BooleanField(lazy_gettext("No promotion"))
    consumers = IntegerField(lazy_gettext("Consumers affected"), least=1, most=MOST_UNITS)
    incident = LineField(lazy_gettext("Incident"), most=64)

    WHO = ("complainant_phone", "complainant_name", "customer_kind", "anonymous", "address", "purchase_place")
    GOODS = ("product_id", "batch_id", "batch_mark", "produced_on", "quantity", "unit", "fault")
    SAID = ("description", "demand", "channel")
    CLASSED = ("case_class", "urgent")
    ASKED = ("model", "fault_time", "service_time", "service_place", "persons", "proof_of_purchase")
    TICKS = ("signed", "truthful")
    MORE = ("kind", "severity", "region_id", "purchased_on", "promotion", "no_promotion", "consumers", "incident")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        rule = self.book()
        self.case_class.among = tuple(rule.classes.classes)
        if not rule.classes.classes:
            del self.case_class
        if not knows_urgency(rule.classes, rule.time_limits):
            del self.urgent
        self._keep_what_is_asked(rule)

    def _keep_what_is_asked(self, rule: Book) -> None:
        """Drop what no policy of the company demands; the ways in that this policy names come first."""
        known = books_in_force(db.session(), on=local_date(now()))
        demanded = {one.field.value for book in known for one in book.intake.demands}
        demanded |= {TICKED[one.demand] for book in known for one in book.intake.formalities if one.demand in TICKED}
        for name in (*self.ASKED, *self.TICKS):
            if name not in demanded:
                del self[name]
        named = [one.channel for one in rule.intake.channels]
        self.channel.among = (*named, *(one for one in Channel if one not in named))

    def book(self) -> Book:
        """The policy that holds for the case as far as it stands on the form."""
        draft, region = self.draft(), region_by_key(db.session(), self.region)
        if region is None:
            return policy_where(db.session(), actor(), now())
        product = self.product_id.pick.one(draft.product_id) if draft.product_id else None
        where = where_of(draft, Known(region, self.customer, product, self.batch))
        return in_force(db.session(), on=local_date(now()), where=where)

    def validate_region_id(self, field: Any) -> None:
        if self.region is None:
            raise ValidationError(field.gettext("Which region is it? Type its name or the province."))

    def validate(self, extra_validators: Any = None) -> bool:
        """All at once: what the policy still asks for is said in the same round as what is not well-formed."""
        if super().validate(extra_validators):
            return True
        said = {field.name for field in self if field.errors}
        try:
            check_entries(*self._whole(), local_date(now()))
        except Refusal as refusal:
            for name, text in refusal.fields:
                field = FIELDS.get(name, name)
                if field in self and field not in said:
                    self[field].errors = [*self[field].errors, translate(text)]
        return False

    def _whole(self) -> tuple[Registration, Known, Book]:
        """What stands on the form with what is known of the rows it names."""
        draft = self.draft()
        product = self.product_id.pick.one(draft.product_id) if draft.product_id else None
        known = Known(None, self.customer, product, self.batch)  # type: ignore[arg-type]  # the region is not asked
        return completed(draft, known), known, self.book()

    @property
    def has_goods(self) -> bool:
        return self.kind.data not in WITHOUT_GOODS

    @property
    def open_more(self) -> bool:
        """Whether the folded part must be seen: something in it is wrong."""
        return any(self[name].errors for name in self.MORE)

    @property
    def customer(self) -> Customer | None:
        return self._picked(self.customer_id)

    @property
    def batch(self) -> Batch | None:
        return self._picked(self.batch_id)

    @property
    def region(self) -> int | None:
        """The region typed, else the caller's, else the one whose province the address names, else the reader's own."""
        if self.region_id.data:
            return self.region_id.data
        if self.customer:
            return self.customer.region_id
        return region_of(db.session(), self.address.data or "") or actor().region_id

    def draft(self) -> Registration:
        """What stands on the form, complete or not."""
        batch = self.batch
        return Registration(
            channel=self.channel.data or Channel.PHONE,
            description=self.description.data or "",
            region_id=self.region or 0,
            fault=self.fault.data or Fault.SERVICE,
            quantity=self.quantity.data or 1,
            kind=self.kind.data or ComplaintKind.QUALITY_COMPLAINT,
            severity=self.severity.data or Severity.GENERAL,
            case_class=self.case_class.data if "case_class" in self else None,
            urgent=bool("urgent" in self and self.urgent.data),
            customer_id=self.customer_id.data,
            customer_kind=self.customer_kind.data or CustomerKind.CONSUMER,
            anonymous=bool(self.anonymous.data),
            complainant_name=self.complainant_name.data or self._typed(phone=False),
            complainant_phone=normal_phone(self.complainant_phone.data or self._typed(phone=True)) or "",
            address=self.address.data or "",
            purchase_place=self.purchase_place.data or "",
            purchased_on=self.purchased_on.data,
            promotion=NO_PROMOTION if self.no_promotion.data else self.promotion.data or "",
            product_id=self.product_id.data or (batch.product_id if batch else None),
            batch_id=self.batch_id.data,
            batch_mark=self.batch_mark.data or BatchMark.PRINTED,
            batch_code="" if batch else self.batch_id.typed[:64],
            produced_on=self.produced_on.data,
            unit=self.unit.data or Unit.BOTTLE,
            consumers=self.consumers.data or 1,
            incident=self.incident.data or "",
            demand=self.demand.data or "",
            **self._asked(),
            photos=self.photos.data,
        )

    def _asked(self) -> dict[str, Any]:
        """What only some policies ask for."""
        told: dict[str, Any] = {name: self[name].data or "" for name in self.ASKED if name in self}
        return told | {name: bool(self[name].data) for name in self.TICKS if name in self}

    def values(self) -> dict[str, Any]:
        return {"registration": self.draft(), "storage": storage()}

    def refuse(self, refusal: Refusal) -> None:
        """As every form, with the business's names of facts brought to this form's fields."""
        fields = tuple((FIELDS.get(name, name), text) for name, text in refusal.fields)
        refusal.fields = fields
        super().refuse(refusal)

    def _typed(self, *, phone: bool) -> str:
        """What was typed to find the caller and found nobody: a phone or a name."""
        text = "" if self.customer_id.data else self.customer_id.typed
        digits = sum(character.isdigit() for character in text)
        return text if (digits >= SHORTEST_PHONE) is phone else ""

    @staticmethod
    def _picked(field: Any) -> Any:
        return field.pick.one(field.data) if field.data else None
