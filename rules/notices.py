"""What a notice still lacks."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.notices import Notices
from terms.notices import NoticeForm, NoticeKind, NoticePart, NoticeTo


@dataclass(frozen=True, slots=True)
class Lack:
    """parts and to: still missing; in_writing: it must be written and is not."""

    parts: tuple[NoticePart, ...]
    to: tuple[NoticeTo, ...]
    in_writing: bool
    clause: str


def lacking(
    notice: NoticeKind,
    notices: Notices,
    *,
    parts: frozenset[NoticePart] = frozenset(),
    told: frozenset[NoticeTo] = frozenset(),
    written: bool = False,
) -> Lack | None:
    """What a notice lacks of what the policy asks; None when it is complete, or not asked for.

    Source: P27 接收3; P28 五6; P32 四1, 五3; P41 四3, 六2-3; IN-31, SL-19, WF-39, WF-41, WF-45.
    """
    rule = notices.notices.get(notice)
    if rule is None:
        return None
    missing = tuple(part for part in rule.parts if part not in parts)
    not_told = tuple(one for one in rule.to if one not in told)
    oral = rule.form is NoticeForm.WRITTEN and not written
    return Lack(missing, not_told, oral, rule.clause) if missing or not_told or oral else None
