"""What cases cost beside goods and cash: freight after a hand-over, tests of what quality looked into."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from demo.desk import Desk
from demo.dice import chance
from demo.telling import Life
from models import Complaint, Staff
from terms.costs import CostKind
from terms.people import Role
from terms.time import local_date
from workflows.costs.enter import made, put_in

# Of a hundred hand-overs and of a hundred examinations: how many were billed.
BILLED = {CostKind.FREIGHT: 32, CostKind.TEST: 55, CostKind.LABOUR: 100}
PRICES = {CostKind.FREIGHT: (12, 180), CostKind.TEST: (80, 900), CostKind.LABOUR: (60, 300)}
POSTS = {CostKind.FREIGHT: Role.LOGISTICS, CostKind.TEST: Role.QUALITY}
LETTERS = {CostKind.FREIGHT: "YF", CostKind.TEST: "JC", CostKind.LABOUR: ""}


def bill(desk: Desk, rng: Random, case: Complaint, kind: CostKind, by: Staff | None = None) -> Life:
    """The bill comes some days later, if it comes."""
    if not chance(rng, BILLED[kind]):
        return
    yield desk.hours.later(desk.now, rng.uniform(200, 2400))
    actor = by or rng.choice(desk.house.at(POSTS[kind]))
    low, high = PRICES[kind]
    day = local_date(desk.now)
    row = made(
        number=desk.ledger.next_number("FY", day), case=case, kind=kind,
        amount=Decimal(rng.randrange(low * 2, high * 2)) / 2, spent_on=day,
        purpose=desk.words.one_of(rng, "purposes", of=kind),
        voucher=f"{LETTERS[kind]}{desk.now:%y%m%d}{rng.randrange(1000):03d}", actor=actor, at=desk.now,
    )  # fmt: skip
    put_in(desk.ledger, row, actor=actor, at=desk.now)
