"""Files in and out: kinds of files, how an import stands, what is said of a row."""

from __future__ import annotations

from terms.term import Term


class FileKind(Term):
    """What the rows of a file are."""

    CUSTOMERS = "customers", "客户", "Customers"
    PRODUCTS = "products", "产品", "Products"
    BATCHES = "batches", "批次", "Batches"
    SHIPMENTS = "shipments", "发货", "Shipments"
    STAFF = "staff", "员工", "Staff"
    COMPLAINTS = "complaints", "投诉", "Complaints"
    SERVICES = "services", "服务记录", "Service records"
    PENALTIES = "penalties", "负激励", "Penalties"
    COSTS = "costs", "费用", "Costs"
    LETTERS = "letters", "函件", "Letters"


class FileFormat(Term):
    CSV = "csv", "CSV", "CSV"
    XLSX = "xlsx", "Excel", "Excel"


class FileEncoding(Term):
    """How the characters of a CSV file are written down."""

    FOUND = "found", "自动识别", "Find out"
    UTF_8 = "utf-8", "UTF-8", "UTF-8"
    GB18030 = "gb18030", "GB18030（简体中文）", "GB18030 (simplified Chinese)"
    UTF_16 = "utf-16", "UTF-16", "UTF-16"


class ImportState(Term):
    CHECKING = "checking", "检查中", "Being checked"
    CHECKED = "checked", "待确认", "To be confirmed"
    UNREADABLE = "unreadable", "无法读取", "Cannot be read"
    DROPPED = "dropped", "已放弃", "Dropped"
    IMPORTING = "importing", "导入中", "Being imported"
    IMPORTED = "imported", "已导入", "Imported"
    STOPPED = "stopped", "已中止", "Stopped"
    UNDOING = "undoing", "撤销中", "Being undone"
    UNDONE = "undone", "已撤销", "Undone"


class ImportReach(Term):
    """What is imported of a file in which some rows are wrong."""

    WHOLE_FILE = "whole_file", "整个文件", "The whole file or nothing"
    GOOD_ROWS = "good_rows", "仅无误的行", "Only the rows without errors"


class RowVerdict(Term):
    """What an import does with one row."""

    NEW = "new", "新增", "New"
    CHANGE = "change", "修改", "Change"
    SAME = "same", "无变化", "No change"
    BAD = "bad", "有误", "Wrong"
