"""What the preview of an import shows of its rows: what is wrong, what changes, what is new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from admin_views.signed_in import actor, person
from admin_views.story import Cell, Table
from admin_views.words import language, translate, words
from exchange.columns import Kind
from exchange.kinds import KINDS
from models import FileImport, ImportRow, db
from queries.exports import hidden_from
from queries.scope import visible
from terms.exchange import RowVerdict
from workflows.imports.faults import recalled

SHOWN = 50
LONGEST = 60


def rows_of(row: FileImport, verdict: RowVerdict, most: int = SHOWN) -> list[ImportRow]:
    """The first rows of one verdict; nobody's but the sender's."""
    wanted = visible(select(ImportRow), ImportRow, person())
    wanted = wanted.where(ImportRow.import_id == row.id, ImportRow.verdict == verdict)
    return list(db.session.scalars(wanted.order_by(ImportRow.number).limit(most)))


def every_wrong_row(row: FileImport) -> Iterator[Sequence[str]]:
    """Every wrong row as it stood in the file, with its number there and what is wrong."""
    kind, after = KINDS[row.kind], 0
    while True:
        wanted = visible(select(ImportRow), ImportRow, person()).where(
            ImportRow.import_id == row.id, ImportRow.verdict == RowVerdict.BAD, ImportRow.number > after
        )
        found = list(db.session.scalars(wanted.order_by(ImportRow.number).limit(500)))
        if not found:
            return
        for one in found:
            yield [*one.cells, str(one.number), reasons(kind, one)]
        after = found[-1].number
        db.session.expire_all()


def reasons(kind: Kind, row: ImportRow) -> str:
    """Everything that is wrong with a row, in one cell."""
    return "; ".join(_reason(kind, *_said(fault)) for fault in row.faults)


def _said(fault: list[Any]) -> tuple[str, str, str]:
    one = recalled(fault)
    return one.column, translate(one.text), one.clause


def _reason(kind: Kind, column: str, sentence: str, clause: str) -> str:
    header = kind.by_name[column].header(language()) if column in kind.by_name else ""
    said = f"{header}: {sentence}" if header else sentence
    return f"{said} ({clause})" if clause else said


def wrong(row: FileImport) -> Table:
    kind = KINDS[row.kind]
    labels = [gettext("Row"), gettext("Column of the file"), gettext("In the file"), gettext("What is wrong")]
    lines = [_wrong_line(row, kind, one, fault) for one in rows_of(row, RowVerdict.BAD) for fault in one.faults]
    return Table(gettext("Wrong rows (%(count)s)", count=row.bad_rows), labels, lines)


def _wrong_line(row: FileImport, kind: Kind, one: ImportRow, fault: list[Any]) -> list[Cell]:
    column, sentence, clause = _said(fault)
    place = list(row.columns).index(column) if column in row.columns else None
    header = kind.by_name[column].header(language()) if column in kind.by_name else gettext("Whole row")
    return [
        Cell(str(one.number)),
        Cell(header),
        Cell(shortened(one.cells[place]) if place is not None else words(None)),
        Cell(f"{sentence} {clause}".strip()),
    ]


def shortened(text: str) -> str:
    text = text.strip()
    return (text if len(text) <= LONGEST else text[: LONGEST - 1] + "…") or words(None)


def changes(row: FileImport) -> Table:
    kind = KINDS[row.kind]
    hidden = hidden_from(row.kind, actor().as_person())
    labels = [
        gettext("Row"),
        kind.by_name[kind.key].header(language()),
        gettext("Column of the file"),
        gettext("Now"),
        gettext("Afterwards"),
    ]
    lines = [
        [Cell(str(one.number)), Cell(one.key or words(None)), Cell(kind.by_name[name].header(language())),
         Cell(_value(kind, name, old)), Cell(_value(kind, name, new))]
        for one in rows_of(row, RowVerdict.CHANGE)
        for name, (old, new) in one.differs.items() if name not in hidden
    ]  # fmt: skip
    return Table(gettext("Changes (%(count)s)", count=row.changed_rows), labels, lines)


def _value(kind: Kind, name: str, plain: Any) -> str:
    column = kind.by_name[name]
    return shortened(column.write(column.recall(plain), language()))


def new(row: FileImport) -> Table:
    """The first new rows, in the columns that say most."""
    kind, names = KINDS[row.kind], list(row.columns)
    chosen = [name for name in names if not kind.by_name[name].given][:6]
    labels = [gettext("Row"), *(kind.by_name[name].header(language()) for name in chosen)]
    lines = [
        [Cell(str(one.number)), *(Cell(shortened(one.cells[names.index(name)])) for name in chosen)]
        for one in rows_of(row, RowVerdict.NEW, 10)
    ]
    return Table(gettext("New entries (%(count)s)", count=row.new_rows), labels, lines)
