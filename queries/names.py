"""What other entries are called in files: by code to their key, by key to their code; only those a person may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Batch, Complaint, Customer, Department, Product, Region, Staff
from queries.scope import visible
from terms.people import Person

# subject: (the table, by what it is found, the column that a file shows, the column that stands beside it)
SUBJECTS: dict[str, tuple[type[Any], tuple[Any, ...], Any, Any]] = {
    "region": (Region, (Region.name, Region.code), Region.name, Region.name),
    "department": (Department, (Department.name, Department.code), Department.name, Department.name),
    "customer": (Customer, (Customer.code,), Customer.code, Customer.name),
    "product": (Product, (Product.sku,), Product.sku, Product.name),
    "batch": (Batch, (Batch.code,), Batch.code, Product.name),
    "staff": (Staff, (Staff.number,), Staff.number, Staff.name),
    "complaint": (Complaint, (Complaint.number, Complaint.reference), Complaint.number, Complaint.number),
}


def keys_of(session: Session, subject: str, texts: Iterable[str], person: Person) -> dict[str, int]:
    """The keys of what these texts name, as far as this person sees it; one statement."""
    model, found_by, _shown, _beside = SUBJECTS[subject]
    wanted = sorted(set(texts))
    if not wanted:
        return {}
    named = or_(*(column.in_(wanted) for column in found_by))
    # The last column is what is shown: where a name of one is the code of another, the name counts.
    rows = session.execute(visible(select(model.id, *reversed(found_by)), model, person).where(named)).all()
    found: dict[str, int] = {}
    for place in range(1, len(found_by) + 1):
        found |= {row[place]: row[0] for row in rows if row[place] is not None}
    return {text: found[text] for text in wanted if text in found}


class Shown:
    """Codes by key, looked up for many rows at once and remembered while they are few."""

    MOST_REMEMBERED = 20_000

    def __init__(self, session: Session, person: Person) -> None:
        self._session, self._person = session, person
        self._known: dict[str, dict[int, tuple[str, str] | None]] = {}

    def look_up(self, subject: str, keys: Iterable[int | None]) -> None:
        """Learn what these are called; what the person may not see has no name."""
        known = self._known.setdefault(subject, {})
        if len(known) > self.MOST_REMEMBERED:
            known.clear()
        wanted = sorted({key for key in keys if key is not None} - known.keys())
        if wanted:
            known.update(dict.fromkeys(wanted))
            known.update({row[0]: (row[1], row[2]) for row in self._session.execute(self._statement(subject, wanted))})

    def _statement(self, subject: str, keys: list[int]) -> Any:
        model, _found_by, shown, beside = SUBJECTS[subject]
        statement = select(model.id, shown, beside)
        if subject == "batch":
            statement = statement.join(Product, Batch.product_id == Product.id)
        return visible(statement, model, self._person).where(model.id.in_(keys))

    def code(self, subject: str, key: int | None) -> str:
        """What a file shows; '' for nothing and for what may not be seen."""
        found = self._known.get(subject, {}).get(key) if key is not None else None
        return found[0] if found else ""

    def name(self, subject: str, key: int | None) -> str:
        """What stands beside the code."""
        found = self._known.get(subject, {}).get(key) if key is not None else None
        return found[1] if found else ""
