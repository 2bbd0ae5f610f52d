"""What packs ask beside the house's own acts, planted beside the cases of one place."""

from __future__ import annotations

from typing import Any

from models import CaseCorrection, CaseNotice, CasePlan, CaseStep, PlanReview, ReportPart
from terms.complaint import Channel
from terms.corrective import CorrectiveDemand, ReportSection
from terms.flow import CaseFact, PlanApprover
from terms.notices import NoticeKind, NoticePart, NoticeTo
from tests.factories import MORNING
from tests.security.places import Place
from tests.security.planted import mark


def asked(place: Place, case: int) -> list[Any]:
    """A row of every kind; each text in them is a marker."""
    by, head = place.clerk.id, place.head.id
    return [
        CaseStep(
            complaint_id=case, fact=CaseFact.CUSTOMER_AGREED, recorded_at=MORNING, recorded_by_id=by, note=mark()
        ),
        CasePlan(
            complaint_id=case, made_at=MORNING, made_by_id=by, cause=mark(), solution=mark(), department=mark(),
            person=mark(),
            reviews=[
                PlanReview(
                    complaint_id=case, approver=PlanApprover.SUPERIOR, agrees=True, reviewed_at=MORNING,
                    reviewed_by_id=head, comment=mark(),
                )
            ],
        ),
        CaseNotice(
            complaint_id=case, notice=NoticeKind.RESULT, told_to=NoticeTo.COMPLAINANT, channel=Channel.PHONE,
            parts=[NoticePart.MEASURES.value], said=mark(), told_at=MORNING, told_by_id=by,
        ),
        CaseCorrection(
            complaint_id=case, demand=CorrectiveDemand.PREVENTION, what=mark(), person=mark(), recorded_at=MORNING,
            recorded_by_id=by,
        ),
        ReportPart(
            complaint_id=case, section=ReportSection.CHECKS, contents=mark(), written_at=MORNING, written_by_id=by
        ),
    ]  # fmt: skip
