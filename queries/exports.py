"""The rows of a file kind with typed values, in a person's scope and through a list's filters, in flat memory."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from exchange.columns import Kind, Named
from exchange.kinds import KINDS
from models import (
    Batch,
    Complaint,
    Cost,
    Customer,
    Letter,
    PenaltyEntry,
    Product,
    ServiceRecord,
    Shipment,
    Staff,
    StaffRole,
)
from queries.names import Shown
from queries.pages import Wanted
from queries.rulebook import judged_under
from queries.scope import checked
from queries.search import matching
from rules.privacy import phone_for, reads_phones
from terms.exchange import FileKind
from terms.people import Person

MODELS: dict[FileKind, type[Any]] = {
    FileKind.CUSTOMERS: Customer,
    FileKind.PRODUCTS: Product,
    FileKind.BATCHES: Batch,
    FileKind.SHIPMENTS: Shipment,
    FileKind.STAFF: Staff,
    FileKind.COMPLAINTS: Complaint,
    FileKind.SERVICES: ServiceRecord,
    FileKind.PENALTIES: PenaltyEntry,
    FileKind.COSTS: Cost,
    FileKind.LETTERS: Letter,
}
# Rows fetched at once, and looked up at once.
CHUNK = 500
# What stands beside a code: of which kind's column.
BESIDE = {
    FileKind.PENALTIES: {"staff_name": ("staff", "staff_id")},
    FileKind.BATCHES: {"product_name": ("product", "product_id")},
    FileKind.SHIPMENTS: {"product_name": ("batch", "batch_id"), "customer_name": ("customer", "customer_id")},
}
# Telephone numbers of callers and customers, which not everybody reads in full.
PRIVATE = {FileKind.CUSTOMERS: "phone", FileKind.COMPLAINTS: "complainant_phone"}


def hidden_from(kind: FileKind, person: Person) -> frozenset[str]:
    """The columns whose values this person reads only in part."""
    private = PRIVATE.get(kind)
    return frozenset() if private is None or reads_phones(person) else frozenset({private})


def exported(
    session: Session, kind: FileKind, wanted: Wanted, person: Person
) -> Generator[tuple[Any, ...], None, None]:
    """Every wanted row as the values of the kind's columns, the oldest first, fetched as they are asked for."""
    model = MODELS[kind]
    statement = checked(select(*_columns(kind)), model, wanted.person).where(*wanted.conditions)
    if wanted.term:
        statement = statement.where(matching(model, wanted.term))
    yield from _named(session, KINDS[kind], _streamed(session, statement.order_by(model.id)), person)


def _streamed(session: Session, statement: Select[Any]) -> Iterator[Sequence[Any]]:
    found = session.execute(statement, execution_options={"yield_per": CHUNK})
    try:
        yield from found.partitions(CHUNK)
    finally:
        found.close()


@dataclass(frozen=True)
class Entry:
    """One row as a file would say it, phones in full. keys: of what it refers to, by column."""

    id: int
    version: int
    values: dict[str, Any]
    keys: dict[str, int | None]


def entries(session: Session, kind: FileKind, keys: Iterable[int], person: Person) -> dict[int, Entry]:
    """Rows by key, for comparing with what a file says. Who may see them has been asked before."""
    model = MODELS[kind]
    rows = session.execute(select(*_columns(kind)).where(model.id.in_(sorted(set(keys))))).all()
    names = [column.name for column in KINDS[kind].columns]
    refers = [column.name for column in KINDS[kind].columns if isinstance(column.content, Named)]
    said = _named(session, KINDS[kind], iter([rows] if rows else []), person, hidden=False)
    return {
        row.id: Entry(
            row.id,
            row.version,
            dict(zip(names, values, strict=True)),
            {name: row._mapping[name] for name in refers},  # noqa: SLF001  SQLAlchemy's public name
        )
        for row, values in zip(rows, said, strict=True)
    }


def _columns(kind: FileKind) -> list[Any]:
    table = MODELS[kind].__table__
    return [
        table.c.id,
        table.c.version,
        *(table.c[column.name] for column in KINDS[kind].columns if column.name in table.c),
    ]


def _named(
    session: Session, kind: Kind, chunks: Iterator[Sequence[Any]], person: Person, *, hidden: bool = True
) -> Iterator[tuple[Any, ...]]:
    """The rows with codes instead of keys, and what stands beside them."""
    shown, beside = Shown(session, person), BESIDE.get(kind.kind, {})
    refers = {column.name: column.content.subject for column in kind.columns if isinstance(column.content, Named)}
    for rows in chunks:
        found = [dict(row._mapping) for row in rows]  # noqa: SLF001  SQLAlchemy's public name
        for name, subject in refers.items():
            shown.look_up(subject, (row[name] for row in found))
        if kind.kind in ADDED:
            ADDED[kind.kind](session, found)
        for row in found:
            for name, (subject, key) in beside.items():
                row[name] = shown.name(subject, row[key])
            for name, subject in refers.items():
                row[name] = shown.code(subject, row[name])
            if hidden and (private := PRIVATE.get(kind.kind)):
                row[private] = phone_for(person, row[private] or "")
            yield tuple(row[column.name] for column in kind.columns)


def _add_roles(session: Session, rows: list[dict[str, Any]]) -> None:
    keys = [row["id"] for row in rows]
    held: dict[int, set[Any]] = {key: set() for key in keys}
    for staff_id, role in session.execute(
        select(StaffRole.staff_id, StaffRole.role).where(StaffRole.staff_id.in_(keys))
    ):
        held[staff_id].add(role)
    for row in rows:
        row["roles"] = frozenset(held[row["id"]])


def _add_breaches(session: Session, rows: list[dict[str, Any]]) -> None:
    """What each breach was called in the issue it was judged by."""
    keys = [row["id"] for row in rows]
    issues = dict(
        session.execute(select(PenaltyEntry.id, PenaltyEntry.rulebook_issue).where(PenaltyEntry.id.in_(keys))).all()
    )
    for row in rows:
        priced = judged_under(session, issues[row["id"]]).penalties.penalties
        row["breach_name"] = next((one.name for one in priced if one.breach == row["breach"]), None)


# What is no column of the table and no entry's name.
ADDED = {FileKind.STAFF: _add_roles, FileKind.PENALTIES: _add_breaches}
