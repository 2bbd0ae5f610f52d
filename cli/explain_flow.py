"""The steps of a case, its class, its costs, what it must lead to, and who may start in a post."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, named, shared, today
from cli.option_types import Word
from rules.bearing import who_bears
from rules.classes import duties
from rules.corrective import demanded
from rules.flow import obstacles, standing
from rules.rounds import still_to_pass
from terms.bearing import CostOccasion
from terms.classes import CaseClass
from terms.complaint import ComplaintKind
from terms.flow import CaseFact, FlowPurpose
from terms.text import Text, say


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
    found = ask.edition(today())
    flows = found.book.flow
    chosen = flows.flows.get(purpose)
    if chosen is None:
        raise click.UsageError(f"The pack {found.name} has no steps for {purpose}.")
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
