"""Which notices a case owes, and what those given still lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from rulebook.notices import Notice, Notices
from rules.notices import Lack, lacking
from terms.complaint import ComplaintKind
from terms.notices import NoticeKind, NoticePart, NoticeTo


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides which notices a case owes.

    lasts: not answered on the day it came. decided: a settlement is approved. corrected: something had to be put right.
    anonymous: there is nobody to tell. grave: serious, or of a class that is reported upward.
    """

    kind: ComplaintKind = ComplaintKind.QUALITY_COMPLAINT
    anonymous: bool = False
    grave: bool = False
    lasts: bool = False
    decided: bool = False
    carried_out: bool = False
    answered: bool = False
    unfounded: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """One notice as it was given."""

    notice: NoticeKind
    to: NoticeTo
    parts: frozenset[NoticePart]
    written: bool


@dataclass(frozen=True, slots=True)
class ToTell:
    """A notice the case owes, and what it still lacks."""

    notice: NoticeKind
    lack: Lack


K = NoticeKind
COMPLAINANTS = (NoticeTo.COMPLAINANT,)
COMPLAINTS = (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.SERVICE_COMPLAINT, ComplaintKind.RETURN)

# When a case owes a notice. What is said before an order (P43 5.1.6) is no case's.
OWED: Mapping[NoticeKind, Callable[[Situation], bool]] = {
    K.ACKNOWLEDGEMENT: lambda _case: True,
    K.INVESTIGATION: lambda case: case.kind in COMPLAINTS,
    K.TIMETABLE: lambda case: case.lasts,
    K.PROGRESS: lambda case: case.lasts,
    K.PLAN: lambda case: case.decided,
    K.UNFOUNDED: lambda case: case.unfounded,
    K.RESULT: lambda case: case.answered and not case.unfounded,
    K.RECTIFIED: lambda case: case.corrected,
    K.SUPERIOR_REPORT: lambda case: case.grave,
    K.REFUSED: lambda case: case.unfounded and case.kind is ComplaintKind.RETURN,
    K.PRECAUTIONS: lambda case: case.carried_out,
    K.BEFORE_ORDER: lambda _case: False,
}


def owed(case: Situation, notices: Notices) -> tuple[Notice, ...]:
    """The notices of the pack that this case owes, in the order of a case's life.

    Source: P18 四2; P25 四2(1); P26 三2; P34 三3, 四3; P37 九4; IN-31, WF-14, WF-25, WF-36..41.
    """
    return tuple(notices.notices[one] for one in K if one in notices.notices and OWED[one](case))


def to_tell(case: Situation, notices: Notices, told: Iterable[Told]) -> tuple[ToTell, ...]:
    """What is owed and not told yet, or not in full. Nobody tells an anonymous complainant."""
    given = tuple(told)
    found = ((rule.notice, _lack(rule.notice, notices, given, case)) for rule in owed(case, notices))
    return tuple(ToTell(notice, lack) for notice, lack in found if lack)


def _lack(notice: NoticeKind, notices: Notices, told: tuple[Told, ...], case: Situation) -> Lack | None:
    given = [one for one in told if one.notice is notice]
    reached = frozenset(one.to for one in given) | (
        frozenset({NoticeTo.COMPLAINANT}) if case.anonymous else frozenset()
    )
    if case.anonymous and set(notices.notices[notice].to) <= reached:
        return None
    return lacking(
        notice,
        notices,
        parts=frozenset(part for one in given for part in one.parts),
        told=reached,
        written=any(one.written for one in given),
    )
