"""What stands in for a session while the past is told: rows get their keys, events are kept, nothing is queried."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import set_committed_value

from models import AuditEvent


class Ledger:
    """Takes what the steps add, gives keys in order of arrival, and counts the number series.

    rows: every row by its class, in the order of its key. events: the audit as plain columns.
    """

    def __init__(self) -> None:
        self.info: dict[str, Any] = {}
        self.rows: dict[type[Any], list[Any]] = defaultdict(list)
        self.events: list[dict[str, Any]] = []
        self.series: dict[str, int] = {}
        self._new: list[Any] = []
        self._last: AuditEvent | None = None

    def add(self, row: Any) -> None:
        if isinstance(row, AuditEvent):
            self.close_event()
            self._last = row
        else:
            self._new.append(row)

    def flush(self) -> None:
        """Give keys to what was added; from now on its values are the old ones."""
        for row in self._new:
            self.keep(row)
        self._new.clear()

    def knows(self, row: Any) -> bool:
        """Whether a row has its key."""
        return "id" in vars(row)

    def keep(self, row: Any) -> None:
        """Enter one row under the next key of its table; what it holds now are its old values."""
        self.put(row)
        settle(row)

    def put(self, row: Any) -> None:
        """Enter one row whose changes nobody will ask for."""
        columns, known = COLUMNS[type(row)], self.rows[type(row)]
        known.append(row)
        if "id" in columns:
            row.id = len(known)
        values = vars(row)
        for name, default in columns.items():
            values.setdefault(name, default)

    def next_number(self, letters: str, day: date) -> str:
        """As `workflows.numbers.next_number`."""
        series = f"{letters}-{day:%Y-%m}"
        return f"{series}-{self._count_up(series):05d}"

    def next_code(self, letters: str) -> str:
        """As `workflows.numbers.next_code`."""
        return f"{letters}{self._count_up(letters):06d}"

    def _count_up(self, series: str) -> int:
        self.series[series] = self.series.get(series, 0) + 1
        return self.series[series]

    def close_event(self) -> None:
        """Write down the event last added; a step may add to it until the next one comes."""
        if self._last is not None:
            values = vars(self._last)
            self.events.append({**{name: values.get(name) for name in EVENT_COLUMNS}, "id": len(self.events) + 1})
            self._last = None


class _Columns(dict[type[Any], dict[str, Any]]):
    """The columns of a class with what a new row has in them unasked."""

    def __missing__(self, model: type[Any]) -> dict[str, Any]:
        columns = inspect(model).column_attrs
        self[model] = {one.key: getattr(one.columns[0].default, "arg", None) for one in columns}
        return self[model]


COLUMNS = _Columns()
EVENT_COLUMNS = tuple(COLUMNS[AuditEvent])


def settle(row: Any) -> None:
    """What a flush does to a row: none of its columns counts as changed any more."""
    columns, values = COLUMNS[type(row)], vars(row)
    for name in columns.keys() - inspect(row).unmodified:
        set_committed_value(row, name, values[name])
