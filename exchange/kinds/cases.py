"""Complaints (投诉) and service records (服务记录): registered from a file, never changed by one."""

from __future__ import annotations

from exchange.columns import Column, Day, Kind, Line, Moment, Named, Whole, Word, YesNo
from terms.classes import CaseClass
from terms.complaint import Channel, ComplaintKind, Severity, State
from terms.exchange import FileKind
from terms.service import ServiceKind, ServiceStatus
from terms.trade import BatchMark, CustomerKind, Fault, Unit

PROSE = 4000

COMPLAINTS = Kind(
    kind=FileKind.COMPLAINTS,
    table="complaint",
    key="reference",
    beside=(
        "channel", "region_id", "customer_id", "complainant_name", "complainant_phone", "product_id", "batch_code",
        "quantity", "fault", "description",
    ),
    columns=(
        Column(
            name="number", zh="投诉编号", en="Complaint number", content=Line(64, code=True), given=True,
            about_zh="由系统编号。", about_en="Given by the system.",
        ),
        Column(
            name="reference", zh="原编号", en="Own reference", content=Line(64, code=True), unasked=None,
            about_zh="原台账或原系统中的编号；再次导入时据此识别。",
            about_en="The number in your own books; a file sent again is known by it.",
        ),
        Column(
            name="kind", zh="类型", en="Kind", content=Word(ComplaintKind), unasked=ComplaintKind.QUALITY_COMPLAINT,
            about_zh="留空为质量投诉。", about_en="Empty means quality complaint.",
        ),
        Column(name="channel", zh="来源渠道", en="Channel", content=Word(Channel), required=True, unasked=None),
        Column(
            name="severity", zh="严重程度", en="Severity", content=Word(Severity), unasked=Severity.GENERAL,
            about_zh="留空为一般。", about_en="Empty means general.",
        ),
        Column(name="region_id", zh="大区", en="Region", content=Named("region"), required=True, unasked=None),
        Column(name="customer_id", zh="客户编号", en="Customer code", content=Named("customer"), unasked=None),
        Column(
            name="customer_kind", zh="客户类型", en="Customer kind", content=Word(CustomerKind),
            unasked=CustomerKind.CONSUMER, about_zh="填了客户编号时按客户档案。",
            about_en="Taken from the customer where one is named; else empty means consumer.",
        ),
        Column(
            name="anonymous", zh="匿名", en="Anonymous", content=YesNo(), unasked=False,
            about_zh="留空为否。", about_en="Empty means no.",
        ),
        Column(name="complainant_name", zh="投诉人", en="Complainant", content=Line(64)),
        Column(
            name="complainant_phone", zh="投诉人电话", en="Complainant's phone", content=Line(40, code=True),
        ),
        Column(name="address", zh="详细住址", en="Address", content=Line(200)),
        Column(name="purchase_place", zh="购买地点", en="Place of purchase", content=Line(200)),
        Column(name="purchased_on", zh="购买日期", en="Purchase date", content=Day(), unasked=None),
        Column(name="promotion", zh="促销政策", en="Promotion", content=Line(200)),
        Column(name="product_id", zh="产品编码", en="SKU", content=Named("product"), unasked=None),
        Column(
            name="batch_mark", zh="批号标识", en="Batch number on the goods", content=Word(BatchMark),
            unasked=BatchMark.PRINTED, about_zh="留空为有批号。", about_en="Empty means printed.",
        ),
        Column(name="batch_code", zh="批号", en="Batch number", content=Line(64, code=True)),
        Column(name="produced_on", zh="生产日期", en="Production date", content=Day(), unasked=None),
        Column(name="quantity", zh="数量", en="Quantity", content=Whole(1), required=True, unasked=None),
        Column(
            name="unit", zh="单位", en="Unit", content=Word(Unit), unasked=Unit.BOTTLE,
            about_zh="留空为瓶。", about_en="Empty means bottle.",
        ),
        Column(name="fault", zh="问题", en="Fault", content=Word(Fault), required=True, unasked=None),
        Column(
            name="consumers", zh="涉及消费者人数", en="Consumers affected", content=Whole(1), unasked=1,
            about_zh="留空为1。", about_en="Empty means 1.",
        ),
        Column(name="incident", zh="事件", en="Incident", content=Line(64)),
        Column(name="description", zh="投诉内容", en="What happened", content=Line(PROSE), required=True),
        Column(name="demand", zh="投诉人要求", en="What the complainant wants", content=Line(200)),
        Column(name="model", zh="产品型号", en="Product model", content=Line(64)),
        Column(name="fault_time", zh="故障发生时间", en="Time of the fault", content=Line(200)),
        Column(name="service_time", zh="服务时间", en="Time of the service", content=Line(200)),
        Column(name="service_place", zh="服务地点", en="Place of the service", content=Line(200)),
        Column(name="persons", zh="涉及人员和部门", en="Persons and departments concerned", content=Line(200)),
        Column(name="proof_of_purchase", zh="购买凭证", en="Proof of purchase", content=Line(200)),
        Column(
            name="signed", zh="材料已签字", en="Material signed", content=YesNo(), unasked=False,
            about_zh="留空为否。", about_en="Empty means no.",
        ),
        Column(
            name="truthful", zh="已提醒如实提供", en="Told to give true information", content=YesNo(), unasked=False,
            about_zh="留空为否。", about_en="Empty means no.",
        ),
        Column(
            name="case_class", zh="级别", en="Class", content=Word(CaseClass), unasked=None,
            about_zh="制度分级的填级别；留空为未定级。", about_en="Where the policy has classes; may stay empty.",
        ),
        Column(
            name="urgent", zh="紧急", en="Urgent", content=YesNo(), unasked=False,
            about_zh="留空为否。", about_en="Empty means no.",
        ),
        Column(name="state", zh="状态", en="State", content=Word(State), given=True),
        Column(name="registered_at", zh="登记时间", en="Registered at", content=Moment(), given=True),
        Column(name="due_at", zh="期限", en="Due", content=Moment(), given=True),
    ),
)  # fmt: skip

