"""What a details page is made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

LINK = Markup('<a href="{url}">{text}</a>')
MARKED_LINK = Markup('<a class="{mark}" href="{url}">{text}</a>')
MARKED = Markup('<span class="{mark}">{text}</span>')


@dataclass(frozen=True)
class Cell:
    """One value ready to be shown.

    pill: the class of a state's pill; mark: a class such as `late` or `soon`; url: where it leads.
    Templates print it as it stands; it draws itself, because a list has hundreds.
    """

    text: str
    pill: str = ""
    mark: str = ""
    url: str = ""
    numeric: bool = False

    def __html__(self) -> Markup:
        if self.url:
            return (MARKED_LINK if self.mark else LINK).format(url=self.url, mark=self.mark, text=self.text)
        mark = f"pill {self.pill}" if self.pill else self.mark
        return MARKED.format(mark=mark, text=self.text) if mark else escape(self.text)


@dataclass(frozen=True)
class Facts:
    """Labels and their values."""

    title: Any
    facts: Sequence[tuple[Any, Cell]]


@dataclass(frozen=True)
class Table:
    """Rows that belong to the row shown. more: the address of the whole list, when rows were left out."""

    title: Any
    labels: Sequence[Any]
    rows: Sequence[Sequence[Cell]]
    more: str = ""
    empty: Any = ""


@dataclass(frozen=True)
class Link:
    """A thing that can be done or opened from the page. primary: the one most likely wanted."""

    label: Any
    url: str
    primary: bool = False
    icon: str = ""
