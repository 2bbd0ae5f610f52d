"""Whether goods are taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from cli.explain import Asked, explain, shared
from cli.option_types import Day, Word
from rules.returns import Condition, ReturnAnswer, ReturnRequest, expiry, judge
from terms.returns import ReturnWish
from terms.text import Text, say
from terms.trade import CustomerKind, Fault, Package


@explain.command("return")
@click.option("--customer-kind", type=Word(CustomerKind), required=True)
@click.option("--package", type=Word(Package), required=True)
@click.option("--fault", type=Word(Fault), required=True)
@click.option("--produced-on", type=Day())
@click.option("--shelf-life-days", type=click.IntRange(min=1, max=36500))
@click.option("--expires-on", type=Day())
@click.option("--on", type=Day(), required=True, help="The day of the request, and of the rulebook issue.")
@click.option("--purchased-on", type=Day())
@click.option("--quantity", type=click.IntRange(min=1))
@click.option("--same-product/--other-product", default=True)
@click.option("--promotion", default="", help="The promotion enjoyed; left out, the application states none.")
@click.option("--gifts-returned/--gifts-missing", default=None)
@click.option("--opened", is_flag=True, help="Read by packs that take back unopened goods only.")
@click.option("--proof/--no-proof", default=None, help="Read by packs that ask for proof of purchase.")
@click.option("--test-report", is_flag=True, help="Read by packs that ask for a test report.")
@click.option("--misused/--not-misused", default=None, help="Whether the user did the damage.")
@click.option("--unrepairable", is_flag=True, help="It was tried to repair in vain.")
@click.option("--original-package/--package-gone", default=None, help="Read by packs that ask for the packaging.")
@shared
def returns(
    *,
    customer_kind: CustomerKind,
    produced_on: date | None,
    shelf_life_days: int | None,
    expires_on: date | None,
    gifts_returned: bool | None,
    **given: Any,
) -> None:
    """Whether goods are taken back, condition by condition."""
    ask = Asked(pack=given.pop("pack"), as_json=given.pop("as_json"), language=given.pop("language"), on=given["on"])
    request = ReturnRequest(
        customer=customer_kind,
        reason=given["fault"].en,
        produced_on=produced_on,
        expires_on=expires_on or _expiry(produced_on, shelf_life_days),
        gifts_returned=gifts_returned,
        # Gifts are spoken of when goods go back for good (P11 〈一〉4).
        wish=ReturnWish.EXCHANGE if gifts_returned is None else ReturnWish.RETURN,
        **given,
    )
    book = ask.book(request.on)
    answer = judge(request, book.returns, book.statutes, book.calendar)
    ask.answer(lambda tell: _return_facts(answer, tell), _return_sentences(answer))


def _expiry(produced_on: date | None, shelf_life_days: int | None) -> date:
    if produced_on is None or shelf_life_days is None:
        raise click.UsageError("Give --produced-on with --shelf-life-days, or --expires-on.")
    return expiry(produced_on, shelf_life_days)


def _return_facts(answer: ReturnAnswer, tell: Callable[[Text], str]) -> dict[str, Any]:
    return {
        "outcome": answer.outcome,
        "conditions": [{"condition": one.condition, "met": one.met, "clause": one.clause} for one in answer.conditions],
        "remedy": answer.remedy,
        "remedies": list(answer.remedies),
        "approver": answer.approver,
        "statutory": [
            {"floor": one.floor, "figure": tell(one.figure), "citation": tell(one.citation)} for one in answer.statutory
        ],
    }


def _return_sentences(answer: ReturnAnswer) -> list[Text]:
    approver = [say("Approver: %(approver)s", approver=answer.approver)] if answer.approver else []
    return [
        say("Outcome: %(outcome)s (%(clause)s)", outcome=answer.outcome, clause=answer.clause),
        say("Remedy: %(remedy)s", remedy=answer.remedy),
        *approver,
        *(_condition_sentence(one) for one in answer.conditions),
        *answer.why,
        *(
            say("By law: %(figure)s; %(citation)s", figure=one.figure, citation=one.citation)
            for one in answer.statutory
        ),
    ]


def _condition_sentence(one: Condition) -> Text:
    if one.met is None:
        return say("to be seen: %(text)s (%(clause)s)", text=one.text, clause=one.clause)
    if one.met:
        return say("met: %(text)s (%(clause)s)", text=one.text, clause=one.clause)
    return say("not met: %(text)s (%(clause)s)", text=one.text, clause=one.clause)
