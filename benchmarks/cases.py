"""The complaints of the made-up company, oldest first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate, count
from random import Random
from typing import Any

from benchmarks import words
from benchmarks.ground import BATCHES, NOW, SPAN, batch_code, clerks_by_region, department_of, made_on, product_of
from terms.complaint import Channel, State

OPEN = (State.REGISTERED, State.HANDLING, State.PROPOSED, State.APPROVED, State.FILED, State.EXECUTED, State.REOPENED)
OPEN_SHARES = (12, 30, 20, 10, 12, 10, 6)
OVER = (State.CLOSED, State.ANSWERED, State.WITHDRAWN, State.DISPUTED)
OVER_SHARES = (930, 12, 55, 3)
# A settlement has been proposed in these; in the last ones it was approved, filed, carried out.
PROPOSED_IN = (State.PROPOSED, State.APPROVED, State.FILED, State.EXECUTED, State.ANSWERED, State.CLOSED)
FILED_IN = PROPOSED_IN[2:]
CARRIED_OUT_IN = PROPOSED_IN[3:]


@dataclass(frozen=True, slots=True)
class Case:
    """What the rows beside a complaint need to know of it."""

    id: int
    state: State
    at: datetime
    due_at: datetime
    region: int
    customer: int
    product: int
    by: int
    settlement: int  # its id, 0 without one

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


COMPLAINT = (
    "id number channel severity state state_since customer_id customer_kind complainant_name complainant_phone address "
    "purchase_place product_id batch_id batch_code produced_on quantity fault description region_id department_id "
    "registered_by_id registered_at registered_on rulebook_pack rulebook_issue assigned_to_id due_at late result "
    "result_at closed_at version"
)


def complaints_of(many: int, homes: list[int], cases: list[Case]) -> Iterator[tuple[Any, ...]]:
    """The complaints, oldest first; each is also put into `cases`."""
    rng, clerks = Random(4), clerks_by_region()
    said_weights = list(accumulate(share for _said, _fault, share in words.SAID))
    numbers, settlements = numbers_by_month(), count(1)
    for key in range(1, many + 1):
        at = NOW - SPAN + SPAN * ((key - 0.5) / many)
        customer = min(int(rng.paretovariate(1.2) * len(homes) * 0.05), len(homes) - 1) * 7919 % len(homes) + 1
        region = homes[customer - 1] + 1
        batch = max(1, int(BATCHES * key / many * (1 - rng.random() ** 4 / 4)))
        by, to = rng.choice(clerks[region - 1]), rng.choice(clerks[region - 1])
        state = state_at(key / many, rng)
        settles = state in PROPOSED_IN and (state in OPEN or key % 10 < 6)
        due = at + timedelta(hours=rng.choice((6, 24, 24, 72, 168)))
        case = Case(key, state, at, due, region, customer, product_of(batch), by, next(settlements) if settles else 0)
        cases.append(case)
        said, fault, _share = rng.choices(words.SAID, cum_weights=said_weights)[0]
        place = rng.choice(words.PLACES)
        heard = f"{rng.choice(words.BESIDES)}，{rng.choice(words.WISHES)}"
        description = f"来电反映在{place}购买的产品{said}，批号{batch_code(batch)}，{heard}。"
        over = None if case.is_open else min(due, NOW)
        yield (
            key, numbers(at), rng.choice(CHANNELS), "general", state, at, customer, "consumer",
            rng.choice(words.SURNAMES) + rng.choice(words.GIVEN), f"13{customer * 7907 % 10**9:09d}",
            f"{words.PROVINCES[region - 1]}{rng.choice(words.TOWNS)}路{key % 900 + 1}号", place, case.product, batch,
            batch_code(batch), made_on(batch), rng.randint(1, 48), fault, description, region, department_of(region),
            by, at, at.date(), "food", "2026-01-01", None if state is State.REGISTERED else to, due,
            case.is_open and due < NOW, "" if case.is_open else "已处理", over,
            over if state is State.CLOSED else None, 1,
        )  # fmt: skip


CHANNELS = (Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.WECHAT, Channel.DISTRIBUTOR, Channel.SALES_CENTRE)


def numbers_by_month() -> Callable[[datetime], str]:
    """A function that gives the next number of a day's month."""
    series: dict[str, int] = {}

    def number(at: datetime) -> str:
        month = f"TS-{at:%Y-%m}"
        series[month] = series.get(month, 0) + 1
        return f"{month}-{series[month]:05d}"

    return number


def state_at(age: float, rng: Random) -> State:
    """The state of a case of this age, 0 for the oldest and 1 for the newest: 5 % are open, most of them new."""
    share = 0.84 if age > 0.95 else 0.0085
    kind, shares = (OPEN, OPEN_SHARES) if rng.random() < share else (OVER, OVER_SHARES)
    return rng.choices(kind, shares)[0]
