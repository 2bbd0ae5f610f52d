"""What makes one demo company unlike another, as data: places, people, goods, and how its days go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from demo.words import Words
from terms.classes import CaseClass
from terms.complaint import Act, Channel, ComplaintKind
from terms.people import Role
from terms.service import ServiceAct, ServiceKind
from terms.trade import CustomerKind, Fault, Package, Unit

Shares = Mapping[str, float]
# From one minute after midnight to another.
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Colleague:
    """One person. department and region by code; boss by staff number."""

    number: str
    name: str
    roles: tuple[Role, ...]
    department: str
    region: str = ""
    boss: str = ""


@dataclass(frozen=True, slots=True)
class Leave:
    """Who was or is away. days: the first and the last, counted from today."""

    principal: str
    substitute: str
    days: tuple[int, int]
    reason: str


@dataclass(frozen=True, slots=True)
class Sort:
    """Goods of one sort: what goes wrong with them, what a bad batch suffers from, how a caller counts them.

    words: where it has sentences of its own, the first part of their key. by_case: dealers also count it in cases.
    many: one complaint may be about several.
    """

    faults: Mapping[Fault, float]
    flaw: Fault
    called: str
    unit: Unit = Unit.BOTTLE
    by_case: bool = True
    many: bool = True
    words: str = ""


@dataclass(frozen=True, slots=True)
class Ware:
    """One article. price: yuan for the smallest unit. line: the line of goods or the section of the store."""

    sku: str
    name: str
    package: Package
    units_per_case: int
    shelf_life_days: int
    price: Decimal
    spec: str
    sort: Sort
    line: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cases of some regions that wait for one act, and for a signature in one role."""

    act: Act
    regions: tuple[str, ...]
    times: str | None = None
    role: Role | None = None
    cash: bool = False
    sent_back: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Desks:
    """What lies on the desks this morning. Times in minutes after midnight.

    evening: when those calls of the last working day came; done_by: when they wait where they wait.
    older: three working days ago. this_morning: region and minute of who did not wait for the office to open, taken
    by on_duty where somebody must still be told to handle it (to_assign, by their place in the list).
    visits: how many working days ago a service was asked for, and what nobody has done yet.
    """

    evening: int
    done_by: int
    waiting: tuple[Waiting, ...]
    older: tuple[Waiting, ...]
    this_morning: tuple[tuple[str, int], ...]
    on_duty: tuple[str, ...]
    to_assign: tuple[int, ...]
    visits: tuple[tuple[int, ServiceAct], ...]
    engineer: str
    visited: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Closes:
    """Who closes the months, by staff number; signed_at: the minute of each department's signature on the first."""

    signs: Mapping[str, str]
    signed_at: Mapping[str, float]
    sends: str
    manager: str
    finance: str
    delivers: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Volume:
    """How much there is of everything, over how many months up to today."""

    months_of_goods: int
    months_of_cases: int
    batches: int
    shipments: int
    cases: int
    incidents: int
    services: int
    letters: int
    trade: Mapping[CustomerKind, int]
    consumers: int
    # Known before the first complaint.
    old_consumers: int


@dataclass(frozen=True, kw_only=True)
class Company:
    """One demo company. Everybody and every place by number and code; shares are weights.

    pack: the rulebook it works by. halves: when people work on a day, in one or two parts; every_day: on all days.
    shown: whose log-ins are printed, the first of a role first. slow: who keeps others waiting.
    called_for: who enters what belongs to no clerk: callers, articles, batches, shipments.
    """

    pack: str
    name: str
    words: Words
    # code, name, is a sales department
    departments: tuple[tuple[str, str, bool], ...]
    # code, name, department, provinces
    regions: tuple[tuple[str, str, str, str], ...]
    share_of_region: Shares
    people: tuple[Colleague, ...]
    leaves: tuple[Leave, ...]
    shown: tuple[str, ...]
    slow: frozenset[str]
    enters_callers: str
    enters_articles: str
    enters_batches: str
    ships: tuple[str, ...]
    engineers: Mapping[str, tuple[str, ...]]
    served: tuple[CustomerKind, ...]
    services: Mapping[ServiceKind, float]
    closes: Closes

    wares: tuple[Ware, ...]
    # What a batch comes off, by the letter in its code.
    lines: tuple[str, ...]
    # Days after production: the youngest and the oldest goods complained about, and how long ago they were bought.
    market: tuple[int, int] = (10, 210)
    bought_within: int = 40
    produced: tuple[int, int] = (12_000, 60_000)
    key_customers: float = 12
    # Of a hundred who complain of goods or wish for something: those who do not say who they are.
    anonymous: float = 2

    callers: Mapping[CustomerKind, float]
    channels: Mapping[CustomerKind, Mapping[Channel, float]]
    # The channel of somebody who complains a second time, unless that was the first.
    again: tuple[Channel, Channel] = (Channel.PHONE, Channel.WECHAT)
    kinds: Mapping[ComplaintKind, float]
    # Who picks up in working hours; outside them the general office is on duty.
    picks_up: Mapping[Role, float]
    returns: float = 22
    # How much is given for one, and how often what else.
    times: Shares
    cash_share: float = 2.2
    refunds: float = 0

    halves: tuple[Span, ...]
    every_day: bool = False
    # How busy the months are, and a day off against a working day.
    season: tuple[float, ...]
    day_off: float
    # When people call: from and to, in minutes after midnight, with weights.
    call_hours: tuple[tuple[Span, float], ...]
    # The telling ends when the desk has just opened.
    ends_at: int
    today: Desks
    volume: Volume
    # Of a hundred cases: so many wait a while for the customer or for a test.
    waits: float = 0
    # Into which classes cases of a kind are put; and how many when they are registered.
    classes: Mapping[ComplaintKind, Mapping[CaseClass, float]] = field(default_factory=dict)
    classed_at_once: float = 60
    # How much of their time cases take, where they have days; None where they have hours.
    unhurried: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "_sorts", {ware.sku: ware.sort for ware in self.wares})

    def sort_of(self, sku: str) -> Sort:
        """What sort of goods an article is."""
        found: Sort = self.__dict__["_sorts"][sku]
        return found

    def sales_of(self, region: str) -> str:
        """The department of a region."""
        return next(department for code, _name, department, _provinces in self.regions if code == region)
