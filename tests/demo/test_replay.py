"""No state the use-cases could not have produced: told cases once more, through the use-cases themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from demo.ledger import Ledger
from models import Complaint
from terms.complaint import CallBackOutcome, ComplaintKind, SettlementStatus, State, Verdict
from terms.trade import CustomerKind, Unit
from tests.demo.replay import Replay, record, story, with_those_before

# What the sample must show, two of each; every state besides.
SHOWN: dict[str, Callable[[Complaint], bool]] = {
    "reopened": lambda case: case.reopened_count > 0,
    "false report": lambda case: bool(case.false_reports),
    "given up": lambda case: any(call.outcome is CallBackOutcome.GIVEN_UP for call in case.call_backs),
    "unfounded": lambda case: case.unfounded,
    "late": lambda case: case.late,
    "repeat": lambda case: case.repeat_of_id is not None,
    "one to many": lambda case: case.consumers > 1,
    "anonymous": lambda case: case.anonymous,
    "dealer": lambda case: case.customer_kind is CustomerKind.DISTRIBUTOR and case.unit is Unit.CASE,
    "return": lambda case: case.kind is ComplaintKind.RETURN,
    "service": lambda case: case.kind is ComplaintKind.SERVICE_COMPLAINT,
    "goods received": lambda case: case.goods_received_at is not None,
    "cash": lambda case: any(row.cash for row in case.settlements),
    "sent back": lambda case: signed(case, Verdict.SENT_BACK),
    "taken back": lambda case: any(row.status is SettlementStatus.TAKEN_BACK for row in case.settlements),
    "refused": lambda case: signed(case, Verdict.REFUSED),
    "substitute": lambda case: any(row.principal_id for paper in case.settlements for row in paper.signatures),
    **{f"{state}": (lambda case, state=state: case.state is state) for state in State},
}


def signed(case: Complaint, verdict: Verdict) -> bool:
    return any(row.verdict is verdict for paper in case.settlements for row in paper.signatures)


def sample(past: Ledger) -> Iterator[Complaint]:
    """From the middle of the past, so that no case is one of the first."""
    cases = past.rows[Complaint]
    for shown in SHOWN.values():
        found = [case for case in cases if shown(case)]
        yield from found[len(found) // 2 : len(found) // 2 + 2]


@pytest.mark.parametrize("what", SHOWN)
def test_the_company_shows(demo_past, what):
    assert any(SHOWN[what](case) for case in demo_past.rows[Complaint])


def test_cases_told_again_through_the_use_cases_come_out_the_same(session, demo_past, storage):
    cases = with_those_before(demo_past, sample(demo_past))
    replay = Replay(session, demo_past, storage)
    replay.lay_ground()

    replay.tell(cases)

    assert len(cases) > 30
    for case in cases:
        assert replay.story(case) == told_story(demo_past, case), case.number
        assert replay.events(case) == told_events(demo_past, case), case.number


def told_story(past: Ledger, case: Complaint) -> dict:
    earlier = past.rows[Complaint][case.repeat_of_id - 1].number if case.repeat_of_id else None
    return {**story(case), "repeats": earlier}


def told_events(past: Ledger, case: Complaint) -> list[dict]:
    own = (event for event in past.events if event["subject"] == "complaint" and event["subject_id"] == case.id)
    return [record(event) for event in own]
