"""An entry as it stands when it is proposed: its columns, its turn, its first line on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from models import PenaltyEntry, Staff
from queries.rulebook import judged_under
from rulebook import Book
from rulebook.incentives import Reward, SanctionRule
from rules.penalties import Price
from terms.incentives import Sanction
from terms.penalties import EntryKind, EntryStatus, EvidenceKind
from terms.time import local_date
from workflows import audit
from workflows.numbers import next_number
from workflows.penalties.case import route
from workflows.rulebook.keep import keep_shipped

# Reads as the clause does: what is rewarded has no price of its own.
NO_CLAUSE = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What proves the fact. key: names it, so that it is proposed once."""

    kind: EvidenceKind
    key: str
    row_id: int | None = None
    complaint_id: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)


def take_turn(session: Session, entry: PenaltyEntry, at: datetime) -> None:
    """Name the rung it waits for, then give it its number: one that nobody could decide takes none.

    :raises NobodyAbove:
    """
    route(session, entry)
    entry.number = next_number(session, "JL", local_date(at))


def made(
    *,
    person: Staff,
    found: Price,
    book: Book,
    evidence: Evidence,
    happened_on: date,
    month: date,
    actor: Staff | None,
    at: datetime,
    reason: str = "",
    amount: Decimal | None = None,
) -> PenaltyEntry:
    """A penalty as it stands when it is proposed, before it has its number and its turn. In no session yet."""
    return PenaltyEntry(
        kind=EntryKind.PENALTY, breach=found.breach, times=found.times, least=found.least,
        most=found.most, amount=amount, clause=found.clause, **_whose(person, book),
        **_found(evidence, happened_on, month), **_proposed(actor, at, reason),
    )  # fmt: skip


def rewarded(
    *,
    person: Staff,
    book: Book,
    happened_on: date,
    amount: Decimal,
    case_id: int | None,
    reason: str,
    actor: Staff,
    at: datetime,
    rule: Reward | None = None,
    evidence: Evidence | None = None,
) -> PenaltyEntry:
    """A reward as it stands when it is proposed, before it has its number and its turn. In no session yet.

    rule: the policy's own; evidence: what proves it. Without, good work may be rewarded twice; its number names it.
    """
    kind = EvidenceKind.COMPLAINT if case_id else EvidenceKind.STATEMENT
    evidence = evidence or Evidence(kind, "", row_id=case_id, complaint_id=case_id)
    return PenaltyEntry(
        kind=EntryKind.REWARD, breach="", times=1, least=amount, most=amount, amount=amount,
        incentive=rule.reward if rule else None, clause=rule.clause if rule else NO_CLAUSE, **_whose(person, book),
        **_found(evidence, happened_on, happened_on.replace(day=1)), **_proposed(actor, at, reason),
    )  # fmt: skip


def sanctioned(
    *,
    person: Staff,
    rule: SanctionRule,
    sanction: Sanction,
    book: Book,
    evidence: Evidence,
    happened_on: date,
    amount: Decimal,
    reason: str,
    actor: Staff,
    at: datetime,
) -> PenaltyEntry:
    """A sanction as it stands when it is proposed. amount: 0 unless it is a fine. In no session yet."""
    return PenaltyEntry(
        kind=EntryKind.SANCTION, breach="", times=1, least=amount, most=amount, amount=amount,
        incentive=rule.sanction, sanction=sanction, clause=rule.clause, **_whose(person, book),
        **_found(evidence, happened_on, happened_on.replace(day=1)), **_proposed(actor, at, reason),
    )  # fmt: skip


def proposed(session: Session, entry: PenaltyEntry, *, actor: Staff | None, at: datetime) -> None:
    """Save the new entry, which knows whom it waits for, and put it on record."""
    session.add(entry)
    session.flush()
    keep_shipped(session, judged_under(session, entry.rulebook_issue), at=at)
    audit.record(session, "penalty.proposed", entry, actor, at, entry.clause, note=entry.reason, more=_told(entry))


def _told(entry: PenaltyEntry) -> dict[str, Any]:
    """What its first line on record says."""
    told = {"staff_id": entry.staff_id, "amount": entry.amount}
    if entry.kind is EntryKind.SANCTION:
        return {**told, "incentive": entry.incentive, "sanction": entry.sanction}
    if entry.incentive is not None:
        return {**told, "incentive": entry.incentive}
    return {"staff_id": entry.staff_id, "breach": entry.breach, "times": entry.times, "amount": entry.amount}


def _whose(person: Staff, book: Book) -> dict[str, Any]:
    return {
        "staff_id": person.id, "department_id": person.department_id, "region_id": person.region_id,
        "mode": book.penalties.mode, "rulebook_pack": book.pack.key, "rulebook_issue": book.issue,
    }  # fmt: skip


def _found(evidence: Evidence, happened_on: date, month: date) -> dict[str, Any]:
    return {
        "evidence": evidence.kind, "evidence_id": evidence.row_id, "facts_key": evidence.key,
        "facts": audit.plain(evidence.facts), "complaint_id": evidence.complaint_id, "happened_on": happened_on,
        "month": month,
    }  # fmt: skip


def _proposed(actor: Staff | None, at: datetime, reason: str) -> dict[str, Any]:
    return {
        "status": EntryStatus.PROPOSED, "proposed_at": at, "proposed_by_id": actor.id if actor else None,
        "reason": reason, "decision": "", "appeal": "", "appeal_decision": "", "consequence": "", "version": 1,
    }  # fmt: skip
