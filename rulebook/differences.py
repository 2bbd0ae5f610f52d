"""What one pack says differently from another, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rulebook.files import layers, merged
from rulebook.layers import NOTHING, OWN, ROW_KEYS, SOURCE, Data, Merged, Place, lay
from terms.rulebook import Change


@dataclass(frozen=True, slots=True)
class Difference:
    """One place that differs.

    fields: what differs there, by name: (below, above); a row added or dropped has all its fields.
    clause: of the place as it stands above, "" where it is silent or gone; pack: where that was written.
    """

    topic: str
    place: str
    change: Change
    fields: Mapping[str, tuple[Any, Any]]
    clause: str
    below_clause: str
    pack: str


@dataclass(frozen=True, slots=True)
class Said:
    """One place of a topic as the pack says it, with its clause and the pack it was written in."""

    place: str
    says: Mapping[str, Any]
    clause: str
    pack: str


def places_of(name: str, topic: str) -> tuple[Said, ...]:
    """Everything a shipped pack says about a topic, its own and what it took over.

    :raises RulebookError: no such pack.
    """
    return places_in(merged(name), topic)


def places_in(found: Merged, topic: str) -> tuple[Said, ...]:
    """The same of any issue."""
    return tuple(
        Said(place, says, str(says.get("clause", "")), found.origins.get((about, place), ""))
        for (about, place), says in _places(found)
        if about == topic
    )


def from_parent(name: str) -> tuple[Difference, ...]:
    """What a pack says differently from the pack it builds on; everything, for one that stands on its own.

    :raises RulebookError:
    """
    base = name.split("+", maxsplit=1)[0]
    below = NOTHING
    for layer in layers(base):
        if layer.name == base or layer.name in layers(base)[-1].topics["pack"].get("adopts", ()):
            break
        below = lay(below, layer.topics, layer.name, profile=layer.profile)
    return differing(below, merged(name))


def between(one: str, other: str) -> tuple[Difference, ...]:
    """What the second pack says differently from the first.

    :raises RulebookError:
    """
    return differing(merged(one), merged(other))


def differing(below: Merged, above: Merged) -> tuple[Difference, ...]:
    """The places that differ, in the order of the upper pack, then those it has no more."""
    old, new = dict(_places(below)), dict(_places(above))
    found = [_difference(place, old.get(place), data, above) for place, data in new.items() if old.get(place) != data]
    return (*found, *(_difference(place, data, None, below) for place, data in old.items() if place not in new))


def _places(data: Merged) -> Iterator[tuple[Place, Data]]:
    for topic, said in data.topics.items():
        for key, value in said.items():
            if topic == "pack" and (key in OWN or key == "decided"):
                continue
            field = ROW_KEYS.get((topic, key))
            if field is not None:
                for row in value:
                    yield (topic, f"{key}.{row[field]}"), row
            else:
                yield (topic, key), value if isinstance(value, dict) else {key: value}


def _difference(place: Place, below: Data | None, above: Data | None, origin: Merged) -> Difference:
    old, new = below or {}, above or {}
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    change = Change.ADDED if below is None else Change.DROPPED if above is None else Change.CHANGED
    return Difference(
        topic=place[0],
        place=place[1],
        change=change,
        fields={name: (old.get(name), new.get(name)) for name in names},
        clause=str(new.get("clause", "")),
        below_clause=str(old.get("clause", "")),
        pack=origin.origins.get(place, ""),
    )


def figures(difference: Difference) -> dict[str, tuple[Any, Any]]:
    """What differs in substance: without the sources and the names."""
    return {name: pair for name, pair in difference.fields.items() if name not in SOURCE | {"name", "example", "text"}}
