"""Goods and customers: what is sold, in what, to whom."""

from __future__ import annotations

from terms.term import Term


class CustomerKind(Term):
    CONSUMER = "consumer", "消费者", "Consumer"
    DISTRIBUTOR = "distributor", "经销商", "Distributor"
    WHOLESALER = "wholesaler", "批发商", "Wholesaler"
    SALES_POINT = "sales_point", "市场售点", "Sales point"


class CustomerGrade(Term):
    NORMAL = "normal", "普通客户", "Normal"
    KEY = "key", "重点客户", "Key customer"


class Package(Term):
    CAN = "can", "易拉罐", "Can"
    GLASS = "glass", "玻璃瓶", "Glass bottle"
    PET = "pet", "PET瓶", "PET bottle"
    CARTON = "carton", "纸盒", "Carton"
    BAG = "bag", "袋装", "Bag"
    LOOSE = "loose", "散装", "Loose"


class Unit(Term):
    """The sales unit a quantity is counted in: a case, which units per case convert, or the smallest one."""

    BOTTLE = "bottle", "瓶", "bottle"
    BAG = "bag", "袋", "bag"
    PIECE = "piece", "件", "piece"
    CASE = "case", "箱", "case"


class BatchMark(Term):
    """What the complainant can read of the batch number on the goods."""

    PRINTED = "printed", "有批号", "Printed"
    NOT_PRINTED = "not_printed", "未印批号", "Not printed"
    UNREADABLE = "unreadable", "无法辨认", "Unreadable"


class Fault(Term):
    """What is wrong with the goods, in the words of the return rules and of the quality desk."""

    LEAK = "leak", "渗漏", "Leak"
    BREAKAGE = "breakage", "破损", "Breakage"
    DAMAGED_PACKAGE = "damaged_package", "包装破损", "Damaged package"
    QUALITY = "quality", "质量问题", "Quality problem"
    FOREIGN_BODY = "foreign_body", "异物", "Foreign body"
    OFF_TASTE = "off_taste", "口味异常", "Off taste"
    SEDIMENT = "sediment", "沉淀", "Sediment"
    LABEL = "label", "标签问题", "Label"
    SHORT_COUNT = "short_count", "数量短少", "Short count"
    NEAR_EXPIRY = "near_expiry", "临期", "Near expiry"
    UNWANTED = "unwanted", "无理由退换", "Unwanted"
    SERVICE = "service", "服务问题", "Service"
