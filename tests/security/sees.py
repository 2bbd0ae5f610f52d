"""Who may see which rows: the oracle, written down apart from the code that answers the same question.

Reach of a role in a table: `own` its own cases, `region`, `department`, `company`; `goods` and `cash` what reached
logistics and finance; `visited` what the engineer has to do with; `approved` what is done; `-` nothing.
"""

from __future__ import annotations

from terms.people import Role
from tests.security.planted import Planted

COLUMNS = ["clk", "sup", "dep", "dir", "gm", "sad", "gof", "fin", "log", "qua", "eng", "hum", "adm"]
ROLES = dict(zip(COLUMNS, Role, strict=True))
NEAR = ("own", "region", "department", "elsewhere", "company")
FARTHEST = {"own": 1, "region": 2, "department": 3, "company": 5}

REACH = """
                clk    sup    dep        dir     gm      sad        gof     fin     log     qua     eng     hum     adm
complaint       own    region department company company department company cash    goods   company visited -       -
complaint_clock own    region department company company department company cash    goods   company visited -       -
time_mark       own    region department company company department company cash    goods   company visited -       -
extension       own    region department company company department company cash    goods   company visited -       -
escalation      own    region department company company department company cash    goods   company visited -       -
duty_done       own    region department company company department company cash    goods   company visited -       -
contact         own    region department company company department company cash    goods   company visited -       -
finding         own    region department company company department company cash    goods   company visited -       -
case_step       own    region department company company department company cash    goods   company visited -       -
case_plan       own    region department company company department company cash    goods   company visited -       -
plan_review     own    region department company company department company cash    goods   company visited -       -
case_notice     own    region department company company department company cash    goods   company visited -       -
case_correction own    region department company company department company cash    goods   company visited -       -
report_part     own    region department company company department company cash    goods   company visited -       -
false_report    own    region department company company department company -       -       company -       -       -
attachment      own    region department company company department company cash    goods   company visited -       -
call_back       own    region department company company department company -       -       company -       -       -
settlement      own    region department company company department company cash    goods   company -       -       -
settlement_line own    region department company company department company cash    goods   company -       -       -
signature       own    region department company company department company cash    goods   company -       -       -
execution       own    region department company company department company cash    goods   company -       -       -
filing          own    region department company company department company -       -       -       -       -       -
handling_form   own    region department company company department company -       -       -       -       -       -
form_move       own    region department company company department company -       -       -       -       -       -
form_count      -      -      department company company department company -       -       -       -       -       -
cost            own    region department company company department company company goods   company visited -       -
letter          own    region department company company department company -       -       company -       -       -
letter_file     own    region department company company department company -       -       company -       -       -
service_record  own    region department company company department company -       -       company visited -       -
customer        region region department company company department company cash    goods   company visited -       -
shipment        region region department company company department company cash    goods   company -       -       -
staff           department department department company company department company - -    -       -       company company
substitution    own    own    own        own     own     own        own     own     own     own     own     company company
auth_session    own    own    own        own     own     own        own     own     own     own     own     own     company
daily_report    -      -      -          company company -          company -       -       company -       -       -
month           -      -      company    company company company    company company company -       -       -       -
department_summary - - department company company department company company company - - - -
company_summary -      -      -          company company -          company company company -       -       -       -
month_approval  -      -      -          company company -          company company company -       -       -       -
month_reopening -      -      -          company company -          company company company -       -       -       -
replenishment   -      -      department company company department company cash    goods   -       -       -       -
replenishment_line -   -      department company company department company cash    goods   -       -       -       -
delivery_paper  -      -      department company company department company cash    goods   -       -       -       -
glass_quarter   region region department company company department company cash    goods   -       -       -       -
penalty         own    region department -       company -          -       -       -       -       -       company -
reward          own    region department company company department company company -       company -       -       -
score_period    company company company company company company company company company company company company -
score_target    company company company company company company company company company company company company -
scorecard       own    region department company company -          company -       -       -       -       company -
scorecard_part  own    region department company company -          company -       -       -       -       company -
assessment      own    region department company company -          company -       -       -       -       company -
file_import     own    -      -          -       -       -          -       -       -       -       -       -       company
import_row      own    -      -          -       -       -          -       -       -       -       -       -       -
trial           -      -      department company company -          company -       -       company -       -       -
trial_case      -      -      department company company -          company -       -       company -       -       -
rulebook_issue  approved approved company company company approved  company company company company approved company approved
rulebook_signature -   -      company    company company -          company company company company -       company -
pack_in_force   company company company  company company company    company company company company company company company
wage            own    -      -          -       -       -          -       -       -       -       -       company -
job_run         -      -      -          -       -       -          -       -       -       -       -       -       company
job_turn        -      -      -          -       -       -          -       -       -       -       -       -       company
work            -      -      -          -       -       -          -       -       -       -       -       -       company
"""
# Whoever sees the whole company has nothing elsewhere.
WITH_BORDERS = (
    Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION, Role.FINANCE, Role.LOGISTICS,
    Role.SERVICE_ENGINEER, Role.HUMAN_RESOURCES, Role.ADMINISTRATOR,
)  # fmt: skip
# Everybody reads these: what is sold, how the company is divided, which rules hold.
OPEN_TABLES = frozenset({"product", "batch", "department", "region"})
# A telephone number in full is for those who call (SP-01).
CALLERS = frozenset({Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.GENERAL_OFFICE, Role.SERVICE_ENGINEER})
PRIVATE_PHONES = frozenset({("complaint", "complainant_phone"), ("customer", "phone")})
# Whoever sees a case anywhere in the company reads there who handled it, without a door to the staff list.
CROSS_DEPARTMENTS = frozenset({Role.FINANCE, Role.LOGISTICS, Role.QUALITY, Role.SERVICE_ENGINEER})


def _read() -> dict[tuple[str, Role], str]:
    lines = [line.split() for line in REACH.strip().splitlines()]
    assert lines[0] == COLUMNS
    return {
        (table, ROLES[column]): word for table, *words in lines[1:] for column, word in zip(COLUMNS, words, strict=True)
    }


TABLE = _read()
TABLES = frozenset(table for table, _role in TABLE)


def sees(role: Role, row: Planted) -> bool:
    """Whether somebody of this role may see this row."""
    reach = TABLE[row.table, role]
    if reach in FARTHEST:
        return NEAR.index(row.place) < FARTHEST[reach]
    return reach in row.tags


def reads(role: Role, row: Planted, column: str) -> bool:
    """Whether they may read this column of it."""
    if (row.table, column) in PRIVATE_PHONES and role not in CALLERS:
        return False
    if (row.table, column) == ("staff", "name") and role in CROSS_DEPARTMENTS:
        return True
    # An issue of the rulebook names the heads whom it waits for.
    if (row.table, column) == ("staff", "name") and "signs" in row.tags and TABLE["rulebook_signature", role] != "-":
        return True
    # A bill names the case it was paid for, by its number alone.
    if (row.table, column) == ("complaint", "number") and role is Role.FINANCE:
        return True
    return sees(role, row)


def forbidden(role: Role, rows: list[Planted]) -> dict[str, tuple[str, int, str]]:
    """Every marker that must never reach this role, with the table, key and column it stands for."""
    return {
        marker: (row.table, row.id, column)
        for row in rows
        for column, marker in row.markers.items()
        if not reads(role, row, column)
    }
