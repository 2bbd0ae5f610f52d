"""Every way a request reaches a row, tried by somebody whose row it is not.

Two guides lead the walk, so that new screens are walked without a word here: what a screen declares (`declared.py`), and
what all roles together find by following links and reading forms (`crawling.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from admin_views import menu
from terms.people import Role
from tests.security.browsing import counted
from tests.security.planted import TOKEN, Ledger, Planted
from tests.security.sees import OPEN_TABLES, forbidden, sees
from tests.web import HouseClient


@dataclass(frozen=True)
class Try:
    """One request; data makes it a POST."""

    url: str
    data: tuple[tuple[str, str], ...] | None = None

    def __str__(self) -> str:
        return f"{'GET' if self.data is None else 'POST'} {self.url}" + (f" {dict(self.data)}" if self.data else "")


@dataclass
class Walker:
    """Somebody of one role who must not see or change what is not theirs; what goes wrong is gathered in `faults`."""

    client: HouseClient
    role: Role
    ledger: Ledger
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forbidden = forbidden(self.role, self.ledger.all())
        every = [(row, column, marker) for row in self.ledger.all() for column, marker in row.markers.items()]
        self.places = {marker: (row.table, column) for row, column, marker in every}

    def report(self) -> str:
        """What went wrong, each thing once; empty when nothing did."""
        return "\n".join(sorted(set(self.faults))[:40])

    def go(self, step: Try) -> Any:
        """Send one request, and look for foreign markers in whatever comes back."""
        if step.data is None:
            answer = self.client.get(step.url)
        else:
            answer = self.client.post(step.url, data=list(step.data) and _multi(step.data))
        body = answer.get_data().decode("utf-8", "replace") + str(answer.headers.get("Location", ""))
        answer.close()
        said = set(TOKEN.findall(str(step)))
        shown = set(TOKEN.findall(body)) - said
        if (count := counted(body)) is not None:
            self.counts[step.url] = count
        self.seen |= shown
        for marker in shown & self.forbidden.keys():
            self.faults.append(f"{step} shows {'.'.join(map(str, self.forbidden[marker]))}")
        if answer.status_code >= 500 or answer.status_code == 429:
            self.faults.append(f"{step} answers {answer.status_code}")
        return answer


def _multi(data: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for name, value in data:
        sent.setdefault(name, []).append(value)
    return sent


def screens(app: Flask) -> list[Any]:
    """Every screen of a table, whoever may open it."""
    with app.app_context():
        return [screen for screen in menu.screens() if getattr(screen, "model", None) is not None]


def foreign_to(role: Role, table: str, ledger: Ledger) -> list[Planted]:
    """One row of each place that is not this role's to see."""
    found: dict[tuple[str, frozenset[str]], Planted] = {}
    for row in ledger.rows[table]:
        if table not in OPEN_TABLES and not sees(role, row):
            found.setdefault((row.place, row.tags), row)
    return list(found.values())
