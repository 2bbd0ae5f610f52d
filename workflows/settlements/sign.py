"""Sign a settlement, return it for correction, or refuse it (P06 六)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Execution, Filing, Settlement, Signature, Staff
from queries.case_facts import case_facts
from queries.rulebook import policy_of
from rules.lifecycle import Viewer, signature_for
from terms.complaint import Act, SettlementStatus, State, Verdict
from terms.limits import StartsAt
from terms.text import Text
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.clocks import start_from
from workflows.forms.custody import opened as form_opened
from workflows.transaction import transaction
from workflows.words import need

ACTS = {Verdict.SIGNED: Act.SIGN, Verdict.SENT_BACK: Act.SEND_BACK, Verdict.REFUSED: Act.REFUSE}
ENDS = {Verdict.SENT_BACK: SettlementStatus.SENT_BACK, Verdict.REFUSED: SettlementStatus.REFUSED}
KINDS = {
    Verdict.SIGNED: "settlement.signed",
    Verdict.SENT_BACK: "settlement.sent_back",
    Verdict.REFUSED: "settlement.refused",
}


def sign(
    session: Session,
    *,
    complaint_id: int,
    actor: Staff,
    at: datetime,
    comment: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Give the signature that waits for this person; the last one approves and opens the filing.

    :raises NotPossible, ChangedMeanwhile:
    """
    return _give(session, Verdict.SIGNED, complaint_id, actor, at, comment, seen, once)


def send_back(
    session: Session,
    *,
    complaint_id: int,
    comment: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Return the settlement for correction, with a sentence.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    return _give(session, Verdict.SENT_BACK, complaint_id, actor, at, comment, seen, once)


def refuse(
    session: Session,
    *,
    complaint_id: int,
    comment: str,
    actor: Staff,
    at: datetime,
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Refuse the settlement, with the reason.

    :raises NotPossible, WordsMissing, ChangedMeanwhile:
    """
    return _give(session, Verdict.REFUSED, complaint_id, actor, at, comment, seen, once)


def _give(
    session: Session,
    verdict: Verdict,
    complaint_id: int,
    actor: Staff,
    at: datetime,
    comment: str,
    seen: int | None,
    once: str | None,
) -> Complaint:
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        given(session, case, by, verdict=verdict, comment=comment, actor=actor, at=at)
    return case


def given(
    session: Session, case: Complaint, by: Viewer, *, verdict: Verdict, comment: str, actor: Staff, at: datetime
) -> None:
    """The step itself, for all three verdicts."""
    step = begin(case, ACTS[verdict], by)
    if verdict is not Verdict.SIGNED:
        need(comment=comment)
    settlement = case.settlement
    assert settlement is not None
    row = _fill(settlement, case, by, verdict, comment, at)
    if verdict is not Verdict.SIGNED:
        drop(settlement, ENDS[verdict])
        move(case, step.to, at)
    elif all(one.verdict is Verdict.SIGNED for one in settlement.signatures):
        _approve(settlement, case, by.person.id, at)
    audit.record(
        session, KINDS[verdict], case, actor, at, row.clause, note=comment, principal_id=row.principal_id,
        more={"part": row.part, "role": row.role},
    )  # fmt: skip


def _fill(
    settlement: Settlement, case: Complaint, by: Viewer, verdict: Verdict, comment: str, at: datetime
) -> Signature:
    found = signature_for(case_facts(case), by)
    assert not isinstance(found, Text)  # begin() has asked the same function
    pending, capacity = found
    row = next(one for one in settlement.signatures if one.verdict is Verdict.PENDING and one.role is pending.role)
    row.verdict, row.signer_id, row.principal_id = verdict, by.person.id, capacity.principal
    row.signed_at, row.comment = at, comment
    return row


def drop(settlement: Settlement, status: SettlementStatus) -> None:
    """End a settlement that was not approved; nobody is asked any more."""
    settlement.status = status
    for row in settlement.signatures:
        if row.verdict is Verdict.PENDING:
            row.verdict = Verdict.DROPPED


def _approve(settlement: Settlement, case: Complaint, by_id: int, at: datetime) -> None:
    settlement.status, settlement.approved_at = SettlementStatus.APPROVED, at
    settlement.filing = Filing(office=settlement.file_at, opened_at=at, clause=settlement.filing_clause)
    settlement.execution = Execution(
        number=f"DH-{case.number.removeprefix('TS-')}-{len(case.settlements)}",
        complaint_id=case.id,
        needs_goods=settlement.gives_goods,
        needs_cash=settlement.cash > 0,
        opened_at=at,
    )
    form_opened(case, settlement, by_id=by_id, at=at)
    if settlement.gives_goods:
        start_from(case, StartsAt.RETURN_APPROVED, policy_of(case), at)
    move(case, State.APPROVED, at)
