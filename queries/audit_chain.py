"""Whether the audit is still what was written: the chain walked from its first link, with little memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from models import AuditEvent, AuditLink
from models.audit_chain import COLUMNS, NOTHING, fingerprint, seal
from terms.text import Text, say

CHUNK = 2000
# More than anybody reads; the rest is counted.
MOST_NAMED = 1000


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the chain stood at a time, noted outside the database."""

    at: datetime
    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing that is not as it was written.

    what: edited, removed, inserted, out_of_order, link_removed, cut, rewritten.
    """

    what: str
    text: Text
    event_id: int | None = None
    seq: int | None = None


@dataclass
class Checked:
    """What was walked and what was found wrong."""

    links: int = 0
    anchors: int = 0
    last: Anchor | None = None
    hash: str = NOTHING
    seq: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    more: int = 0

    @property
    def is_whole(self) -> bool:
        return not self.wrong

    def note(self, wrong: Wrong) -> None:
        if len(self.wrong) < MOST_NAMED:
            self.wrong.append(wrong)
        else:
            self.more += 1


def tail(session: Session) -> tuple[int, str]:
    """The place and the hash of the last link; 0 where there is none."""
    last = session.execute(select(AuditLink.seq, AuditLink.hash).order_by(AuditLink.seq.desc()).limit(1)).one_or_none()
    return (last.seq, last.hash) if last else (0, NOTHING)


def agrees(session: Session, anchor: Anchor) -> bool:
    """Whether the chain still has the link that an anchor knows; all before it is `verify`'s matter."""
    return session.scalar(select(AuditLink.hash).where(AuditLink.seq == anchor.seq)) == anchor.hash


def link_of(session: Session, event_id: int) -> AuditLink | None:
    """The link that seals an event; None for one that was slipped in."""
    return session.scalars(select(AuditLink).where(AuditLink.event_id == event_id)).one_or_none()


def verify(session: Session, anchors: Iterable[Anchor] = ()) -> Checked:
    """Walk the whole chain. The anchors must have been read before: what is committed meanwhile lies beyond them."""
    noted: dict[int, list[Anchor]] = defaultdict(list)
    checked = Checked()
    for anchor in anchors:
        noted[anchor.seq].append(anchor)
        checked.anchors += 1
        if checked.last is None or anchor.seq >= checked.last.seq:
            checked.last = anchor
    for row in _links(session):
        _check(checked, row, noted.get(row.seq, ()))
    _check_end(checked)
    _check_unsealed(session, checked)
    return checked


def _links(session: Session) -> Iterator[Row[Any]]:
    """Every link with its event beside it, in order."""
    columns = [AuditEvent.__table__.c[name].label(f"its_{name}") for name in COLUMNS]
    statement = (
        select(AuditLink.seq, AuditLink.event_id, AuditLink.fingerprint, AuditLink.hash, *columns)
        .outerjoin(AuditEvent, AuditEvent.id == AuditLink.event_id)
        .order_by(AuditLink.seq)
    )
    after = 0
    while chunk := _read(session, statement.where(AuditLink.seq > after), CHUNK):
        yield from chunk
        after = chunk[-1].seq


def _read(session: Session, statement: Any, most: int) -> list[Row[Any]]:
    """Up to so many rows; fewer where one holds what no longer is a time or a JSON text."""
    try:
        return list(session.execute(statement.limit(most)))
    except (ValueError, TypeError):
        if most > 1:
            return _read(session, statement, max(most // 8, 1))
        kept = (AuditLink.seq, AuditLink.event_id, AuditLink.fingerprint, AuditLink.hash, AuditEvent.id.label("its_id"))
        return list(session.execute(statement.with_only_columns(*kept).limit(1)))


def _check(checked: Checked, row: Any, anchors: Iterable[Anchor]) -> None:
    follows = row.seq == checked.seq + 1
    if not follows:
        checked.note(_gap(checked.seq + 1, row.seq - 1))
    print_ = _fingerprint(row)
    if print_ is None:
        checked.note(Wrong("removed", say("Event %(id)s was removed.", id=row.event_id), row.event_id, row.seq))
    elif print_ != row.fingerprint:
        checked.note(Wrong("edited", say("Event %(id)s was edited.", id=row.event_id), row.event_id, row.seq))
    if follows and row.hash != seal(checked.hash, row.seq, row.event_id, row.fingerprint):
        text = say("Link %(seq)s (event %(id)s) does not follow from the one before.", seq=row.seq, id=row.event_id)
        checked.note(Wrong("out_of_order", text, row.event_id, row.seq))
    for anchor in anchors:
        if anchor.hash != row.hash:
            text = say("Up to link %(seq)s the chain is not the one noted at %(at)s.", seq=row.seq, at=anchor.at)
            checked.note(Wrong("rewritten", text, row.event_id, row.seq))
    checked.links += 1
    checked.seq, checked.hash = row.seq, row.hash


def _fingerprint(row: Any) -> str | None:
    """Of the event beside a link; None where there is none, empty where it cannot be read."""
    if not hasattr(row, "its_kind"):
        return ""
    if row.its_id is None:
        return None
    values = {name: getattr(row, f"its_{name}") for name in COLUMNS}
    try:
        return fingerprint(values)
    except (AttributeError, TypeError, ValueError):
        return ""


def _gap(first: int, last: int) -> Wrong:
    if first == last:
        return Wrong("link_removed", say("Link %(seq)s was removed.", seq=first), seq=first)
    text = say("Links %(first)s to %(last)s were removed.", first=first, last=last)
    return Wrong("link_removed", text, seq=first)


def _check_end(checked: Checked) -> None:
    last = checked.last
    if last is not None and last.seq > checked.seq:
        text = say(
            "The end was cut off: the chain ends at link %(end)s, but at %(at)s it reached link %(seq)s.",
            end=checked.seq, at=last.at, seq=last.seq,
        )  # fmt: skip
        checked.note(Wrong("cut", text, seq=checked.seq + 1))


def _check_unsealed(session: Session, checked: Checked) -> None:
    """Events without a link were slipped in: what is older than the chain was sealed when it began."""
    sealed = select(AuditLink.seq).where(AuditLink.event_id == AuditEvent.id).exists()
    slipped_in = select(AuditEvent.id).where(~sealed).order_by(AuditEvent.id)
    for event_id in session.scalars(slipped_in.execution_options(yield_per=CHUNK)):
        checked.note(Wrong("inserted", say("Event %(id)s was inserted.", id=event_id), event_id))
