"""Record what was told to whom on the way of a case: by whom, when, how, and what it held."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import CaseNotice, Complaint, Staff
from queries.rulebook import policy_of
from rules.intake import WRITTEN
from rules.lifecycle import Viewer
from rules.tellings import COMPLAINANTS
from terms.complaint import Act, Channel, Clock
from terms.notices import NoticeKind, NoticePart, NoticeTo
from terms.refusal import Refusal
from terms.text import say
from workflows import audit
from workflows.case import begin, stop_clocks, take_case
from workflows.transaction import transaction
from workflows.words import need


class NotANotice(Refusal):
    """The policy of the case knows no such notice, or it goes to somebody else."""


def tell(
    session: Session, *, complaint_id: int, notice: NoticeKind, told_to: NoticeTo, channel: Channel,
    parts: tuple[NoticePart, ...], said: str, actor: Staff, at: datetime, written: bool = False,
    seen: int | None = None, once: str | None = None,
) -> Complaint:  # fmt: skip
    """Record one notice as it was given. A letter or a message is written by itself.

    Source: P27 接收3; P28 五6; P32 四1, 五3; P41 四3, 六2-3; IN-31, SL-19, WF-36, WF-37, WF-39, WF-41, WF-45.
    :raises NotPossible, NotANotice, WordsMissing, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        need(said=said)
        made = CaseNotice(
            notice=notice, told_to=told_to, channel=channel, written=written or channel in WRITTEN,
            parts=[part.value for part in parts], said=said, told_at=at, told_by_id=actor.id,
        )  # fmt: skip
        told(session, case, by, made, actor=actor, at=at)
    return case


def told(session: Session, case: Complaint, by: Viewer, made: CaseNotice, *, actor: Staff, at: datetime) -> None:
    """The step itself. An acknowledgement stops its limit."""
    begin(case, Act.TELL, by)
    known = policy_of(case).notices.notices
    rule = known.get(made.notice)
    if rule is None:
        text = say("This policy knows the notices: %(notices)s.", notices=tuple(known))
        raise NotANotice(text, fields=(("notice", text),))
    if made.told_to not in (*rule.to, *COMPLAINANTS):
        text = say("%(notice)s goes to: %(to)s.", notice=made.notice, to=rule.to)
        raise NotANotice(text, fields=(("told_to", text),))
    made.clause = rule.clause
    case.notices.append(made)
    if made.notice is NoticeKind.ACKNOWLEDGEMENT and made.told_to in COMPLAINANTS:
        stop_clocks(case, at, Clock.ACKNOWLEDGEMENT)
    audit.record(
        session, "complaint.told", case, actor, at, rule.clause, note=made.said,
        more={"notice": made.notice, "told_to": made.told_to},
    )  # fmt: skip
