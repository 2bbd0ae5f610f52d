"""Who acts: roles, the ladder's order, the offices that file."""

from __future__ import annotations

from dataclasses import dataclass

from terms.term import Term


class Role(Term):
    CLERK = "clerk", "业务员", "Clerk"
    SUPERVISOR = "supervisor", "业务主管", "Supervisor"
    DEPARTMENT_HEAD = "department_head", "销售部长", "Department head"
    DIRECTOR = "director", "总监", "Director"
    GENERAL_MANAGER = "general_manager", "总经理", "General manager"
    SALES_ADMINISTRATION = "sales_administration", "销售行政", "Sales administration"
    GENERAL_OFFICE = "general_office", "综合部", "General office"
    FINANCE = "finance", "财务部", "Finance"
    LOGISTICS = "logistics", "物流部", "Logistics"
    QUALITY = "quality", "质检部", "Quality"
    SERVICE_ENGINEER = "service_engineer", "售后服务人员", "Service engineer"
    HUMAN_RESOURCES = "human_resources", "人力资源", "Human resources"
    ADMINISTRATOR = "administrator", "系统管理员", "System administrator"


# The order of the ladder, lowest first (P06 六).
LADDER = (Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.GENERAL_MANAGER)

# Who takes part in changing the rulebook: heads of departments and offices, and whoever stands above them.
AMENDERS = (
    Role.DEPARTMENT_HEAD, Role.DIRECTOR, Role.GENERAL_MANAGER, Role.GENERAL_OFFICE, Role.FINANCE, Role.LOGISTICS,
    Role.QUALITY, Role.HUMAN_RESOURCES,
)  # fmt: skip


class Office(Term):
    """An office that files (备案)."""

    SALES_ADMINISTRATION = "sales_administration", "销售行政", "Sales administration"
    GENERAL_OFFICE = "general_office", "综合部", "General office"


# Whose people an office's filing is done by.
FILES_AS = {
    Office.SALES_ADMINISTRATION: Role.SALES_ADMINISTRATION,
    Office.GENERAL_OFFICE: Role.GENERAL_OFFICE,
}


class StaffStatus(Term):
    ACTIVE = "active", "在职", "Active"
    DISABLED = "disabled", "停用", "Disabled"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts or looks, as plain values: what rules and row scope need to know.

    standing_in: whom they stand in for on the day at hand.
    """

    id: int
    name: str
    roles: frozenset[Role]
    department_id: int | None = None
    region_id: int | None = None
    standing_in: tuple[Person, ...] = ()

    def is_any(self, *roles: Role) -> bool:
        return not self.roles.isdisjoint(roles)
