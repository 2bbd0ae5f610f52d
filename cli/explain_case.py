"""What becomes of a case: who decides, and when everything is due."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, shared, today
from cli.option_types import Moment, Quantity, Word
from rules.authority import Decision, Weight, multiple, who_decides
from rules.time_limits import ClockDue, Sort, clocks_from
from terms.classes import CaseClass
from terms.complaint import ComplaintKind, Severity
from terms.limits import Province, StartsAt
from terms.people import Role
from terms.text import Text, say
from terms.time import SHANGHAI

MOST_PEOPLE = 10**6


@explain.command("authority")
@click.option("--exchanged", type=Quantity(above_zero=True), required=True)
@click.option("--compensated", type=Quantity(), required=True)
@click.option("--cash", type=Quantity(), default="0")
@click.option("--amount", type=Quantity(), help="Goods and money together in yuan; read by packs that weigh it.")
@click.option("--people", type=click.IntRange(1, MOST_PEOPLE), default=1, help="How many one incident concerns.")
@click.option("--kind", type=Word(ComplaintKind), help="Read by packs in which a kind of case goes higher.")
@click.option("--proposer-role", type=Word(Role))
@click.option("--one-to-many", is_flag=True)
@issue_day
@shared
def authority(
    *,
    exchanged: Decimal,
    compensated: Decimal,
    cash: Decimal,
    amount: Decimal | None,
    people: int,
    kind: ComplaintKind | None,
    proposer_role: Role | None,
    one_to_many: bool,
    on: date | None,
    **asked: Any,
) -> None:
    """Who decides, who co-signs, where it is filed."""
    ask = Asked(on=on, **asked)
    times = multiple(exchanged, compensated)
    decision = who_decides(
        multiple=times,
        in_cash=cash > 0,
        authority=ask.book(today()).authority,
        concerned=frozenset({proposer_role} if proposer_role else ()),
        one_to_many=one_to_many,
        weight=Weight(amount if amount is not None else cash, cash, people, kind),
    )
    ask.answer(
        lambda tell: {
            "multiple": str(times),
            "decides": decision.decides,
            "co_signers": list(decision.co_signers),
            "file_at": decision.file_at,
            "needs_goods_received": decision.needs_goods_received,
            "clause": decision.clause,
            "why": [tell(reason) for reason in decision.why],
        },
        _about(decision),
    )


def _about(decision: Decision) -> list[Text]:
    co_signers = [say("Co-signs: %(roles)s", roles=decision.co_signers)] if decision.co_signers else []
    return [
        say("Decides: %(role)s (%(clause)s)", role=decision.decides, clause=decision.clause),
        *co_signers,
        say("Filed at: %(office)s (%(clause)s)", office=decision.file_at, clause=decision.filing_clause),
        *decision.why,
    ]


@explain.command("deadline")
@click.option("--registered", type=Moment(), required=True)
@click.option("--kind", type=Word(ComplaintKind), default=ComplaintKind.QUALITY_COMPLAINT.value)
@click.option("--severity", type=Word(Severity), default=Severity.GENERAL.value)
@click.option("--class", "case_class", type=Word(CaseClass), help="Read by packs that class their cases.")
@click.option("--province", type=Word(Province), help="Read by packs that tell them apart.")
@click.option("--starts", type=Word(StartsAt), default=StartsAt.REGISTERED.value, help="Clocks that start with this.")
@click.option("--cash", "_cash", is_flag=True, help="Read by packs with a limit of its own for money.")
@click.option("--urgent", is_flag=True)
@issue_day
@shared
def deadline(
    *,
    registered: datetime,
    kind: ComplaintKind,
    severity: Severity,
    case_class: CaseClass | None,
    province: Province | None,
    starts: StartsAt,
    _cash: bool,
    urgent: bool,
    on: date | None,
    **asked: Any,
) -> None:
    """When everything is due."""
    ask = Asked(on=on, **asked)
    book = ask.book(registered.astimezone(SHANGHAI).date())
    sort = Sort(kind, severity, case_class, province, urgent)
    due = clocks_from(starts, registered, sort, book.time_limits, book.calendar)
    ask.answer(
        lambda tell: {
            "clocks": [
                {
                    "clock": one.clock,
                    "due_at": one.due_at.isoformat(),
                    "limit": tell(one.limit),
                    "clause": one.clause,
                    "provisional": one.provisional,
                }
                for one in due
            ]
        },
        [_due_sentence(one) for one in due],
    )


def _due_sentence(one: ClockDue) -> Text:
    if one.provisional:
        return say(
            "%(clock)s: %(due)s, %(limit)s (%(clause)s), provisional",
            clock=one.clock, due=one.due_at, limit=one.limit, clause=one.clause,
        )  # fmt: skip
    return say(
        "%(clock)s: %(due)s, %(limit)s (%(clause)s)",
        clock=one.clock,
        due=one.due_at,
        limit=one.limit,
        clause=one.clause,
    )
