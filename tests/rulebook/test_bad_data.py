"""Whatever is wrong in a pack is refused with file, topic and row, and with what to do."""

from __future__ import annotations

import copy
from datetime import date, time
from itertools import product

import pytest

import rulebook
from rulebook import issue
from rulebook.errors import RulebookError
from rulebook.fields import reader_of
from rulebook.files import _about, clauses_for, layers, merged, written_in
from rulebook.layers import ROW_KEYS, check_once

EVERY = (*rulebook.packs(), *(f"ground+{one}" for one in rulebook.profiles()))


def topics_of(name):
    found = merged(name).topics
    topics = {**found, "pack": {**found["pack"], **_about(name, layers(name))}}
    topics["clauses"] = clauses_for(topics, tuple(topics["pack"]["documents"]))
    return copy.deepcopy(topics)


def read(topics, name):
    return issue.parse(topics, name, key=name, calendar=rulebook.calendar(), statutes=rulebook.statutes())


def lists(topics):
    """Every keyed list that has rows."""
    return [(topic, key) for topic, key in ROW_KEYS if topics.get(topic, {}).get(key)]


class TestWrittenIn:
    @pytest.mark.parametrize(
        ("where", "file"),
        [
            ("salt/time_limits, limits row 3", "ground/time_limits.toml, limits.other_result"),
            ("salt/time_limits, limits row 6", "salt/time_limits.toml, limits.opinion"),
            ("salt/time_limits, limits row 6, reason", "salt/time_limits.toml, limits.opinion, reason"),
            ("salt/authority, ladder row 2", "food/authority.toml, ladder.2"),
            ("salt/authority, cash", "food/authority.toml, cash"),
            ("salt/time_limits", "salt/time_limits"),
        ],
    )
    def test_names_the_file_and_the_row_to_open(self, where, file):
        assert written_in(where, merged("salt")) == file


@pytest.mark.parametrize("name", EVERY)
class TestEveryList:
    def test_reads_as_it_is(self, name):
        assert read(topics_of(name), name).pack.key == name

    def test_refuses_a_misspelt_field_and_names_its_row(self, name):
        for topic, key in lists(topics_of(name)):
            topics = topics_of(name)
            topics[topic][key][-1]["caluse"] = "x"

            with pytest.raises(RulebookError) as refused:
                read(topics, name)

            assert refused.value.where.startswith(f"{name}/{topic}, {key} row {len(topics[topic][key])}")
            assert "unknown key caluse; correct the spelling or remove it" in refused.value.problem

    def test_refuses_a_row_without_a_source(self, name):
        for topic, key in lists(topics_of(name)):
            topics = topics_of(name)
            row = topics[topic][key][-1]
            if "clause" not in row and "reason" not in row:
                continue
            row.pop("clause", None)
            row.pop("reason", None)

            with pytest.raises(RulebookError, match="clause is missing; add") as refused:
                read(topics, name)

            assert refused.value.where.startswith(f"{name}/{topic}, {key} row")

    def test_refuses_a_clause_nobody_wrote(self, name):
        for topic, key in lists(topics_of(name)):
            topics = topics_of(name)
            topics[topic][key][-1]["clause"] = "P99 九"

            with pytest.raises(RulebookError, match="P99 九") as refused:
                read(topics, name)

            assert refused.value.where == f"{name}/{topic}"

    def test_refuses_a_row_that_stands_twice(self, name):
        for topic, key in lists(topics_of(name)):
            topics = topics_of(name)
            topics[topic][key].append(copy.deepcopy(topics[topic][key][-1]))

            with pytest.raises(RulebookError, match=r"twice|once|overlap|again|band|rise") as refused:
                read(topics, name)

            assert refused.value.where.startswith(f"{name}/{topic}")


class TestWrongShapes:
    """A file may hold anything that TOML can say: it is refused in words, and nothing else happens."""

    JUNK = (
        1,
        -1,
        2**70,
        1.5,
        True,
        "",
        "x",
        [],
        [1],
        ["x"],
        [[]],
        {},
        {"x": 1},
        [{}],
        [{"x": 1}],
        date(2026, 1, 1),
        time(9),
    )

    @pytest.mark.parametrize("topic", sorted({*issue.TOPICS, *issue.SILENT} - {"clauses"}))
    def test_are_refused_with_their_place(self, topic):
        for said in (merged(name).topics.get(topic, {}) for name in ("salt", "electrical")):
            for key, wrong in product(said, self.JUNK):
                refused = refusal_of(topic, {**said, key: wrong})
                assert refused is None or refused.startswith(topic), (key, wrong)

    @pytest.mark.parametrize(("topic", "key"), sorted(ROW_KEYS))
    def test_are_refused_within_a_row_too(self, topic, key):
        said = merged("salt").topics.get(topic, {})
        first, *rest = said.get(key) or [{}]
        for field, wrong in product(first, self.JUNK):
            refused = refusal_of(topic, {**said, key: [{**first, field: wrong}, *rest]})
            assert refused is None or refused.startswith(topic), (field, wrong)


def refusal_of(topic, data):
    """Where a reader stops; None where it reads on. Any other error is an error of the reader."""
    try:
        reader_of(topic)(data, topic)
        for of, key in ROW_KEYS:
            if of == topic and isinstance(data.get(key), list):
                check_once(topic, key, data[key], "")
    except RulebookError as error:
        return error.where.lstrip("/")
    return None


class TestLargeFigures:
    """Days end in the year 9999, and a page is so wide."""

    @pytest.mark.parametrize(
        ("topic", "key", "wrong", "problem"),
        [
            ("papers", "letters", {"within_days": 100_001, "reason": {"zh": "x", "en": "x"}}, "at most 100000"),
            ("penalties", "penalties", "1E+999999", "less than"),
            ("callback", "attempts", ["x" * 1000], "x{40,60}$"),
        ],
    )
    def test_are_refused(self, topic, key, wrong, problem):
        said = merged("food").topics[topic]
        data = {**said, key: [{**said[key][0], "most": wrong}] if key == "penalties" else wrong}

        with pytest.raises(RulebookError, match=problem):
            reader_of(topic)(data, topic)
