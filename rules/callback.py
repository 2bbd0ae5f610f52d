"""What follows from a call-back."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.callback import CallBack
from terms.callbacks import FollowUp
from terms.complaint import CallBackOutcome


@dataclass(frozen=True, slots=True)
class NextStep:
    """What follows from one call. outcome: as it is put on record, which for the last unanswered call is given up."""

    outcome: CallBackOutcome
    follows: FollowUp
    clause: str


def what_follows(outcome: CallBackOutcome, callback: CallBack, *, attempts: int) -> NextStep:
    """What follows from a call.

    attempts: calls made since the result was reported, this one included; the last of them unanswered gives up.

    Source: P06 五(3)-(4), 七2-3; CB-01..03.
    """
    last = outcome is CallBackOutcome.NOT_REACHED and attempts >= callback.attempts
    recorded = CallBackOutcome.GIVEN_UP if last else outcome
    rule = callback.consequences[recorded]
    return NextStep(recorded, rule.follows, rule.clause)
