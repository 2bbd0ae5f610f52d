"""Who bears a cost of service, and when."""

from __future__ import annotations

from terms.term import Term


class CostOccasion(Term):
    RETURN_FREIGHT = "return_freight", "退换货运费", "Freight of a return or exchange"
    RETURN_HANDLING = "return_handling", "退换货手续费", "Handling fee of a return or exchange"
    WARRANTY_TRANSPORT = "warranty_transport", "保修运输费", "Transport in warranty"
    WARRANTY_REPAIR = "warranty_repair", "保修维修费", "Repair in warranty"
    MISUSE_REPAIR = "misuse_repair", "人为损坏维修费", "Repair of damage by the user"
    MAINTENANCE = "maintenance", "维修保养费", "Maintenance"
    ON_SITE_TRAINING = "on_site_training", "现场培训费", "Training on site"
    INSTALLATION = "installation", "安装调试费", "Installation"
    TESTING = "testing", "检测费", "Testing"


class Bearer(Term):
    COMPANY = "company", "公司", "The company"
    CUSTOMER = "customer", "客户", "The customer"
    SUPPLIER = "supplier", "供货方", "The supplier"
