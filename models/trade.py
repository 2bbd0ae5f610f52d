"""Whom we sell to and what: customers, products, batches, shipments."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Model, line, money, quantity, word
from models.organisation import Region, Staff
from terms.trade import CustomerGrade, CustomerKind, Package


class Customer(Model):
    """A consumer, distributor, wholesaler or sales point (客户档案)."""

    __tablename__ = "customer"
    __table_args__ = (
        Index("ix_customer_region_id", "region_id", "id"),
        Index("ix_customer_phone", "phone"),
        Index("ix_customer_distributor_id", "distributor_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[word] = mapped_column(unique=True)
    name: Mapped[line]
    pinyin: Mapped[line] = mapped_column(default="")
    kind: Mapped[CustomerKind]
    phone: Mapped[str | None] = mapped_column(String(32))
    contact: Mapped[word] = mapped_column(default="")
    address: Mapped[line] = mapped_column(default="")
    grade: Mapped[CustomerGrade] = mapped_column(default=CustomerGrade.NORMAL)
    region_id: Mapped[int] = mapped_column(ForeignKey("region.id"))
    distributor_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"))
    note: Mapped[line] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    region: Mapped[Region] = relationship()
    distributor: Mapped[Customer | None] = relationship(remote_side=[id])
    created_by: Mapped[Staff | None] = relationship()

    def __str__(self) -> str:
        return self.name


class Product(Model):
    """One SKU. Its price is yuan per bottle (the smallest sales unit); its line may have a policy of its own."""

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("units_per_case > 0", name="case_not_empty"),
        CheckConstraint("shelf_life_days > 0", name="shelf_life_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sku: Mapped[word] = mapped_column(unique=True)
    name: Mapped[line]
    pinyin: Mapped[line] = mapped_column(default="")
    package: Mapped[Package]
    spec: Mapped[word] = mapped_column(default="")
    units_per_case: Mapped[int]
    shelf_life_days: Mapped[int]
    price: Mapped[money]
    product_line: Mapped[word] = mapped_column(default="", server_default="")
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    def __str__(self) -> str:
        return self.name


class Batch(Model):
    """One production batch of one product; quantity in bottles."""

    __tablename__ = "batch"
    __table_args__ = (Index("ix_batch_product_id", "product_id", "produced_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[word] = mapped_column(unique=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    produced_on: Mapped[date]
    produced_quantity: Mapped[quantity] = mapped_column(default=0)
    production_line: Mapped[word] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    product: Mapped[Product] = relationship(lazy="joined", innerjoin="unnested")  # type: ignore[arg-type]  # documented, not annotated

    def __str__(self) -> str:
        return self.code


class Shipment(Model):
    """Goods of one batch sent to one customer; price in yuan per case."""

    __tablename__ = "shipment"
    __table_args__ = (
        CheckConstraint("cases > 0", name="something_shipped"),
        Index("ix_shipment_customer_id", "customer_id", "shipped_on"),
        Index("ix_shipment_batch_id", "batch_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[word] = mapped_column(unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    shipped_on: Mapped[date]
    cases: Mapped[quantity]
    price: Mapped[money]
    promotion: Mapped[line] = mapped_column(default="")
    voucher: Mapped[word] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    customer: Mapped[Customer] = relationship()
    batch: Mapped[Batch] = relationship()

    def __str__(self) -> str:
        return self.number
