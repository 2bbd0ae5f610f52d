"""Which column of a file is which: headers in Chinese, in English or by name, in any order."""

from __future__ import annotations

import re

from exchange.columns import Kind
from exchange.errors import Unreadable
from exchange.typed import narrow
from terms.text import Text, say

# What the file of wrong rows has beside the columns of its kind; passed over when it is sent again.
ROW_ZH, ROW_EN = "原行号", "Row"
REASON_ZH, REASON_EN = "错误原因", "Reason"
BESIDE = frozenset({ROW_ZH, ROW_EN, REASON_ZH, REASON_EN})
# A title and a date often stand above the headers.
LOOKED_THROUGH = 10
MARKED = re.compile(r"[\s*＊]|[(（](必填|required)[)）]", re.IGNORECASE)


def plain(header: str) -> str:
    """A header as it is compared: without case, spaces, stars and the like."""
    return MARKED.sub("", narrow(header).lower())


PASSED_OVER = frozenset(plain(header) for header in BESIDE)


def known(kind: Kind) -> dict[str, str]:
    """The column of each spelling of a header."""
    return {plain(spelling): column.name for column in kind.columns for spelling in (column.name, column.zh, column.en)}


def looks_like_headers(cells: list[str], kind: Kind) -> bool:
    """Whether a row names at least half of what it says after columns of the kind."""
    names, said = known(kind), [plain(cell) for cell in cells if cell.strip()]
    found = [one for one in said if one in names or one in PASSED_OVER]
    return len(found) * 2 >= len(said) > 0


def columns_of(cells: list[str], kind: Kind) -> list[str]:
    """The column that stands at each place; '' for one that is passed over.

    :raises Unreadable: naming the headers that are unknown, doubled or lacking.
    """
    names = known(kind)
    found = [names.get(plain(cell), "") for cell in cells]
    strange = [cell.strip()[:40] for cell, name in zip(cells, found, strict=True)
               if cell.strip() and not name and plain(cell) not in PASSED_OVER]  # fmt: skip
    if strange:
        raise _refused(say("These headers are not known here: %(headers)s.", headers=tuple(strange)), kind)
    twice = sorted({kind.by_name[name].zh for name in found if name and found.count(name) > 1})
    if twice:
        raise _refused(say("These headers stand there twice: %(headers)s.", headers=tuple(twice)), kind)
    return found


def _refused(text: Text, kind: Kind) -> Unreadable:
    return Unreadable(text, fields=(("headers", say("Known headers: %(headers)s.", headers=_every(kind))),))


def _every(kind: Kind) -> tuple[str, ...]:
    return tuple(f"{column.zh} / {column.en}" for column in kind.columns)
