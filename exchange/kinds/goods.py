"""Products, batches, shipments."""

from __future__ import annotations

from exchange.columns import Column, Day, Kind, Line, Named, Whole, Word, YesNo, Yuan
from terms.exchange import FileKind
from terms.trade import Package

PRODUCTS = Kind(
    kind=FileKind.PRODUCTS,
    table="product",
    key="sku",
    beside=(),
    columns=(
        Column(name="sku", zh="产品编码", en="SKU", content=Line(64, code=True), required=True),
        Column(name="name", zh="产品名称", en="Name", content=Line(200), required=True),
        Column(name="package", zh="包装", en="Package", content=Word(Package), required=True, unasked=None),
        Column(name="spec", zh="规格", en="Specification", content=Line(64)),
        Column(name="product_line", zh="产品线", en="Product line", content=Line(64)),
        Column(
            name="units_per_case", zh="每箱瓶数", en="Units per case", content=Whole(1), required=True, unasked=None,
            about_zh="已有发货或投诉后不能更改。", about_en="Stays once goods were shipped or complained about.",
        ),
        Column(
            name="shelf_life_days", zh="保质期（天）", en="Shelf life in days", content=Whole(1), required=True,
            unasked=None,
        ),
        Column(
            name="price", zh="单价（元/瓶）", en="Price per bottle", content=Yuan(), required=True, unasked=None
        ),
        Column(
            name="active", zh="在用", en="In use", content=YesNo(), unasked=True,
            about_zh="留空为在用。", about_en="Empty means yes.",
        ),
    ),
)  # fmt: skip

BATCHES = Kind(
    kind=FileKind.BATCHES,
    table="batch",
    key="code",
    beside=(),
    columns=(
        Column(name="code", zh="批号", en="Batch number", content=Line(64, code=True), required=True),
        Column(
            name="product_id", zh="产品编码", en="SKU", content=Named("product"), required=True, unasked=None
        ),
        Column(name="product_name", zh="产品名称", en="Product", content=Line(200), given=True),
        Column(name="produced_on", zh="生产日期", en="Production date", content=Day(), required=True, unasked=None),
        Column(
            name="produced_quantity", zh="产量（瓶）", en="Produced quantity", content=Whole(0), unasked=0,
            about_zh="不清楚时留空。", about_en="In bottles; empty when not known.",
        ),
        Column(name="production_line", zh="生产线", en="Production line", content=Line(64)),
    ),
)  # fmt: skip

SHIPMENTS = Kind(
    kind=FileKind.SHIPMENTS,
    table="shipment",
    key="number",
    beside=("customer_id", "batch_id", "shipped_on", "cases", "price", "promotion", "voucher"),
    columns=(
        Column(
            name="number", zh="发货单号", en="Number", content=Line(64, code=True),
            about_zh="已有的发货按单号更新；新发货可留空，由系统编号。",
            about_en="A shipment known by this number is updated. Leave it empty for a new one: the system numbers it.",
        ),
        Column(
            name="customer_id", zh="客户编号", en="Customer code", content=Named("customer"), required=True,
            unasked=None,
        ),
        Column(name="customer_name", zh="客户名称", en="Customer", content=Line(200), given=True),
        Column(name="batch_id", zh="批号", en="Batch number", content=Named("batch"), required=True, unasked=None),
        Column(name="product_name", zh="产品名称", en="Product", content=Line(200), given=True),
        Column(name="shipped_on", zh="发货日期", en="Shipped on", content=Day(), required=True, unasked=None),
        Column(name="cases", zh="箱数", en="Cases shipped", content=Whole(1), required=True, unasked=None),
        Column(name="price", zh="单价（元/箱）", en="Price per case", content=Yuan(), required=True, unasked=None),
        Column(name="promotion", zh="促销政策", en="Promotion", content=Line(200)),
        Column(name="voucher", zh="凭证号", en="Voucher", content=Line(64, code=True)),
    ),
)  # fmt: skip
