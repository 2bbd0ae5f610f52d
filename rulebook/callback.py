"""The call-back: what is asked and what follows, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.rounds import Round, survey
from rulebook.row import reading
from rulebook.words import Words
from terms.callbacks import CallBackQuestion, FollowUp
from terms.complaint import CallBackOutcome
from terms.text import say


@dataclass(frozen=True, slots=True)
class Question:
    key: CallBackQuestion
    text: Words


@dataclass(frozen=True, slots=True)
class Consequence:
    outcome: CallBackOutcome
    follows: FollowUp
    clause: str


@dataclass(frozen=True, slots=True)
class CallBack:
    """attempts: how many unanswered calls are enough."""

    attempts: int
    attempts_reason: Words
    clause: str
    record_clause: str
    questions: tuple[Question, ...]
    consequences: Mapping[CallBackOutcome, Consequence]
    surveys: tuple[Round, ...] = ()


def parse(data: Mapping[str, object], where: str) -> CallBack:
    """Read the topic; refuses an outcome that stands twice or nowhere.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        questions = tuple(
            Question(row.term("key", CallBackQuestion), row.words("text")) for row in topic.rows("questions")
        )
        found = [
            Consequence(row.term("outcome", CallBackOutcome), row.term("follows", FollowUp), row.text("clause"))
            for row in topic.rows("outcomes")
        ]
        if sorted(one.outcome for one in found) != sorted(CallBackOutcome):
            raise topic.refuse(say("outcomes must name each of %(words)s once", words=tuple(CallBackOutcome)))
        return CallBack(
            attempts=topic.whole("attempts"),
            attempts_reason=topic.words("attempts_reason"),
            clause=topic.text("clause"),
            record_clause=topic.text("record_clause"),
            questions=questions,
            consequences={one.outcome: one for one in found},
            surveys=tuple(survey(row) for row in topic.rows_if_any("surveys")),
        )
