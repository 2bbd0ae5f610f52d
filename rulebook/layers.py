"""One pack laid over another: what the upper one says, topic by topic and row by row, and all the rest from below.

Rows of a list are matched by their key (`ROW_KEYS`); a table is matched by its name. `without` drops what is not to be
taken over: `without = ["limits.result", "penalties.*", "cash"]`. A row or table with `anew = true` takes nothing from
the one it replaces. The origin of every place is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from rulebook.errors import RulebookError
from terms.text import say

Topics = Mapping[str, Mapping[str, Any]]
Data = dict[str, Any]
# Where a figure stands: the topic and the place in it, ("authority", "ladder.5").
Place = tuple[str, str]

# By which field the rows of a list are told apart.
ROW_KEYS: Mapping[Place, str] = {
    ("authority", "ladder"): "within",
    ("authority", "lifts"): "lift",
    ("authority", "kinds"): "kind",
    ("authority", "reviewers"): "of",
    ("callback", "questions"): "key",
    ("callback", "outcomes"): "outcome",
    ("callback", "surveys"): "survey",
    ("classes", "classes"): "case_class",
    ("corrective", "demands"): "demand",
    ("corrective", "report"): "section",
    ("bearing", "bearers"): "occasion",
    ("flow", "flows"): "purpose",
    ("flow", "gates"): "gate",
    ("incentives", "rewards"): "reward",
    ("incentives", "sanctions"): "sanction",
    ("intake", "fields"): "field",
    ("intake", "channels"): "channel",
    ("intake", "demands"): "demand",
    ("month_close", "steps"): "step",
    ("notices", "notices"): "notice",
    ("penalties", "penalties"): "breach",
    ("penalties", "stands_as"): "role",
    ("publicity", "publications"): "publication",
    ("reports", "reports"): "report",
    ("returns", "eligibility"): "row",
    ("scorecard", "parts"): "measure",
    ("supervision", "checks"): "check",
    ("time_limits", "limits"): "row",
    ("time_limits", "escalation"): "level",
    ("training", "courses"): "course",
}
# Rows without a key: the upper pack adds to them, and drops by this field.
ADDED: Mapping[Place, str] = {("pack", "decided"): "topic"}
# What a pack says about itself is never taken over from below.
OWN = ("name", "documents", "effective_from", "binds", "builds_on", "adopts", "abstract")
# Fields that say where a figure stands, not what it is.
SOURCE = frozenset({"clause", "reason"})


@dataclass(frozen=True, slots=True)
class Merged:
    """What a pack says in the end, and which pack each place came from; `dropped`: places taken out on the way."""

    topics: Mapping[str, Data]
    origins: Mapping[Place, str]
    dropped: tuple[Place, ...] = ()


NOTHING = Merged({}, {})


def lay(below: Merged, topics: Topics, name: str, *, profile: bool = False) -> Merged:
    """Lay one pack, or one profile, over what lies below; neither is changed.

    profile: says nothing about the pack itself, whose name, documents and date stay.

    :raises RulebookError: `without` names nothing, or a figure is changed under the clause of the old one.
    """
    origins = dict(below.origins)
    dropped: list[Place] = []
    found = {topic: dict(data) for topic, data in below.topics.items()}
    for own in () if profile else OWN:
        found.get("pack", {}).pop(own, None)
    for topic, said in topics.items():
        silent = OWN if profile and topic == "pack" else ()
        data = {key: value for key, value in said.items() if key not in silent}
        laying = _Laying(topic, name, origins)
        base = laying.without(found.get(topic, {}), data.get("without", []))
        found[topic] = laying.over(base, data)
        dropped += laying.dropped
    return Merged(found, origins, tuple(dropped))


def check_once(topic: str, key: str, rows: list[Data], where: str) -> None:
    """Refuse two rows of one list with the same key: nobody could tell which one holds.

    :raises RulebookError:
    """
    field, seen = ROW_KEYS[topic, key], set()
    for number, row in enumerate(rows, start=1):
        name = row.get(field) if isinstance(row, dict) else None
        if name is not None and name in seen:
            raise RulebookError(
                f"{where}/{topic}, {key} row {number}",
                say("%(key)s %(value)s stands twice; keep one row", key=field, value=repr(name)),
            )
        seen.add(name)


class _Laying:
    """One topic of one pack being laid over the same topic below."""

    def __init__(self, topic: str, name: str, origins: dict[Place, str]) -> None:
        self.topic, self.name, self.origins = topic, name, origins
        self.dropped: list[Place] = []

    def without(self, base: Mapping[str, Any], places: list[str]) -> Data:
        data = dict(base)
        for place in places:
            key, _, row = place.partition(".")
            if not row:
                self._drop_whole(data, key)
            else:
                self._drop_rows(data, key, row)
        return data

    def over(self, base: Data, own: Mapping[str, Any]) -> Data:
        for key, value in own.items():
            if key == "without":
                continue
            place = (self.topic, key)
            if place in ROW_KEYS:
                base[key] = self._rows(base.get(key, []), value, key)
            elif place in ADDED:
                base[key] = [*base.get(key, []), *value]
            else:
                base[key] = self._table(base.get(key), value, key)
                self.origins[place] = self.name
        return base

    def _rows(self, base: list[Data], own: list[Data], key: str) -> list[Data]:
        field = ROW_KEYS[self.topic, key]
        check_once(self.topic, key, own, self.name)
        rows = {row[field]: row for row in base}
        for number, row in enumerate(own, start=1):
            if not isinstance(row, dict) or field not in row:
                raise self._wrong(f"{key} row {number}", f"{field} is missing; rows are told apart by it")
            name = f"{key}.{row[field]}"
            rows[row[field]] = self._table(rows.get(row[field]), row, name)
            self.origins[self.topic, name] = self.name
        # Bands and days run upwards, whoever adds one.
        return (
            [rows[name] for name in sorted(rows)] if all(isinstance(name, int) for name in rows) else [*rows.values()]
        )

    def _table(self, base: Any, own: Any, place: str) -> Any:
        if not isinstance(base, dict) or not isinstance(own, dict) or set(own) <= {"zh", "en"} or own.get("anew"):
            return {key: value for key, value in own.items() if key != "anew"} if isinstance(own, dict) else own
        changed = {key for key in set(own) - SOURCE if own[key] != base.get(key)}
        if changed and "clause" in base and not SOURCE & set(own):
            problem = (
                f"changes {', '.join(sorted(changed))} but keeps {base['clause']!r}; cite its clause or give a reason"
            )
            raise self._wrong(place, problem)
        # A new source stands alone: the reason given for the old figure says nothing about the new one.
        kept = {key: value for key, value in base.items() if not (key == "reason" and SOURCE & set(own))}
        return {**kept, **own}

    def _drop_whole(self, data: Data, key: str) -> None:
        if key not in data:
            raise self._wrong("without", f"{key!r} is not in the pack below; correct or remove it")
        del data[key]
        self._forget(key)

    def _drop_rows(self, data: Data, key: str, row: str) -> None:
        place = (self.topic, key)
        field = ROW_KEYS.get(place) or ADDED.get(place)
        if field is None:
            raise self._wrong("without", f"{key!r} has no rows to drop; write {key!r} alone")
        gone = [one for one in data.get(key, []) if fnmatchcase(str(one[field]), row)]
        # A pattern drops whatever there is, so that a profile fits packs that differ; a name must be there.
        if not gone and "*" not in row:
            raise self._wrong("without", f"{key}.{row} is not in the pack below; correct or remove it")
        data[key] = [one for one in data.get(key, []) if one not in gone]
        for one in gone:
            self._forget(f"{key}.{one[field]}")

    def _forget(self, place: str) -> None:
        self.origins.pop((self.topic, place), None)
        self.dropped.append((self.topic, place))

    def _wrong(self, place: str, problem: str) -> RulebookError:
        return RulebookError(f"{self.name}/{self.topic}, {place}", problem)
