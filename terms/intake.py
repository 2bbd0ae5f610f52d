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
    DEMAND = "demand", "客户要求", "What is asked for"
    SERVICE_TIME = "service_time", "服务时间", "Time of the service"
    SERVICE_PLACE = "service_place", "服务地点", "Place of the service"
    PERSONS = "persons", "涉及人员和部门", "Persons and departments concerned"
    MODEL = "model", "产品型号", "Product model"
    FAULT_TIME = "fault_time", "故障发生时间", "Time of the fault"
    PROOF_OF_PURCHASE = "proof_of_purchase", "购买凭证", "Proof of purchase"


class IntakeDemand(Term):
    """What a policy asks of the way a case comes in."""

    REAL_NAME = "real_name", "实名", "Real name"
    TRUTHFUL = "truthful", "如实提供信息", "True information"
    WRITTEN = "written", "书面", "In writing"
    SIGNATURE = "signature", "签字", "Signed"
    CONTACT_FIRST = "contact_first", "处理前先联系投诉人", "Complainant contacted before handling"
    ONLINE_REGISTER = "online_register", "录入系统", "Entered into the system"
    NUMBER = "number", "编号", "Numbered"
    FILED_BY_PRODUCT = "filed_by_product", "按产品归档", "Filed by product"
