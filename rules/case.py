"""A case as the table of its life sees it, and who stands before it: plain values."""

from __future__ import annotations

from dataclasses import dataclass

from rules.course import NOTHING, Course
from terms.classes import CaseClass, ClassDuty
from terms.complaint import CallBackOutcome, SignaturePart, State
from terms.limits import PauseReason
from terms.people import Office, Person, Role
from terms.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Pending:
    """A signature the ladder still asks for."""

    id: int
    part: SignaturePart
    role: Role


@dataclass(frozen=True, slots=True)
class SettlementFacts:
    """The settlement waiting or in force. signed_by: everybody who signed, principals included.

    clause: of the rung that decides it. proposer_gone: whoever proposed it works here no longer.
    """

    proposed_by: int
    pending: tuple[Pending, ...]
    signed_by: frozenset[int]
    needs_goods_received: bool
    file_at: Office
    clause: str = ""
    proposer_gone: bool = False


@dataclass(frozen=True, slots=True)
class ExecutionFacts:
    """What the approved settlement needs, and what of it was done."""

    needs_goods: bool
    handed_over: bool
    needs_cash: bool
    paid: bool


@dataclass(frozen=True, slots=True)
class TimeFacts:
    """What the policy of a case says about classes and time limits, and how the case stands.

    classes: into which its pack sorts; (): it knows none. lacking: duties of the class still to be done.
    pauses: what the case may wait for; (): the policy knows no pause.
    approver: of extensions; None: the policy knows none. asked_by: who asked for the one that waits.
    """

    classes: tuple[CaseClass, ...] = ()
    case_class: CaseClass | None = None
    lacking: tuple[ClassDuty, ...] = ()
    pauses: tuple[PauseReason, ...] = ()
    paused: bool = False
    approver: Role | None = None
    asked_by: int | None = None


NO_TIME_FACTS = TimeFacts()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """A case as the table sees it; people by their ids.

    contacted, investigated: since it was last taken up. settles: what it is about ends in a settlement.
    filing_first: nothing leaves before the filing, as the rulebook issue of the case says. course: what its pack asks
    beside the house's own acts.
    """

    state: State
    registered_by: int
    assigned_to: int | None = None
    contacted: bool = False
    investigated: bool = False
    goods_received: bool = False
    unfounded: bool = False
    filed: bool = False
    settlement: SettlementFacts | None = None
    execution: ExecutionFacts | None = None
    last_call_back: CallBackOutcome | None = None
    open_false_report_against: int | None = None
    settles: bool = True
    filing_first: bool = True
    time: TimeFacts = NO_TIME_FACTS
    course: Course = NOTHING

    @property
    def nothing_to_file(self) -> bool:
        """Whether what had to be filed is, or nothing had to: no settlement was owed and none is in force."""
        return self.filed or self.unfounded or (self.settlement is None and not self.settles)


@dataclass(frozen=True, slots=True)
class Capacity:
    """A role in which a person may sign this case: their own, or that of a principal they stand in for."""

    role: Role
    principal: int | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks or acts. capacities: the roles whose territory covers the case, own first, then as substitute.

    files_for: offices in whose place this person files, because the department has none.
    """

    person: Person
    capacities: tuple[Capacity, ...] = ()
    files_for: frozenset[Office] = frozenset()

    @property
    def roles_here(self) -> frozenset[Role]:
        """The person's own roles that reach this case."""
        return frozenset(capacity.role for capacity in self.capacities if capacity.principal is None)


class NotPossible(Refusal):
    """The act is not possible for this person on this case now."""


# After these a case may be closed: the consumer agrees, or could not be reached often enough.
ENOUGH = (CallBackOutcome.SATISFIED, CallBackOutcome.GIVEN_UP)
