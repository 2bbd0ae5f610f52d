"""What people of the demo company say and write, read from the data file beside this module."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any

WORDS: dict[str, Any] = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def one_of(rng: Random, key: str, *, of: str = "") -> str:
    """One sentence of a list, or of a list in a table."""
    found: list[str] = WORDS[key][of] if of else WORDS[key]
    return rng.choice(found)


def person_name(rng: Random) -> str:
    return one_of(rng, "surnames") + one_of(rng, "given")


def mobile(rng: Random) -> str:
    """A number that looks like a mobile phone's."""
    return rng.choice(("135", "136", "139", "150", "158", "177", "182", "188")) + f"{rng.randrange(10**8):08d}"


def address(rng: Random, region: str) -> str:
    return f"{one_of(rng, 'cities', of=region)}{one_of(rng, 'streets')}{rng.randint(1, 399)}号"


def shop(rng: Random, region: str) -> str:
    """A place where drinks are bought: the district and the shop."""
    return one_of(rng, "cities", of=region).partition("市")[2] + one_of(rng, "shops")


def trade_name(rng: Random, kind: str, place: str) -> str:
    """The name of a firm in the city of an address."""
    pair = one_of(rng, "trade_names") + one_of(rng, "trade_names")[0]
    return place.partition("市")[0] + pair + one_of(rng, "trades", of=kind)
