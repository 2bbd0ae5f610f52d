"""The call-back: what to ask, and what follows from the answer."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.callback import CallBack, Question
from terms.callbacks import FollowUp
from terms.complaint import CallBackOutcome
from terms.text import Text, say


@dataclass(frozen=True, slots=True)
class NextStep:
    """What follows from one call, with the sentence for the screen."""

    follows: FollowUp
    text: Text
    clause: str


def questions(callback: CallBack) -> tuple[Question, ...]:
    """What to ask, in the order of the form.

    Source: P06 五(4), 七3; CB-01..03.
    """
    return callback.questions


def what_follows(outcome: CallBackOutcome, callback: CallBack, *, attempts: int = 1) -> NextStep:
    """What follows from a call.

    attempts: calls made since the result was reported, this one included; enough unanswered calls allow closing.

    Source: P06 五(3)-(4), 七2-3; CB-01..03.
    """
    rule = callback.consequences[outcome]
    if rule.follows is FollowUp.CALL_AGAIN and attempts >= callback.attempts:
        text = say("Not reached after %(attempts)s calls: the case may be closed on record.", attempts=attempts)
        return NextStep(FollowUp.CLOSE, text, rule.clause)
    return NextStep(rule.follows, _sentence(rule.follows), rule.clause)


def _sentence(follows: FollowUp) -> Text:
    sentences = {
        FollowUp.CLOSE: say("The consumer confirms the result: the case may be closed."),
        FollowUp.REOPEN: say("The consumer is not satisfied: the case goes back to the department head."),
        FollowUp.OPEN_FINDING: say("The consumer contradicts the report: a false-report finding is opened."),
        FollowUp.CALL_AGAIN: say("Not reached: call again."),
    }
    return sentences[follows]
