"""More topics of `explain`: flow, classes, notices, costs, scorecard, what recurs, and any topic as it stands."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, shared
from cli.option_types import Quantity, Word
from rulebook.differences import Said, places_of
from rulebook.layers import SOURCE
from rules import scorecard as scoring
from rules.bearing import who_bears
from rules.classes import duties
from rules.corrective import demanded
from rules.flow import obstacles, standing
from rules.rounds import still_to_pass
from rules.statutes import floors, least_owed
from terms.bearing import CostOccasion
from terms.classes import CaseClass
from terms.complaint import ComplaintKind
from terms.flow import CaseFact, FlowPurpose
from terms.measures import Measure
from terms.text import Text, say
from terms.time import SHANGHAI
from terms.trade import CustomerKind, Fault

FRAUD = "fraud"  # the floor that needs no fault of the goods

__all__ = ["explain"]


@explain.command("scorecard")
@issue_day
@shared
def scorecard(*, on: date | None, pack: str, as_json: bool, language: str, **measured: Decimal | None) -> None:
    """The weighted score, part by part."""
    ask = Asked(pack, on, as_json, language)
    card = ask.book(today()).scorecard
    if card is None:
        raise click.UsageError(f"The pack {pack} has no scorecard.")
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


@explain.command("flow")
@click.option("--purpose", type=Word(FlowPurpose), default=FlowPurpose.COMPLAINT.value)
@click.option("--done", type=Word(CaseFact), multiple=True, help="What stands on record; may be given again.")
@click.option("--next", "wanted", type=Word(CaseFact), help="What is to come about next.")
@click.option("--class", "case_class", type=Word(CaseClass))
@issue_day
@shared
def flow(
    *, purpose: FlowPurpose, done: tuple[CaseFact, ...], wanted: CaseFact | None, case_class: CaseClass | None,
    on: date | None, **asked: Any,
) -> None:  # fmt: skip
    """The steps of a case, and what stands in the way of the next."""
    ask = Asked(on=on, **asked)
    flows = ask.book(today()).flow
    chosen = flows.flows.get(purpose)
    if chosen is None:
        raise click.UsageError(f"The pack {ask.pack} has no steps for {purpose}.")
    steps = standing(frozenset(done), chosen)
    ways = obstacles(wanted, frozenset(done), flows, purpose=purpose, case_class=case_class) if wanted else ()
    ask.answer(
        lambda tell: {
            "template": chosen.template or None,
            "steps": [
                {"step": tell(named(step.name)), "done": step.done, "wanted": sorted(step.wanted)} for step in steps
            ],
            "obstacles": [{"wanted": sorted(one.wanted), "clause": one.clause} for one in ways],
            "clause": chosen.clause,
        },
        [
            *(_step_sentence(number, step.name, done=step.done) for number, step in enumerate(steps, start=1)),
            *(say("First: %(facts)s (%(clause)s)", facts=tuple(sorted(one.wanted)), clause=one.clause) for one in ways),
        ],
    )


def named(name: object) -> Text:
    return say("%(name)s", name=name)


def _step_sentence(number: int, name: object, *, done: bool) -> Text:
    if done:
        return say("%(number)s. %(name)s: done", number=number, name=name)
    return say("%(number)s. %(name)s: not yet", number=number, name=name)


@explain.command("class")
@click.option("--class", "case_class", type=Word(CaseClass), required=True)
@issue_day
@shared
def case_class_duties(*, case_class: CaseClass, on: date | None, **asked: Any) -> None:
    """What a class of cases demands."""
    ask = Asked(on=on, **asked)
    found = duties(case_class, ask.book(today()).classes)
    ask.answer(
        lambda _: {"class": case_class, "duties": list(found.duties), "clause": found.clause},
        [
            say("%(class)s (%(clause)s)", **{"class": case_class, "clause": found.clause}),
            *(named(duty) for duty in found.duties),
        ],
    )


@explain.command("cost")
@click.option("--occasion", type=Word(CostOccasion), required=True)
@issue_day
@shared
def cost(*, occasion: CostOccasion, on: date | None, **asked: Any) -> None:
    """Who bears a cost."""
    ask = Asked(on=on, **asked)
    found = who_bears(occasion, ask.book(today()).bearing)
    ask.answer(
        lambda _: {"occasion": occasion, "bears": found.bears, "clause": found.clause},
        [say("%(occasion)s: %(bearer)s (%(clause)s)", occasion=occasion, bearer=found.bears, clause=found.clause)],
    )


@explain.command("corrective")
@click.option("--kind", type=Word(ComplaintKind), default=ComplaintKind.QUALITY_COMPLAINT.value)
@click.option("--class", "case_class", type=Word(CaseClass))
@issue_day
@shared
def corrective(*, kind: ComplaintKind, case_class: CaseClass | None, on: date | None, **asked: Any) -> None:
    """What a case must lead to so that it does not come again."""
    ask = Asked(on=on, **asked)
    found = demanded(kind, ask.book(today()).corrective, case_class=case_class)
    ask.answer(
        lambda _: {"demands": [{"demand": one.demand, "clause": one.clause} for one in found]},
        [say("%(demand)s (%(clause)s)", demand=one.demand, clause=one.clause) for one in found]
        or [say("This policy demands nothing more.")],
    )


@explain.command("training")
@click.option("--passed", multiple=True, help="A course whose test was passed; may be given again.")
@issue_day
@shared
def training(*, passed: tuple[str, ...], on: date | None, **asked: Any) -> None:
    """Which tests a newcomer still has to pass before they start."""
    ask = Asked(on=on, **asked)
    courses = ask.book(today()).training
    wanted = still_to_pass(frozenset(passed), courses)
    ask.answer(
        lambda tell: {
            "may_start": not wanted,
            "tests_wanted": [
                {"course": one.key, "name": tell(named(one.name)), "clause": one.clause} for one in wanted
            ],
        },
        [say("Test before the post: %(course)s (%(clause)s)", course=one.name, clause=one.clause) for one in wanted]
        or [say("Nothing stands in the way of starting.")],
    )


@explain.command("topic")
@click.argument("name")
@issue_day
@shared
def topic(*, name: str, on: date | None, **asked: Any) -> None:
    """Everything a topic says: each figure with its clause and the pack it was written in."""
    ask = Asked(on=on, **asked)
    book = ask.book(today())
    found = places_of(book.pack.key, name)
    if not found:
        raise click.UsageError(f"The pack {ask.pack} says nothing about {name!r}.")
    ask.answer(
        lambda _: {
            "topic": name,
            "places": [
                {"place": one.place, "says": one.says, "clause": one.clause or None, "from": one.pack} for one in found
            ],
        },
        [_place_sentence(one, ask.language) for one in found],
    )


def _place_sentence(one: Said, language: str) -> Text:
    said = ", ".join(f"{key}={_one(value, language)}" for key, value in one.says.items() if key not in SOURCE)
    reason = one.says.get("reason")
    if one.clause or reason is None:
        return say(
            "%(place)s: %(said)s (%(clause)s; %(pack)s)", place=one.place, said=said, clause=one.clause, pack=one.pack
        )
    return say(
        "%(place)s: %(said)s (silent: %(reason)s; %(pack)s)",
        place=one.place, said=said, reason=_one(reason, language), pack=one.pack,
    )  # fmt: skip


def _one(value: Any, language: str) -> str:
    """A value of the data in one line."""
    if isinstance(value, dict):
        return str(value.get(language) or ", ".join(f"{key}={_one(one, language)}" for key, one in value.items()))
    return ", ".join(_one(one, language) for one in value) if isinstance(value, list) else str(value)


def today() -> date:
    return datetime.now(SHANGHAI).date()
