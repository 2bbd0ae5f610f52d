"""What people of a demo company say and write, read from data files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent


class Words:
    """Sentences by key; of a table, by key and row."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.said = said

    def __getitem__(self, key: str) -> Any:
        return self.said[key]

    def one_of(self, rng: Random, key: str, *, of: str = "") -> str:
        """One sentence of a list, or of a list in a table."""
        found: list[str] = self.said[key][of] if of else self.said[key]
        return rng.choice(found)

    def about(self, key: str, sort: str, fault: str) -> str:
        """The row of a table for a fault of goods of some sort, which may have a row of its own."""
        own = f"{sort}_{fault}"
        return own if own in self.said[key] else fault

    def person_name(self, rng: Random) -> str:
        return self.one_of(rng, "surnames") + self.one_of(rng, "given")

    def address(self, rng: Random, region: str) -> str:
        return f"{self.one_of(rng, 'cities', of=region)}{self.one_of(rng, 'streets')}{rng.randint(1, 399)}号"

    def shop(self, rng: Random, region: str) -> str:
        """A place where the goods are bought: the district and the shop, or where in one's own store."""
        own = self.said.get("stores", {}).get(region)
        return (own or self.one_of(rng, "cities", of=region).partition("市")[2]) + self.one_of(rng, "shops")

    def trade_name(self, rng: Random, kind: str, place: str) -> str:
        """The name of a firm in the city of an address."""
        pair = self.one_of(rng, "trade_names") + self.one_of(rng, "trade_names")[0]
        return place.partition("市")[0] + pair + self.one_of(rng, "trades", of=kind)


def mobile(rng: Random) -> str:
    """A number that looks like a mobile phone's."""
    return rng.choice(("135", "136", "139", "150", "158", "177", "182", "188")) + f"{rng.randrange(10**8):08d}"


@cache
def words_of(own: str = "") -> Words:
    """What everybody says, with what a company says instead; `own` names its file."""
    common = _read(HERE / "words.toml")
    return Words({**common, **_read(HERE / "companies" / f"{own}.toml")} if own else common)


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
