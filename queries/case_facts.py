"""A case in plain values, for the table of its life."""

from __future__ import annotations

from datetime import datetime

from models import Complaint, Execution, Settlement
from queries.course import course_of
from queries.rulebook import policy_of
from queries.running_clocks import time_facts
from rules.lifecycle import CaseFacts, ExecutionFacts, Pending, SettlementFacts
from terms.complaint import CallBackOutcome, Clock, FindingStatus, SettlementStatus, Verdict
from terms.people import StaffStatus


def case_facts(complaint: Complaint) -> CaseFacts:
    """What the table of a complaint's life needs to know; reads the loaded rows only."""
    settlement = complaint.settlement
    live = (
        settlement
        if settlement and settlement.status in (SettlementStatus.PROPOSED, SettlementStatus.APPROVED)
        else None
    )
    since = taken_up_at(complaint)
    return CaseFacts(
        state=complaint.state,
        registered_by=complaint.registered_by_id,
        assigned_to=complaint.assigned_to_id,
        contacted=any(contact.reached for contact in complaint.contacts if contact.contacted_at >= since),
        investigated=any(finding.found_at >= since for finding in complaint.findings),
        goods_received=complaint.goods_received_at is not None,
        unfounded=complaint.unfounded,
        filed=bool(live and live.filing and live.filing.filed_at),
        settlement=_settlement(live) if live else None,
        execution=_execution(live.execution) if live and live.execution else None,
        last_call_back=last_call_back(complaint),
        open_false_report_against=next(
            (found.against_id for found in complaint.false_reports if found.status is FindingStatus.OPEN), None
        ),
        settles=complaint.kind.settles,
        time=time_facts(complaint, policy_of(complaint)),
        filing_first=policy_of(complaint).execution.needs_filing_first,
        course=course_of(complaint, policy_of(complaint), since=since),
    )


def taken_up_at(complaint: Complaint) -> datetime:
    """Since when the case is worked on this time: its registration, or when it was last opened again.

    Opening a case again restarts the clock of its result; talks and findings from before speak of what was settled.
    """
    results = [clock.started_at for clock in complaint.clocks if clock.clock is Clock.RESULT]
    return max(results, default=complaint.registered_at)


def last_call_back(complaint: Complaint) -> CallBackOutcome | None:
    """The newest call-back since the result was reported, if any."""
    since = complaint.result_at
    done = [call for call in complaint.call_backs if since is not None and call.called_at >= since]
    return done[-1].outcome if done else None


def _settlement(settlement: Settlement) -> SettlementFacts:
    return SettlementFacts(
        proposed_by=settlement.proposed_by_id,
        pending=tuple(
            Pending(row.id, row.part, row.role) for row in settlement.signatures if row.verdict is Verdict.PENDING
        ),
        signed_by=frozenset(
            person
            for row in settlement.signatures
            if row.verdict is Verdict.SIGNED
            for person in (row.signer_id, row.principal_id)
            if person is not None
        ),
        needs_goods_received=settlement.needs_goods_received,
        file_at=settlement.file_at,
        clause=settlement.clause,
        proposer_gone=bool(settlement.proposed_by and settlement.proposed_by.status is not StaffStatus.ACTIVE),
    )


def _execution(execution: Execution) -> ExecutionFacts:
    return ExecutionFacts(
        needs_goods=execution.needs_goods,
        handed_over=execution.handed_over_at is not None,
        needs_cash=execution.needs_cash,
        paid=execution.paid_at is not None,
    )
