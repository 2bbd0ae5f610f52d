"""What is asked of a complainant, field by field; the value is the form's field name."""

from __future__ import annotations

from terms.term import Term


class IntakeField(Term):
    PURCHASE_PLACE = "purchase_place", "购买地点", "Place of purchase"
    ADDRESS = "address", "详细住址", "Detailed address"
    PRODUCT = "product", "投诉产品", "Product"
    PRODUCED_ON = "produced_on", "生产日期", "Production date"
    BATCH = "batch", "批号", "Batch number"
    PHOTOS = "photos", "照片", "Photos"
    NAME = "name", "姓名", "Name"
    PHONE = "phone", "电话", "Phone"
    PURCHASED_ON = "purchased_on", "进货日期", "Purchase date"
    PROMOTION = "promotion", "促销政策", "Promotion enjoyed"
    DESCRIPTION = "description", "投诉内容", "What happened"
