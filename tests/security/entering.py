"""Writing every planted row into the ledger: its place, found by whom or what it belongs to, and what else is true of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from models import Complaint, Customer, DepartmentSummary, FormCount, RulebookIssue, ServiceRecord, Staff, Trial
from terms.people import Role
from tests.security.places import Place, World


class Entering:
    """Knows where a row lies."""

    def __init__(self, world: World, places: list[Place]) -> None:
        self.world, self.places = world, places
        self.place_of_case = {key: place for (place, _story), key in world.cases.items()}
        self.story_of_case = {key: story for (_place, story), key in world.cases.items()}

    def enter_all(self, rows: Iterable[Any]) -> None:
        for row in rows:
            self.enter(row)

    def enter(self, row: Any) -> None:
        case = self.case_of(row)
        if case is not None:
            story = self.story_of_case[case]
            tags = {"goods": ["goods"], "closed": ["goods"], "cash": ["cash"]}.get(story, [])
            self.world.ledger.enter(row, self.place_of_case[case], story, *tags, *self.visited(row, case))
        else:
            complained = (
                ["goods", "cash"] if self.customer_of(row) in [place.customer.id for place in self.places] else []
            )
            done = ["approved"] if isinstance(row, RulebookIssue) and row.key else []
            signs = ["signs"] if isinstance(row, Staff) and Role.DEPARTMENT_HEAD in row.roles else []
            self.world.ledger.enter(row, self.place_beside(row), *complained, *done, *signs, *self.visited(row, None))

    @staticmethod
    def customer_of(row: Any) -> int | None:
        if isinstance(row, Customer):
            return row.id
        # A letter's page and a list's line belong to whom the letter or the list is for.
        whole = getattr(row, "letter", None) or getattr(row, "replenishment", None) or row
        return getattr(whole, "customer_id", None) or getattr(whole, "distributor_id", None)

    def visited(self, row: Any, case: int | None) -> list[str]:
        """Whether the engineer who looks has to do with it."""
        theirs = (
            case in [self.world.cases["own", story] for story in ("handling", "goods")]
            or row is self.places[0].customer
        )
        # A record names its engineer; what lies beside it is reached through it.
        return ["visited"] if theirs or getattr(row, "engineer_id", None) else []

    def case_of(self, row: Any) -> int | None:
        if isinstance(row, Complaint):
            return row.id
        if isinstance(row, ServiceRecord):
            return None
        settlement = getattr(row, "settlement", None)
        return getattr(row, "complaint_id", None) or (settlement.complaint_id if settlement else None)

    def place_beside(self, row: Any) -> str:
        if isinstance(row, FormCount | DepartmentSummary):
            return "department" if row.department_id == self.places[0].region.department_id else "elsewhere"
        # A part lies with its card.
        row = getattr(row, "card", row)
        for place in self.places:
            if self.customer_of(row) in (place.customer.id, place.stranger.id):
                return place.name
            if isinstance(row, Trial) and row.asked_by_id == place.head.id:
                return place.name
            sender = getattr(getattr(row, "of_import", row), "started_by_id", None)
            if place.clerk.id in (getattr(row, "principal_id", None), getattr(row, "staff_id", None), sender):
                return place.name
        return self.place_of_person(row) if isinstance(row, Staff) else "company"

    def place_of_person(self, row: Staff) -> str:
        """Those who look lie nowhere: everybody sees themselves."""
        if row.id in self.world.viewers.values():
            return "own"
        near = (place.name for place in reversed(self.places) if row.region_id == place.region.id)
        return next(near, "elsewhere")
