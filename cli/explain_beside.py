"""Still more of `explain`: intake, notices, plans, rewards, and when what recurs is due again."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, named, shared, today
from cli.option_types import Day, Word
from rules import intake as intaking
from rules import notices as noticing
from rules.flow import plan_lacks
from rules.rounds import due_on
from terms.complaint import Channel, ComplaintKind
from terms.flow import PlanApprover, PlanPart
from terms.notices import NoticeKind, NoticePart, NoticeTo
from terms.text import say

ROUNDS = ("supervision", "training", "reports", "surveys")


@explain.command("intake")
@click.option("--kind", type=Word(ComplaintKind), default=ComplaintKind.QUALITY_COMPLAINT.value)
@click.option("--channel", type=Word(Channel), default=Channel.PHONE.value)
@click.option("--anonymous", is_flag=True)
@click.option("--signed", is_flag=True, help="The complaint material is signed.")
@click.option("--contacted", is_flag=True, help="An anonymous complainant was asked for more.")
@issue_day
@shared
def intake(
    *,
    kind: ComplaintKind,
    channel: Channel,
    anonymous: bool,
    signed: bool,
    contacted: bool,
    on: date | None,
    **asked: Any,
) -> None:
    """Which facts are asked for, and what the way a case comes in still lacks."""
    ask = Asked(on=on, **asked)
    rule = ask.book(today()).intake
    wanted = intaking.missing(intaking.IntakeFacts(kind=kind, anonymous=anonymous), rule)
    lacks = intaking.lacking(kind, channel, rule, anonymous=anonymous, signed=signed, contacted=contacted)
    ways = [one for one in rule.channels if kind in one.kinds]
    ask.answer(
        lambda _: {
            "facts": [{"field": one.field, "clause": one.clause} for one in wanted],
            "lacks": [{"demand": one.demand, "clause": one.clause or None} for one in lacks],
            "channels": [{"channel": one.channel, "clause": one.clause} for one in ways],
        },
        [
            *(say("Asked for: %(field)s (%(clause)s)", field=one.field, clause=one.clause) for one in wanted),
            *(say("Still lacking: %(what)s (%(clause)s)", what=one.demand, clause=one.clause) for one in lacks),
        ],
    )


@explain.command("notice")
@click.option("--notice", type=Word(NoticeKind), required=True)
@click.option("--part", "parts", type=Word(NoticePart), multiple=True, help="What it says; may be given again.")
@click.option("--to", "told", type=Word(NoticeTo), multiple=True, help="Who is told; may be given again.")
@click.option("--written", is_flag=True)
@issue_day
@shared
def notice(
    *, notice: NoticeKind, parts: tuple[NoticePart, ...], told: tuple[NoticeTo, ...], written: bool, on: date | None,
    **asked: Any,
) -> None:  # fmt: skip
    """What a notice still lacks."""
    ask = Asked(on=on, **asked)
    found = noticing.lacking(
        notice, ask.book(today()).notices, parts=frozenset(parts), told=frozenset(told), written=written
    )
    if found is None:
        ask.answer(lambda _: {"complete": True}, [say("Nothing is lacking.")])
        return
    ask.answer(
        lambda _: {
            "complete": False,
            "parts": list(found.parts),
            "to": list(found.to),
            "in_writing": found.in_writing,
            "clause": found.clause or None,
        },
        [say("Still lacking: %(what)s (%(clause)s)", what=(*found.parts, *found.to), clause=found.clause)],
    )


@explain.command("plan")
@click.option("--part", "parts", type=Word(PlanPart), multiple=True)
@click.option("--approved-by", "approvers", type=Word(PlanApprover), multiple=True)
@issue_day
@shared
def plan(*, parts: tuple[PlanPart, ...], approvers: tuple[PlanApprover, ...], on: date | None, **asked: Any) -> None:
    """What the plan of a case still lacks."""
    ask = Asked(on=on, **asked)
    rule = ask.book(today()).flow.plan
    lacks = plan_lacks(frozenset(parts), frozenset(approvers), rule)
    clause = rule.clause if rule else None
    ask.answer(
        lambda _: {"lacks": list(lacks), "clause": clause},
        [say("Still lacking: %(what)s (%(clause)s)", what=lacks, clause=clause)]
        if lacks
        else [say("Nothing is lacking.")],
    )


@explain.command("reward")
@issue_day
@shared
def reward(*, on: date | None, **asked: Any) -> None:
    """Which rewards and which sanctions beside money a policy knows."""
    ask = Asked(on=on, **asked)
    rule = ask.book(today()).incentives
    ask.answer(
        lambda tell: {
            "rewards": [
                {
                    "reward": one.reward,
                    "name": tell(named(one.name)),
                    "to": one.to,
                    "basis": one.basis,
                    "every": one.every,
                    "clause": one.clause or None,
                }
                for one in rule.rewards
            ],
            "sanctions": [
                {"for": one.sanction, "sanctions": list(one.sanctions), "clause": one.clause} for one in rule.sanctions
            ],
        },
        [
            *(
                say(
                    "%(name)s: to %(to)s, %(every)s (%(clause)s)",
                    name=one.name, to=one.to, every=one.every, clause=one.clause,
                )
                for one in rule.rewards
            ),
            *(
                say("%(name)s: %(what)s (%(clause)s)", name=one.name, what=one.sanctions, clause=one.clause)
                for one in rule.sanctions
            ),
        ]
        or [say("This policy knows none.")],
    )  # fmt: skip


@explain.command("rounds")
@click.option("--what", type=click.Choice(ROUNDS), default="supervision", show_default=True)
@click.option("--last", type=Day(), help="The last time; asks when it is due again.")
@issue_day
@shared
def rounds(*, what: str, last: date | None, on: date | None, **asked: Any) -> None:
    """What recurs: checks, trainings, reports, surveys; and when it is due again."""
    ask = Asked(on=on, **asked)
    book = ask.book(today())
    found = book.callback.surveys if what == "surveys" else getattr(book, what)
    due = {one.key: due_on(one, last) if last else None for one in found}
    ask.answer(
        lambda tell: {
            what: [
                {
                    "key": one.key,
                    "name": tell(named(one.name)),
                    "by": tell(named(one.by)),
                    "every": one.every,
                    "times": one.times,
                    "due_on": None if (day := due[one.key]) is None else day.isoformat(),
                    "clause": one.clause or None,
                }
                for one in found
            ]
        },
        [
            say(
                "%(name)s: %(by)s, %(every)s (%(clause)s) %(due)s",
                name=one.name, by=one.by, every=one.every, clause=one.clause, due=due[one.key] or "",
            )
            for one in found
        ]
        or [say("This policy knows none.")],
    )  # fmt: skip
