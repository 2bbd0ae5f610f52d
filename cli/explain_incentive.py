"""Which sanction beside money a policy allows, for what."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from cli.explain import Asked, explain, issue_day, named, shared, today
from cli.option_types import Word
from rules.incentives import NotAllowed, ensure_sanction
from terms.incentives import Sanction
from terms.text import say


@explain.command("sanction")
@click.option("--for", "ground", help="What it is for, by its key; without it every ground is named.")
@click.option("--sanction", type=Word(Sanction), help="Asks whether this one may be given.")
@issue_day
@shared
def sanction(*, ground: str | None, sanction: Sanction | None, on: date | None, **asked: Any) -> None:
    """Which sanctions a policy allows, from the mildest to the hardest; and whether one may be given."""
    ask = Asked(on=on, **asked)
    rule = ask.book(today()).incentives
    if sanction is not None and ground is None:
        raise click.UsageError("Give --for with --sanction: a sanction is allowed for something.")
    known = tuple(one.sanction for one in rule.sanctions)
    if ground is not None and ground not in known:
        raise click.UsageError(f"Unknown ground {ground}; this policy knows: {', '.join(known) or 'none'}.")
    found = [one for one in rule.sanctions if ground in (None, one.sanction)]
    allowed = None
    if sanction is not None and ground is not None:
        try:
            ensure_sanction(ground, sanction, rule)
            allowed = True
        except NotAllowed:
            allowed = False
    ask.answer(
        lambda tell: {
            "allowed": allowed,
            "sanctions": [
                {"for": one.sanction, "name": tell(named(one.name)), "sanctions": list(one.sanctions),
                 "clause": one.clause}
                for one in found
            ],
        },
        [
            *(
                [say("Allowed.") if allowed else say("Not allowed: the policy names others.")]
                if allowed is not None
                else []
            ),
            *(
                say("%(name)s: %(what)s (%(clause)s)", name=one.name, what=one.sanctions, clause=one.clause)
                for one in found
            ),
        ]
        or [say("This policy knows none.")],
    )  # fmt: skip
