"""What stands beside a draft: decided sentences that repeat its figures, its own clauses, and whom it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from admin_views.messages import tell
from admin_views.rulebook_changes import topic_title, value_words
from admin_views.words import day, listed, translate, words
from models import RulebookIssue, db
from queries.rulebook_drafts import facts_of, names_of
from queries.rulebook_signers import Signer, signers
from rulebook.layers import Data
from rules.amendments import NobodyToDecide, in_turn
from terms.rulebook import IssueStatus
from terms.text import say


@dataclass(frozen=True)
class Sentence:
    """One decided sentence in the reader's language."""

    topic: str
    question: str
    answer: str


@dataclass(frozen=True)
class OwnClause:
    """A clause that an issue brings itself; at: where it stands on the page."""

    key: str
    text: Mapping[str, Any]
    at: str


def sentences(rows: Iterable[Data]) -> list[Sentence]:
    return [
        Sentence(topic_title(row["topic"]), value_words(None, row["question"]), value_words(None, row["answer"]))
        for row in rows
    ]


def own_clauses(clauses: Mapping[str, Mapping[str, Any]]) -> dict[str, OwnClause]:
    return {key: OwnClause(key, text, f"own-{number}") for number, (key, text) in enumerate(clauses.items(), start=1)}


def who_would_sign(row: RulebookIssue) -> tuple[list[Signer], str]:
    """The signatures a draft would ask for, or why nobody could give them."""
    if row.status is not IssueStatus.DRAFT:
        return [], ""
    try:
        return signers(db.session(), row), ""
    except NobodyToDecide as refusal:
        return [], translate(refusal.text)


def tell_what_follows(row: RulebookIssue) -> None:
    """After an act: whom the issue waits for now, or from when it holds."""
    if row.status is IssueStatus.APPROVED and row.effective_from:
        tell(say("Approved; it holds from %(day)s on.", day=day(row.effective_from)))
    elif row.status is IssueStatus.SUBMITTED:
        tell(say("Done. It now waits for: %(people)s.", people="; ".join(waits_for(row))))
    else:
        tell(say("Saved."))


def waits_for(row: RulebookIssue) -> list[str]:
    """Every signature that can be given now, with who could give it."""
    turn = {one.id for one in in_turn(facts_of(db.session(), row))}
    open_ = [one for one in row.signatures if one.id in turn]
    names = names_of(db.session(), open_)
    return [f"{words(one.role)} ({listed(names[one.id])})" for one in open_]
