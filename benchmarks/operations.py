"""What is measured: what a person asks of the desk, and the same page of the floor and of the peer if there is one.

Addresses begin with `/`; `{...}` is filled from what the database holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from benchmarks.ground import (
    BATCHES,
    CHIEFS,
    FIRST_ADMINISTRATION,
    FIRST_CLERK,
    FIRST_ENGINEER,
    FIRST_HEAD,
    FIRST_SUPERVISOR,
    REGIONS,
)
from benchmarks.words import COMMON_WORD, RARE_WORD
from terms.people import Role

# Whose eyes a page is seen with: staff ids. The supervisor, clerk and engineer are of the largest region.
PEOPLE: dict[Role, int] = {
    **{role: number for number, role in enumerate(CHIEFS, 1)},
    Role.DEPARTMENT_HEAD: FIRST_HEAD,
    Role.SALES_ADMINISTRATION: FIRST_ADMINISTRATION,
    Role.SUPERVISOR: FIRST_SUPERVISOR,
    Role.SERVICE_ENGINEER: FIRST_ENGINEER + (1 - FIRST_ENGINEER) % REGIONS,
    Role.CLERK: FIRST_CLERK + (1 - FIRST_CLERK) % REGIONS,
}
COMMON, RARE = quote(COMMON_WORD), quote(RARE_WORD)
NEVER = quote("龙虾")
TOGETHER = quote("瓶底 沉淀")


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing measured. floor, stock: the address there, or empty; most: the ratio to the peer not to be exceeded."""

    name: str
    ours: str
    floor: str = ""
    stock: str = ""
    who: Role = Role.GENERAL_MANAGER
    most: dict[str, float] | float | None = None

    def limit(self, engine: str) -> float | None:
        return self.most.get(engine) if isinstance(self.most, dict) else self.most


def operations(complaints: int) -> list[Operation]:
    """Everything measured in a company of so many complaints."""
    deep = min(5000, complaints // 20 // 2)
    return [
        Operation("list, newest 20", "/complaint/", "/list", "/complaint/", most=0.45),
        *lists(),
        Operation(
            f"page {deep:,}",
            f"/complaint/?page={deep}",
            f"/deep?offset={deep * 20 - 20}",
            f"/complaint/?page={deep - 1}",
            most=0.40,
        ),
        Operation(
            "filter: state and region",
            "/complaint/?state=handling&region_id=1",
            "/filter?region=1&state=handling",
            "/complaint/?flt0_region_equals=1&flt1_state_equals=handling",
            most={"sqlite": 0.15, "postgresql": 0.60},
        ),
        Operation(
            "filter: closed in one region",
            "/complaint/?state=closed&region_id=1",
            "/filter?region=1&state=closed",
            "/complaint/?flt0_region_equals=1&flt1_state_equals=closed",
        ),
        Operation("filter: two months", "/complaint/?registered_at_from=2026-01-01&registered_at_to=2026-02-28"),
        Operation("tab: without result", "/complaint/?tab=open"),
        Operation("by due time", "/complaint/?order=due_at", "/sort", "/complaint/?sort=1", most=0.50),
        Operation("open ones by due time", "/complaint/?tab=open&order=due_at"),
        *searches(),
        *single(complaints),
        *(Operation(f"home of {role.value}", "/", who=role) for role in PEOPLE),
    ]


def lists() -> list[Operation]:
    """The list as each role sees it. The peer knows no scope: for the supervisor it filters by region."""
    region = "/complaint/?flt0_region_equals=1"
    others = (
        Role.CLERK,
        Role.DEPARTMENT_HEAD,
        Role.SALES_ADMINISTRATION,
        Role.LOGISTICS,
        Role.FINANCE,
        Role.SERVICE_ENGINEER,
    )
    return [
        Operation("list of a supervisor", "/complaint/", "/region?region=1", region, Role.SUPERVISOR, 0.60),
        *(Operation(f"list of {role.value}", "/complaint/", who=role) for role in others),
    ]


def searches() -> list[Operation]:
    """Words of two characters: in every fourth case, in one of 2,500, in none; and as people with less in sight ask."""
    return [
        Operation(
            "search, common word",
            f"/complaint/?search={COMMON}",
            f"/search?word={COMMON}",
            f"/complaint/?search={COMMON}",
            most=0.08,
        ),
        Operation(
            "search, rare word",
            f"/complaint/?search={RARE}",
            f"/search?word={RARE}",
            f"/complaint/?search={RARE}",
            most=0.08,
        ),
        Operation("search, word of nobody", f"/complaint/?search={NEVER}"),
        Operation("search, two words", f"/complaint/?search={TOGETHER}"),
        Operation("search, number", "/complaint/?search=TS-2026-05-00017"),
        *(
            Operation(f"search, common word, {role.value}", f"/complaint/?search={COMMON}", who=role)
            for role in (Role.SUPERVISOR, Role.CLERK, Role.LOGISTICS, Role.FINANCE)
        ),
        Operation("search, rare word, supervisor", f"/complaint/?search={RARE}", who=Role.SUPERVISOR),
    ]


def single(complaints: int) -> list[Operation]:
    """One case, its form, and finding the customer."""
    key, name = complaints * 9 // 10, quote("王伟芳")
    common, nobody = quote("便民超"), quote("龙虾王")
    picker = "/complaint/ajax/lookup/?name=customer_id&query="
    stock = "/complaint/ajax/lookup/?name=customer&offset=0&limit=20&query="
    return [
        Operation("details", f"/complaint/details/?id={key}", f"/one?id={key}", f"/complaint/details/?id={key}"),
        Operation("form", "/complaint/new/", f"/one?id={key}", f"/complaint/edit/?id={key}", Role.SUPERVISOR, 1.0),
        Operation(
            "look-up of a customer",
            f"{picker}{name}",
            f"/lookup?name={name}",
            f"{stock}{name}",
            Role.GENERAL_OFFICE,
            1.0,
        ),
        Operation(
            "look-up, common name",
            f"{picker}{common}",
            f"/lookup?name={common}",
            f"{stock}{common}",
            Role.GENERAL_OFFICE,
            1.0,
        ),
        Operation(
            "look-up, nobody's name",
            f"{picker}{nobody}",
            f"/lookup?name={nobody}",
            f"{stock}{nobody}",
            Role.GENERAL_OFFICE,
            1.0,
        ),
        Operation("look-up in a region", f"{picker}{name}", "", "", Role.SUPERVISOR),
        Operation(
            "look-up of a batch", f"/complaint/ajax/lookup/?name=batch_id&query={BATCHES // 3:05d}", who=Role.SUPERVISOR
        ),
    ]
