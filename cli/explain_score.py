"""The scorecard, and what the law gives at least."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, named, shared, today
from cli.option_types import Quantity, Word
from rules import scorecard as scoring
from rules.statutes import floors, least_owed
from terms.measures import Measure
from terms.text import say
from terms.trade import CustomerKind, Fault

FRAUD = "fraud"  # the floor that needs no fault of the goods


@explain.command("scorecard")
@issue_day
@shared
def scorecard(*, on: date | None, pack: str | None, as_json: bool, language: str, **measured: Decimal | None) -> None:
    """The weighted score, part by part."""
    ask = Asked(pack, on, as_json, language)
    found_in = ask.edition(today())
    card = found_in.book.scorecard
    if card is None:
        raise click.UsageError(f"The pack {found_in.name} has no scorecard.")
    values = {Measure(name): value for name, value in measured.items() if value is not None}
    missing = [_option(part.measure) for part in card.parts if part.measure not in values]
    if missing:
        raise click.UsageError(f"Give {', '.join(missing)}, each from 0 to 100.")
    found = scoring.score(values, card)
    ask.answer(
        lambda _: {
            "score": str(found.score),
            "parts": [
                {
                    "measure": part.measure,
                    "value": str(part.value),
                    "weight": str(part.share * 100),
                    "points": str(scoring.rounded(part.points)),
                    "clause": part.clause,
                }
                for part in found.parts
            ],
            "clause": found.clause,
        },
        [
            say("Score: %(score)s (%(clause)s)", score=found.score, clause=found.clause),
            *(
                say(
                    "%(measure)s: %(value)s at %(weight)s %% is %(points)s (%(clause)s)",
                    measure=part.measure, value=part.value, weight=part.share * 100,
                    points=scoring.rounded(part.points), clause=part.clause,
                )
                for part in found.parts
            ),
        ],
    )  # fmt: skip


def _option(measure: Measure) -> str:
    return f"--{measure.value.replace('_', '-')}"


for _measure in reversed(Measure):
    scorecard = click.option(_option(_measure), type=Quantity())(scorecard)


@explain.command("statute")
@click.option("--price", type=Quantity(), required=True, help="What was paid, in yuan.")
@click.option("--loss", type=Quantity(), default="0", help="The loss suffered, in yuan.")
@click.option("--customer-kind", type=Word(CustomerKind), default=CustomerKind.CONSUMER.value)
@click.option("--fault", type=Word(Fault), required=True)
@click.option("--fraud", is_flag=True, help="The seller deceived the customer.")
@issue_day
@shared
def statute(
    *,
    price: Decimal,
    loss: Decimal,
    customer_kind: CustomerKind,
    fault: Fault,
    fraud: bool,
    on: date | None,
    **asked: Any,
) -> None:
    """What the law gives a customer at least, article by article."""
    ask = Asked(on=on, **asked)
    day = on or today()
    book = ask.book(day)
    found = [one.statute for one in floors(customer=customer_kind, fault=fault, on=day, statutes=book.statutes)]
    found += [one for one in book.statutes if fraud and one.floor == FRAUD and one.in_force_from <= day]
    owed = [
        (one, least_owed(one, price=price, loss=loss).quantize(scoring.CENT))
        for one in found
        if one.price_multiple or one.loss_multiple
    ]
    ask.answer(
        lambda tell: {
            "statutory": [
                {
                    "floor": one.floor,
                    "at_least": str(amount),
                    "citation": tell(named(one.citation)),
                    "in_force_from": one.in_force_from.isoformat(),
                    "how_sure": tell(named(one.how_sure)),
                }
                for one, amount in owed
            ]
        },
        [
            say(
                "%(citation)s: at least %(amount)s yuan (%(name)s; %(how_sure)s)",
                citation=one.citation, amount=amount, name=one.name, how_sure=one.how_sure,
            )
            for one, amount in owed
        ]
        or [say("No statutory compensation is known for this.")],
    )  # fmt: skip
