"""How far a person's word reaches when rows are entered or changed: region, department or company.

Seeing may reach further than writing: logistics see every customer and change none.
"""

from __future__ import annotations

from terms.people import Person, Role

COMPANY = (Role.GENERAL_OFFICE,)
DEPARTMENT = (Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION)
REGION = (Role.CLERK, Role.SUPERVISOR)


def may_write_in(person: Person, *, region_id: int, department_id: int) -> bool:
    """Whether customers of this region, which belongs to this department, are the person's to enter and change."""
    if person.is_any(*COMPANY):
        return True
    if person.is_any(*DEPARTMENT) and person.department_id == department_id:
        return True
    return person.is_any(*REGION) and person.region_id == region_id
