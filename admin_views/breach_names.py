"""How a breach is called: the rulebook's own words for its key."""

from __future__ import annotations

from admin_views.clock import now
from admin_views.words import words
from models import db
from queries.packs_now import breaches_priced
from terms.time import local_date


def breach_name(breach: str) -> str:
    """Its name in the rulebook in force; the key itself for one that the rulebook no longer prices."""
    priced = breaches_priced(db.session(), on=local_date(now()))
    row = next((row for row in priced if row.breach == breach), None)
    return words(row.name) if row else breach
