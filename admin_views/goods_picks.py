"""What a case names by typing: the complainant, the product, the batch, the region."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_

from admin_views.forms import PickField
from admin_views.lookups import Beside, Pick
from admin_views.signed_in import actor
from admin_views.words import day, language
from models import Batch, Customer, Department, Product, Region
from rules.privacy import phone_for


def customer_text(row: Customer) -> str:
    """Name, phone as far as this reader may read it, kind and place: enough to know the caller by."""
    phone = phone_for(actor().as_person(), row.phone or "")
    parts = [row.name, phone, row.kind.label(language()), row.region.name]
    return " · ".join(part for part in parts if part)


def product_text(row: Product) -> str:
    return f"{row.name} · {row.spec}" if row.spec else row.name


def batch_text(row: Batch) -> str:
    return f"{row.code} · {day(row.produced_on)} · {row.product.name}"


@dataclass(frozen=True)
class FewPick(Pick):
    """Rows that are few and stand in no word index: found by plain comparison of these columns."""

    columns: tuple[str, ...] = ("name", "code")

    def _condition(self, term: str) -> ColumnElement[bool]:
        return or_(*(getattr(self.model, name).icontains(term, autoescape=True) for name in self.columns))


def caller_of(row: Customer) -> dict[str, str]:
    """What is known of a caller, for the fields below; a phone this reader may not read is taken over unseen."""
    phone = row.phone or ""
    return {
        "complainant_name": row.contact or row.name,
        "complainant_phone": phone if phone_for(actor().as_person(), phone) == phone else "",
        "customer_kind": row.kind.value,
        "address": row.address,
        "region_id": str(row.region_id),
        "region_id-text": row.region.name,
    }


def goods_of(row: Batch) -> dict[str, str]:
    """A batch number alone names the product and its day."""
    return {
        "produced_on": row.produced_on.isoformat(),
        "product_id": str(row.product_id),
        "product_id-text": product_text(row.product),
    }


def of_product(beside: Beside) -> ColumnElement[bool] | None:
    product = beside.get("product_id")
    return Batch.product_id == product if product else None


CUSTOMERS = Pick(
    Customer, text=customer_text, only=lambda: Customer.active.is_(True), fills=caller_of, eager=("region",)
)
PRODUCTS = Pick(Product, least=1, text=product_text, only=lambda: Product.active.is_(True))
BATCHES = Pick(Batch, text=batch_text, beside=("product_id",), narrow=of_product, fills=goods_of, newest_first=True)
REGIONS = FewPick(Region, least=1, only=lambda: Region.active.is_(True), columns=("name", "code", "provinces"))
DEPARTMENTS = FewPick(Department, least=1)


class LoosePickField(PickField):
    """A relation that may be new: what was typed is kept when it names no entry exactly.

    same: whether what was typed names this row, letter by letter; nearly the same is somebody else.
    """

    def __init__(self, label: Any, pick: Pick, *, same: Any, **options: Any) -> None:
        super().__init__(label, pick, **options)
        self.same = same

    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and valuelist[0].strip():
            super().process_formdata(valuelist)
            return
        found = self.pick.matches(self.typed, 2, self.beside) if self.typed else []
        self.data = next((row.id for row in found if self.same(row, self.typed)), None)
