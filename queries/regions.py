"""Which region serves a place."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Region


def region_of(session: Session, address: str) -> int | None:
    """The active region whose province the address names; None when none or several do. Regions are few."""
    if not address:
        return None
    regions = session.scalars(select(Region).where(Region.active).order_by(Region.id))
    found = {region.id for region in regions for province in region.provinces.split() if province in address}
    return found.pop() if len(found) == 1 else None


def region_by_key(session: Session, key: int | None) -> Region | None:
    """The region of a key; None where there is none. Everybody reads regions."""
    return session.get(Region, key) if key else None
