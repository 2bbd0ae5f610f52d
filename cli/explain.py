"""`flask --app app explain TOPIC`: the rules on the command line, through the functions the screens ask."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import click

import rulebook
from cli.one_line import OneLineGroup
from cli.option_types import Day, Moment, Month, Quantity, Word
from cli.sentences import speaking, spoken
from rules.allowance import allowance as glass_allowance
from rules.authority import Decision, multiple, who_decides
from rules.calendar import explain_day
from rules.months import month_steps
from rules.penalties import MOST_TIMES, Price, price
from rules.returns import Condition, ReturnAnswer, ReturnRequest, expiry, judge
from rules.time_limits import ClockDue, Sort, clocks_from
from rules.wages import legal_notice
from terms.classes import CaseClass
from terms.complaint import ComplaintKind, Severity
from terms.limits import PenaltyMode, Province, StartsAt
from terms.people import Role
from terms.returns import ReturnWish
from terms.text import Text, say
from terms.time import SHANGHAI
from terms.trade import CustomerKind, Fault, Package

Command = TypeVar("Command", bound=Callable[..., Any])

# More than the company fills in a year; a slip of the finger beyond it.
MOST_BOTTLES = 10**12

explain = OneLineGroup("explain", help="Ask the rules: who decides, when it is due, what may be returned.")


@dataclass(frozen=True)
class Asked:
    """The options every topic shares."""

    pack: str
    on: date | None
    as_json: bool
    language: str

    def book(self, day: date) -> rulebook.Book:
        """The issue in force on the day asked for, else on the day of the case."""
        return rulebook.book(self.pack, on=self.on or day)

    def answer(self, facts: Callable[[Callable[[Text], str]], dict[str, Any]], sentences: Sequence[Text]) -> None:
        """Print one JSON object, or the sentences."""
        with speaking(self.language):
            if self.as_json:
                click.echo(json.dumps(facts(self._say), ensure_ascii=False, default=str))
                return
            for sentence in sentences:
                click.echo(self._say(sentence))

    def _say(self, text: Text) -> str:
        return spoken(text, self.language)


def shared(command: Command) -> Command:
    """--pack, --json and --lang; `--on` is its own because one topic gives it a meaning of its own."""
    for option in (
        click.option("--pack", default="food", help="The rulebook pack."),
        click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences."),
        click.option("--lang", "language", type=click.Choice(["zh", "en"]), default="zh", show_default=True),
    ):
        command = option(command)
    return command


issue_day = click.option("--on", type=Day(), help="The day whose rulebook issue is asked.")


@explain.command("authority")
@click.option("--exchanged", type=Quantity(above_zero=True), required=True)
@click.option("--compensated", type=Quantity(), required=True)
@click.option("--cash", type=Quantity(), default="0")
@click.option("--proposer-role", type=Word(Role))
@click.option("--one-to-many", is_flag=True)
@issue_day
@shared
def authority(
    *,
    exchanged: Decimal,
    compensated: Decimal,
    cash: Decimal,
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
        authority=ask.book(_today()).authority,
        concerned=frozenset({proposer_role} if proposer_role else ()),
        one_to_many=one_to_many,
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


@explain.command("calendar")
@click.option("--day", type=Day(), required=True)
@issue_day
@shared
def calendar(day: date, on: date | None, **asked: Any) -> None:
    """Whether a day is worked, and why."""
    ask = Asked(on=on, **asked)
    answer = explain_day(day, ask.book(_today()).calendar)
    worked = (
        say("%(day)s is worked: %(reason)s", day=day, reason=answer.reason)
        if answer.working
        else say("%(day)s is a day off: %(reason)s", day=day, reason=answer.reason)
    )
    provisional = [say("Provisional: the notice of that year is not published.")] if answer.provisional else []
    ask.answer(
        lambda tell: {"working": answer.working, "reason": tell(answer.reason), "provisional": answer.provisional},
        [worked, *provisional],
    )


@explain.command("allowance")
@click.option("--bottles", type=click.IntRange(0, MOST_BOTTLES), required=True)
@issue_day
@shared
def allowance(bottles: int, on: date | None, **asked: Any) -> None:
    """The glass bottles a distributor is given for so many shipped in a quarter."""
    ask = Asked(on=on, **asked)
    returns = ask.book(_today()).returns
    if not returns.binds:
        raise click.UsageError(f"The pack {ask.pack} has no terms for dealers, and no allowance.")
    earned = glass_allowance(bottles, returns.glass)
    ask.answer(
        lambda _: {
            "allowed_bottles": str(earned.bottles), "per_mille": str(earned.per_mille), "clause": earned.clause,
        },
        [
            say(
                "%(base)s bottles shipped earn %(bottles)s (%(per_mille)s per mille, whole bottles, %(clause)s)",
                base=earned.base, bottles=earned.bottles, per_mille=earned.per_mille, clause=earned.clause,
            )
        ],
    )  # fmt: skip


@explain.command("month")
@click.option("--month", type=Month(), required=True)
@issue_day
@shared
def month(month: date, on: date | None, **asked: Any) -> None:
    """The steps that close a month, each with its last day."""
    ask = Asked(on=on, **asked)
    book = ask.book(month)
    steps = month_steps(month, book.month_close, book.calendar)
    ask.answer(
        lambda _: {
            "steps": [
                {"step": one.step, "by_role": one.by_role, "due_on": one.due_on.isoformat(), "clause": one.clause}
                for one in steps
            ]
        },
        [
            say(
                "%(step)s: %(role)s, by the end of %(due)s (%(clause)s)",
                step=one.name, role=one.by_role, due=one.due_on, clause=one.clause,
            )
            for one in steps
        ],
    )  # fmt: skip


@explain.command("penalty")
@click.option("--breach", help="The breach; --list names them.")
@click.option("--times", type=click.IntRange(1, MOST_TIMES), default=1, show_default=True)
@click.option("--month", type=Month(), help="The month of the fact; its rulebook issue is asked.")
@click.option("--list", "every", is_flag=True, help="Every breach with its price.")
@issue_day
@shared
def penalty(*, breach: str | None, times: int, month: date | None, every: bool, on: date | None, **asked: Any) -> None:
    """What a breach costs whom, and who confirms it."""
    ask = Asked(on=on, **asked)
    if every is (breach is not None):
        raise click.UsageError("Give --breach NAME, or --list.")
    penalties = ask.book(month or _today()).penalties
    names = [row.breach for row in penalties.penalties]
    if breach is not None and breach not in names:
        raise click.BadParameter(f"{breach!r} is none of {', '.join(names)}", param_hint="--breach")
    prices = [price(name, penalties, times=times) for name in (names if breach is None else [breach])]
    ask.answer(
        lambda tell: {"mode": penalties.mode, "penalties": [_price_facts(one, penalties.mode, tell) for one in prices]},
        [*(sentence for one in prices for sentence in _price_sentences(one)), *_law(penalties.mode)],
    )


def _price_facts(one: Price, mode: PenaltyMode, tell: Callable[[Text], str]) -> dict[str, Any]:
    """A fixed amount as "20.00", a range as "100.00-300.00"; the amount is for all the times."""
    amount = str(one.least) if not one.is_range else f"{one.least}-{one.most}"
    return {
        "rule": one.breach,
        "name": tell(say("%(name)s", name=one.name)),
        "who": _key(one.who),
        "amount": amount,
        "least": str(one.least),
        "most": str(one.most),
        "times": one.times,
        "unit": "points" if mode is PenaltyMode.POINTS else "yuan",
        "per": _key(one.per),
        "consequence": tell(say("%(name)s", name=one.consequence)) if one.consequence else None,
        "clause": one.clause,
    }


def _key(name: rulebook.Words) -> str:
    """A word of the rulebook as other programs read it."""
    return name.en.lower().replace(" ", "_")


def _price_sentences(one: Price) -> list[Text]:
    amount = say("%(amount)s yuan", amount=one.least)
    if one.is_range:
        amount = say("%(least)s to %(most)s yuan, with a reason", least=one.least, most=one.most)
    priced = say(
        "%(breach)s (%(name)s): %(who)s, %(amount)s for %(times)s %(per)s (%(clause)s)",
        breach=one.breach, name=one.name, who=one.who, amount=amount, times=one.times, per=one.per, clause=one.clause,
    )  # fmt: skip
    return [priced, say("Beside it: %(what)s", what=one.consequence)] if one.consequence else [priced]


def _law(mode: PenaltyMode) -> list[Text]:
    """How it is carried out, and what the law says where it touches wages."""
    carried_out = say("Carried out as: %(mode)s", mode=mode)
    return [carried_out, *legal_notice(rulebook.wage_law())] if mode is PenaltyMode.MONEY else [carried_out]


def _today() -> date:
    return datetime.now(SHANGHAI).date()
