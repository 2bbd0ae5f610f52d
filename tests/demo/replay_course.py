"""What a pack asks beside the house's own acts, told once more through the use-cases."""

from __future__ import annotations

from typing import Any

from models import Complaint, PackInForce
from terms.notices import NoticePart
from tests.demo import replay
from workflows.course.correct import correct
from workflows.course.record import agree
from workflows.course.tell import tell
from workflows.time_limits.classify import classify, reclassify
from workflows.time_limits.mark_late import mark_late
from workflows.time_limits.pause import pause, resume
from workflows.time_limits.tick_duty import tick_duty

GROUND = (*replay.GROUND, PackInForce)
BESIDE = ("time_marks", "duties_done", "steps", "notices", "corrections")


class CourseReplay(replay.Replay):
    """Tells cases of a company that works by another pack."""

    ground = GROUND

    def _classed(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(classify, event, case, case_class=event["changes"]["case_class"][1])

    def _reclassed(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(reclassify, event, case, case_class=event["changes"]["case_class"][1], reason=event["note"])

    def _duty_done(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "duties_done", case.duties_done)
        self._call(tick_duty, event, case, duty=row.duty, note=row.note)

    def _told(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "notices", case.notices)
        parts = tuple(NoticePart(one) for one in row.parts)
        self._call(
            tell, event, case, notice=row.notice, told_to=row.told_to, channel=row.channel, parts=parts, said=row.said,
            written=row.written,
        )  # fmt: skip

    def _step_recorded(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(agree, event, case, note=event["note"])

    def _corrected(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "corrections", case.corrections)
        self._call(correct, event, case, demand=row.demand, what=row.what)

    def _paused(self, event: dict[str, Any], case: Complaint) -> None:
        waits_for = next(one.waits_for for one in case.time_marks if one.at == event["at"])
        self._call(pause, event, case, waits_for=waits_for, reason=event["note"])

    def _resumed(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(resume, event, case, reason=event["note"])

    def _escalated(self, event: dict[str, Any], _case: Complaint) -> None:
        mark_late(self.session, at=event["at"])


def story(case: Complaint) -> dict[str, Any]:
    """A case with what the pack asked beside."""
    return {**replay.story(case), **{name: [replay.plain(row) for row in getattr(case, name)] for name in BESIDE}}
