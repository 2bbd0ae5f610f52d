"""A draft of an issue: what was typed becomes data, and whatever is wrong with it is said at its row.

A draft that was saved is always an issue that could hold; what cannot be saved stays on the form it was typed into.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from rulebook import files, typed
from rulebook.differences import Difference, differing
from rulebook.errors import RulebookError
from rulebook.fields import FIXED, field_at, reader_of, schema
from rulebook.layers import ROW_KEYS, Data, Merged, check_once
from rulebook.pack import parse_clauses
from rulebook.rows_typed import settled
from rulebook.sources import unsourced
from terms.rulebook import Change
from terms.text import Text, say

CLAUSES = "clauses"
LONGEST_CLAUSE = 64
# What a reader names: "authority, ladder row 2, reason".
PLACE = re.compile(r"(?P<key>\w+) row (?P<row>\d+)|(?P<name>\w+)")


@dataclass(frozen=True, slots=True)
class Problem:
    """What stands in the way of saving. place: as people name it, "ladder.5"; at: where in the form, "ladder.1".

    lacks: the clause cited there whose text nobody wrote.
    """

    topic: str
    place: str
    at: str
    text: Text
    lacks: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A topic as typed: its data, and what is wrong in it."""

    topic: str
    data: Data
    problems: tuple[Problem, ...]


def written(topic: str, values: typed.Typed, *, before: Mapping[str, Any]) -> Written:
    """Read what was typed for a topic; problems speak of the rows as `rows_typed.settled` counts them.

    before: the topic as it stood; what no form changes is taken over from it.
    """
    values = settled(values)
    if topic == CLAUSES:
        return _clauses(values)
    data, wrong = typed.read(schema()[topic], values)
    # A list that was emptied on the way, and still is, stays one.
    kept = {key for key in before if key in FIXED.get(topic, ()) or (before[key] == [] and key not in data)}
    data |= {key: before[key] for key in before if key in kept}
    found = tuple(Problem(topic, place_of(topic, data, one.at), one.at, one.text) for one in wrong)
    return Written(topic, data, found or tuple(_refused(topic, data)))


def problems(draft: Merged, *, base: Merged, topics: Iterable[str] | None = None) -> tuple[Problem, ...]:
    """Everything that stands in the way of a draft, topic by topic; nothing for one that could hold.

    base: the issue it was drafted from. topics: only these; every one when left out.
    """
    known = _known_clauses(draft)
    chosen = [one for one in draft.topics if one in (topics or draft.topics) and one != CLAUSES]
    found = [problem for topic in chosen for problem in _refused(topic, draft.topics[topic])]
    for topic in chosen:
        said, old = draft.topics[topic], base.topics.get(topic, {})
        found += [
            Problem(topic, place_of(topic, said, at), at, _without_text(clause), lacks=clause)
            for at, clause in _cited(said, "")
            if clause not in known
        ]
        found += [
            Problem(topic, place_of(topic, said, at), at, _only_possible(topic, at, text))
            for at, text in unsourced(topic, old, said)
        ]
    return tuple(found)


def changed(draft: Merged, data: Mapping[str, Data], *, pack: str) -> Merged:
    """The draft with some topics as they were written; every place that changed now comes from this pack.

    A topic without any data is taken out: the pack then says nothing about it.
    """
    topics = {name: said for name, said in {**draft.topics, **data}.items() if said}
    new = replace(draft, topics=topics)
    moved = {(one.topic, one.place): pack for one in differing(draft, new) if one.change is not Change.DROPPED}
    return replace(new, origins={**draft.origins, **moved})


def compared(base: Merged, draft: Merged) -> tuple[Difference, ...]:
    """What a draft changes; a row whose key changed counts as changed, not as one gone and another come."""
    found = list(differing(base, draft))
    for place in {(one.topic, one.place.partition(".")[0]) for one in found if "." in one.place}:
        gone = [one for one in found if _in_list(one, place) and one.change is Change.DROPPED]
        come = [one for one in found if _in_list(one, place) and one.change is Change.ADDED]
        for old, new in zip(gone, come, strict=False):
            found[found.index(new)] = _renamed(old, new)
            found.remove(old)
    return tuple(one for one in found if one.topic != CLAUSES)


def place_of(topic: str, data: Mapping[str, Any], at: str) -> str:
    """How people name the place of an input: its list and the key of its row, "ladder.5"; else its table."""
    key, _, rest = at.partition(".")
    number = rest.partition(".")[0]
    field = ROW_KEYS.get((topic, key))
    rows = data.get(key)
    if field is None or not isinstance(rows, list) or not number.isdigit():
        return key
    name = rows[int(number)].get(field) if int(number) < len(rows) else None
    return f"{key}.{name if name is not None else int(number) + 1}"


