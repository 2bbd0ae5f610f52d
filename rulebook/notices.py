"""What complainants and others are told on the way, and what a notice must hold, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.notices import NoticeForm, NoticeKind, NoticePart, NoticeTo
from terms.text import say


@dataclass(frozen=True, slots=True)
class Notice:
    notice: NoticeKind
    to: tuple[NoticeTo, ...]
    form: NoticeForm
    parts: tuple[NoticePart, ...]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Notices:
    notices: Mapping[NoticeKind, Notice]


def parse(data: Mapping[str, object], where: str) -> Notices:
    """:raises RulebookError:"""
    with reading(data, where) as topic:
        found = [_notice(row) for row in topic.rows_if_any("notices")]
        return Notices({one.notice: one for one in found})


def _notice(row: Row) -> Notice:
    clause, reason = row.source()
    to = row.terms("to", NoticeTo)
    if not to:
        raise row.refuse(say("to is empty; name who is told"))
    return Notice(
        notice=row.term("notice", NoticeKind),
        to=to,
        form=row.term("form", NoticeForm) if row.has("form") else NoticeForm.ANY,
        parts=row.terms("parts", NoticePart),
        clause=clause,
        reason=reason,
    )
