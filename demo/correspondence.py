"""Letters in and out: authorities, dealers and consumers write, the offices answer; a few wait today."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from demo.desk import Desk
from demo.dice import chance
from demo.ledger import settle
from demo.telling import Life
from models import Letter, Staff
from terms.letters import LetterDirection
from terms.people import Role
from terms.time import local_date
from workflows.letters.enter import Words, made, put_in
from workflows.letters.settle import answer_to, needed_no_reply, replied

# Of a hundred letters: those that need no reply, and those whose reply comes after its day.
NO_REPLY, LATE = 12, 8


def letter_life(desk: Desk, rng: Random, at: datetime, *, waits: bool = False) -> Life:
    """One letter in, and its reply. waits: nobody has answered it yet."""
    yield at
    office = rng.choice(desk.house.at(Role.GENERAL_OFFICE))
    row = _received(desk, rng, office)
    if waits:
        return
    days = rng.uniform(8, 12) if chance(rng, LATE) else rng.uniform(0.5, 4.5)
    yield desk.hours.later(desk.now, days * 480)
    if chance(rng, NO_REPLY):
        needed_no_reply(desk.ledger, row, reason="来函仅为告知，存档", actor=office, at=desk.now)
    else:
        _answer(desk, rng, row, office)
    settle(row)


def _received(desk: Desk, rng: Random, office: Staff) -> Letter:
    day, kind = local_date(desk.now), rng.choice(desk.words["correspondence"])
    region = rng.choice(list(desk.house.regions.values()))
    party = kind["party"].format(
        city=desk.words.one_of(rng, "cities", of=region.code).partition("市")[0], name=desk.words.person_name(rng)
    )
    product = rng.choice(desk.stock.products)
    words = Words(
        dated_on=day, party=party, subject=kind["subject"].format(product=product.name),
        body=kind["body"].format(product=product.name), product_id=product.id,
    )  # fmt: skip
    row = made(
        number=desk.ledger.next_number("LH", day), direction=LetterDirection.INCOMING, words=words,
        place=(region.id, region.department_id), handler_id=office.id,
        due_on=day + timedelta(days=desk.book.papers.reply_days), actor=office, at=desk.now,
    )  # fmt: skip
    put_in(desk.ledger, row, actor=office, at=desk.now)
    return row


def _answer(desk: Desk, rng: Random, row: Letter, office: Staff) -> None:
    day = local_date(desk.now)
    ours = answer_to(
        row, number=desk.ledger.next_number("QH", day), subject=f"关于“{row.subject}”的复函",
        body=desk.words.one_of(rng, "replies"), dated_on=day, address="", actor=office, at=desk.now,
    )  # fmt: skip
    replied(desk.ledger, row, ours, [], actor=office, at=desk.now)