def _without_text(clause: str) -> Text:
    return say(
        "%(clause)s has no text; a row for it stands at the end of this page, under “Clauses of this issue”.",
        clause=clause,
    )


def _only_possible(topic: str, at: str, text: Text) -> Text:
    """Where no reason can be given, only another clause helps."""
    key, clause = at.partition(".")[0], dict(text.values).get("clause")
    place = field_at((topic, key))
    if clause is None or place is None or not place.fields or place.named("reason"):
        return text
    return say(
        "The figure changed but not its clause (%(clause)s); cite another, such as one of your own: add a row at the "
        "end of this page, under “Clauses of this issue”, and cite its number here.",
        clause=clause,
    )


def _refused(topic: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    """What the reader of a topic refuses: rows alike, all of them; else the first thing only, as it stops there."""
    alike = tuple(_alike(topic, data))
    if alike:
        yield from alike
        return
    try:
        reader_of(topic)(data, topic)
        for of, key in ROW_KEYS:
            if of == topic and isinstance(data.get(key), list):
                check_once(topic, key, data[key], "")
    except RulebookError as error:
        at = _at(error.where)
        yield Problem(topic, place_of(topic, data, at), at, error.text)


def _alike(topic: str, data: Mapping[str, Any]) -> Iterator[Problem]:
    """Every row of a list that has the key of another one."""
    for (of, key), field in ROW_KEYS.items():
        rows = data.get(key) if of == topic else None
        names = [row.get(field) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
        for number, name in enumerate(names):
            if name is not None and names.count(name) > 1:
                at = f"{key}.{number}"
                text = say("%(key)s %(value)s stands twice; keep one row", key=field, value=str(name))
                yield Problem(topic, place_of(topic, data, at), at, text)


def _at(where: str) -> str:
    """The name of the input that a reader speaks of: "authority, ladder row 2, reason" is "ladder.1.reason"."""
    parts = []
    for part in where.split(", ")[1:]:
        match = PLACE.match(part)
        if match:
            parts.append(f"{match['key']}.{int(match['row']) - 1}" if match["key"] else str(match["name"]))
    return ".".join(parts)


def _clauses(values: typed.Typed) -> Written:
    """The clauses an issue brings itself, from the rows clauses.0.key, clauses.0.zh, clauses.0.en."""
    reading = typed.Reading(values)
    data: Data = {}
    found = []
    library = {key for document in files.library().values() for key in document.clauses}
    for at in reading.rows_of(CLAUSES):
        key, zh, en = (reading.one(f"{at}.{name}") for name in ("key", "zh", "en"))
        if not (key or zh or en):
            continue
        wrong = _wrong_clause(key, zh, data, library)
        if wrong:
            found.append(Problem(CLAUSES, f"{CLAUSES}.{key}", at, wrong))
        data[key] = typed.in_both(zh, en)
    if not found:
        parse_clauses(data, CLAUSES)
    return Written(CLAUSES, data, tuple(found))


def _wrong_clause(key: str, zh: str, data: Mapping[str, object], library: set[str]) -> Text | None:
    if not key or not zh:
        return say("A clause needs its number and its text in Chinese; the English may be left out.")
    if key in library:
        return say("%(clause)s stands in the policy documents; give your clause a number of its own.", clause=key)
    if key in data or len(key) > LONGEST_CLAUSE:
        return say("The number of a clause stands once, with at most %(most)s characters.", most=LONGEST_CLAUSE)
    return None


def _known_clauses(draft: Merged) -> set[str]:
    documents = tuple(draft.topics.get("pack", {}).get("documents", ()))
    topics = {name: data for name, data in draft.topics.items() if name != CLAUSES}
    return {*files.clauses_for(topics, documents), *draft.topics.get(CLAUSES, {})}


def _cited(data: Any, at: str) -> Iterator[tuple[str, str]]:
    """Every clause cited, with the name of its input."""
    pairs = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        here = f"{at}.{key}" if at else str(key)
        if str(key).endswith("clause") and isinstance(value, str):
            yield here, value
        else:
            yield from _cited(value, here)


def _in_list(one: Difference, place: tuple[str, str]) -> bool:
    return (one.topic, one.place.partition(".")[0]) == place and "." in one.place


def _renamed(old: Difference, new: Difference) -> Difference:
    names = {**old.fields, **new.fields}
    pairs = {name: (old.fields.get(name, (None, None))[0], new.fields.get(name, (None, None))[1]) for name in names}
    differs = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
    return replace(new, change=Change.CHANGED, fields=differs, below_clause=old.below_clause)