SERVICES = Kind(
    kind=FileKind.SERVICES,
    table="service_record",
    key="reference",
    beside=("kind", "customer_id", "request", "place", "product_id", "engineer_id", "planned_at"),
    columns=(
        Column(
            name="number", zh="服务编号", en="Service number", content=Line(64, code=True), given=True,
            about_zh="由系统编号。", about_en="Given by the system.",
        ),
        Column(
            name="reference", zh="原编号", en="Own reference", content=Line(64, code=True), unasked=None,
            about_zh="原台账或原系统中的编号；再次导入时据此识别。",
            about_en="The number in your own books; a file sent again is known by it.",
        ),
        Column(name="kind", zh="服务类型", en="Kind", content=Word(ServiceKind), required=True, unasked=None),
        Column(
            name="customer_id", zh="客户编号", en="Customer code", content=Named("customer"), required=True,
            unasked=None,
        ),
        Column(name="request", zh="服务需求", en="What was asked", content=Line(PROSE), required=True),
        Column(
            name="place", zh="地点", en="Place", content=Line(200), about_zh="留空为客户地址。",
            about_en="Empty means the customer's address.",
        ),
        Column(name="product_id", zh="产品编码", en="SKU", content=Named("product"), unasked=None),
        Column(
            name="complaint_id", zh="投诉编号", en="Complaint number", content=Named("complaint"), unasked=None
        ),
        Column(name="engineer_id", zh="服务人员工号", en="Service engineer", content=Named("staff"), unasked=None),
        Column(name="planned_at", zh="计划上门时间", en="Planned for", content=Moment(), unasked=None),
        Column(name="status", zh="状态", en="Status", content=Word(ServiceStatus), given=True),
        Column(name="work_done", zh="处理内容", en="Work done", content=Line(PROSE), given=True),
        Column(name="requested_at", zh="登记时间", en="Requested at", content=Moment(), given=True),
    ),
)  # fmt: skip
