"""Rewards to complainants and departments: what waits for whom."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, not_, or_, select
from sqlalchemy.orm import Session, joinedload

from models import Complaint, Reward, Staff
from queries.scope import visible
from queries.some import FIRST, Some, some
from rules.reward_acts import ANSWERED
from terms.people import LADDER, Person, Role
from terms.rewards import RewardStatus


def waiting_for(person: Person) -> ColumnElement[bool]:
    """What `rules.reward_acts` says of one row, as a condition: rewards this person may decide or pay. What does not
    hold any more since it was approved waits for whoever takes it back.
    """
    gone = Reward.complaint.has(Complaint.state.not_in(ANSWERED))
    open_ = or_(
        Reward.status == RewardStatus.PROPOSED, and_(Reward.status == RewardStatus.APPROVED, Reward.amount > 0, gone)
    )
    decides = [
        and_(open_, Reward.decides == role, Reward.proposed_by_id != person.id)
        for role in LADDER
        if role in person.roles
    ]
    pays = and_(
        not_(gone),
        Reward.status == RewardStatus.APPROVED,
        Reward.amount > 0,
        Reward.proposed_by_id != person.id,
        Reward.decided_by_id != person.id,
    )
    return or_(false(), *decides, *([pays] if Role.FINANCE in person.roles else []))


def turns(session: Session, staff: Staff, _at: datetime, *, first: int = FIRST) -> Some[Reward]:
    """Rewards that wait for this person, the oldest first."""
    person = staff.as_person()
    wanted = visible(select(Reward).where(waiting_for(person)), Reward, person)
    told = (joinedload(Reward.complaint), joinedload(Reward.department))
    return some(session, wanted, (Reward.proposed_at, Reward.id), first, told)
