"""Whatever is wrong in a pack is refused with file, topic and row, and with what to do."""

from __future__ import annotations

import copy

import pytest

import rulebook
from rulebook import issue
from rulebook.errors import RulebookError
from rulebook.files import _about, clauses_for, layers, merged, written_in
from rulebook.layers import ROW_KEYS

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
