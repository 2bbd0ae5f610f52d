"""Ask what an issue would have changed in past cases: a few are worked out at once, many by a job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models import RulebookIssue, Staff, Trial
from queries.capacity import stand_in
from queries.past_cases import Span, keys_of
from queries.replays import Compared, Replay
from queries.rulebook import judged_under
from rulebook import RulebookError, packs, stored
from rulebook.files import WITH
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.replay import TrialState
from terms.text import Text, say
from terms.time import local_date
from workflows import audit
from workflows.housekeeping.work import asked
from workflows.rows import NotFound, find
from workflows.transaction import transaction
from workflows.trials.work import keep

WORK = "trial"
# So many cases take less than a second: nobody waits for a job.
AT_ONCE = 400


class NothingToTry(Refusal):
    """The span is empty, or the issue cannot be read; `fields` names what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is tried on which cases.

    pack: whose cases, registered from `first` to `last`. issue_id: a draft or an issue kept here; without one `tried`
    names a shipped pack. before: the key of the issue on the other side; "" for the one each case was judged under.
    """

    pack: str
    first: date
    last: date
    issue_id: int | None = None
    tried: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """The issue that is tried: what it is called, whose it is, its text, and from when it counts."""

    name: str
    pack: str
    content: str
    begins_on: date


def ask(session: Session, *, question: Question, actor: Staff, at: datetime, once: str | None = None) -> Trial:
    """Try an issue on the past cases that this person may see. Nothing else changes.

    :raises NotPermitted, NothingToTry, NotFound, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_TRY)
        stand_in(session, actor, local_date(at))
        candidate = _candidate(session, question, actor, local_date(at))
        compared = Compared(
            question.before, candidate.pack, candidate.content, candidate.begins_on, at, actor.as_person()
        )
        _check(session, question, compared)
        keys = keys_of(session, Span(question.pack, question.first, question.last), actor.as_person())
        if not keys:
            raise _refused("first", say("You see no case of this policy from %(first)s to %(last)s.",
                                        first=question.first, last=question.last))  # fmt: skip
        trial = _asked(question, candidate, len(keys), actor, at)
        session.add(trial)
        session.flush()
        if len(keys) <= AT_ONCE:
            keep(session, trial, keys, Replay(session, compared).block(keys), after=0)
            trial.state, trial.finished_at = TrialState.DONE, at
        else:
            asked(session, WORK, trial.id, actor=actor, at=at)
        audit.record(
            session, "trial.asked", trial, actor, at,
            more={"tried": trial.tried, "first": trial.first, "last": trial.last, "total": trial.total},
        )  # fmt: skip
    return trial


def _asked(question: Question, candidate: Candidate, many: int, actor: Staff, at: datetime) -> Trial:
    return Trial(
        state=TrialState.WAITING,
        pack=question.pack,
        first=question.first,
        last=question.last,
        before=question.before,
        issue_id=question.issue_id,
        tried=candidate.name[:200],
        tried_pack=candidate.pack,
        content=candidate.content,
        digest=stored.digest(candidate.content),
        begins_on=candidate.begins_on,
        asked_by_id=actor.id,
        asked_at=at,
        total=many,
        done=0,
        last_id=0,
        figures={},
        trouble="",
        version=1,
    )


def _candidate(session: Session, question: Question, actor: Staff, today: date) -> Candidate:
    if question.issue_id is not None:
        row = find(session, RulebookIssue, question.issue_id, actor.as_person())
        if row is None:
            raise NotFound(say("This entry does not exist or is not yours to see."))
        return Candidate(str(row), row.pack, row.content, row.effective_from or today)
    if question.tried.split(WITH)[0] not in packs():
        raise _refused("tried", say("Choose a draft, an issue or a pack."))
    try:
        return Candidate(question.tried, question.tried, stored.shipped(question.tried), today)
    except RulebookError as wrong:
        raise _refused("tried", wrong.text) from wrong


def _check(session: Session, question: Question, compared: Compared) -> None:
    """Refuse what cannot be read or counted before anything is kept."""
    if question.first > question.last:
        raise _refused("last", say("The span ends before it begins."))
    try:
        compared.tried()
    except RulebookError as wrong:
        raise _refused("tried", wrong.text) from wrong
    try:
        if question.before:
            judged_under(session, question.before)
    except (RulebookError, ValueError) as wrong:
        raise _refused("before", say("There is no such issue.")) from wrong


def _refused(field: str, text: Text) -> NothingToTry:
    return NothingToTry(text, fields=((field, text),))
