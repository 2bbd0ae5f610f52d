"""What a manager types becomes an issue, or is told at its row what is wrong."""

from __future__ import annotations

import copy
import tomllib
from datetime import date

import pytest

from rulebook import drafts, files, packs, profiles, stored, typed
from rulebook.fields import FIXED, TOPICS, Field, Kind, field_at, schema
from terms.people import LADDER
from terms.rulebook import Change

EVERY = (*packs(), *(f"ground+{one}" for one in profiles()))
OWN = "补 2026-1"
FOOD = stored.undump(stored.shipped("food"))


def form_of(topic, data=FOOD):
    return {name: list(values) for name, values in typed.write(schema()[topic], data.topics.get(topic, {})).items()}


def typed_as(topic, *, clauses=None, base=FOOD, **values):
    """The draft after some values of a topic were typed over, and whatever is wrong with it."""
    form = form_of(topic) | {name.replace("__", "."): [value] for name, value in values.items()}
    read = drafts.written(topic, form, before=base.topics[topic])
    if read.problems:
        return base, read.problems
    draft = drafts.changed(base, {topic: read.data} | ({"clauses": clauses} if clauses else {}), pack="food")
    return draft, drafts.problems(draft, base=base, topics=[topic])


def four_times(clause=OWN):
    own = {OWN: {"zh": "四倍以内由销售部长审批。", "en": "Up to 4 times the department head decides."}}
    return typed_as("authority", ladder__2__within="4", ladder__2__clause=clause, clauses=own)


def asked(*path: str) -> Field:
    """The field at a place that there is."""
    found = field_at(path)
    assert found is not None
    return found


def leaves(one: Field):
    yield one
    for below in one.fields:
        yield from leaves(below)


@pytest.mark.requirement("AP-16")
class TestSchema:
    def test_knows_every_topic_that_a_pack_states(self):
        said = {topic for name in EVERY for topic in files.whole(name).topics}

        assert said <= set(schema())
        assert set(schema()) == set(TOPICS)

    def test_has_every_value_of_every_pack(self):
        for name in EVERY:
            for topic, data in files.whole(name).topics.items():
                known = {one.name for one in schema()[topic].fields} | set(FIXED.get(topic, ()))
                assert set(data) <= known, (name, topic)

    def test_knows_what_no_shipped_pack_states(self):
        lifts = asked("authority", "lifts")

        assert [(one.name, one.kind) for one in lifts.fields][:3] == [
            ("lift", Kind.TEXT), ("measure", Kind.TERM), ("over", Kind.AMOUNT),
        ]  # fmt: skip
        assert lifts.optional

    def test_leaves_no_table_without_fields(self):
        empty = [one.name for topic in schema().values() for one in leaves(topic)
                 if one.kind in {Kind.TABLE, Kind.ROWS} and not one.fields]  # fmt: skip

        assert empty == []

    def test_says_of_which_words_a_value_is_one(self):
        assert asked("authority", "ladder", "decides").words == LADDER
        assert asked("authority", "ladder", "within").key
        assert asked("time_limits", "limits", "amount").optional


class TestWritten:
    @pytest.mark.parametrize("name", EVERY)
    def test_gives_back_what_a_form_was_filled_with(self, name):
        whole = stored.undump(stored.dump(files.whole(name)))

        for topic, data in whole.topics.items():
            read = drafts.written(topic, typed.write(schema()[topic], data), before=data)
            assert (read.data, read.problems) == (data, ()), topic

    def test_leaves_out_a_row_in_which_nothing_was_written(self):
        blank = {"ladder__7__within": "", "ladder__7__decides": "", "ladder__7__needs_goods_received": "false"}

        draft, problems = typed_as("authority", **blank)

        assert len(draft.topics["authority"]["ladder"]) == 4
        assert problems == ()

    def test_counts_rows_without_those_nobody_wrote_in(self):
        blank = {"ladder__1__": ""} | {f"ladder__1__{name}": "" for name in ("within", "decides", "file_at", "clause")}
        form = form_of("authority") | {name.replace("__", "."): [value] for name, value in blank.items()}
        form = {name: values for name, values in form.items() if name != "ladder.1.co_signers"}

        read = drafts.written("authority", form | {"ladder.3.within": ["ten"]}, before=FOOD.topics["authority"])

        assert [(one.at, one.place) for one in read.problems] == [("ladder.2.within", "ladder.3")]

    @pytest.mark.parametrize(
        ("topic", "values", "place", "says"),
        [
            ("authority", {"ladder__2__within": "five"}, "ladder.3", "five is not a whole number"),
            ("authority", {"ladder__2__within": "11"}, "", "overlap or leave a gap"),
            ("authority", {"ladder__2__decides": "clerk"}, "", "decided by a higher role"),
            ("authority", {"ladder__1__clause": ""}, "ladder.2", "clause is missing"),
            ("authority", {"ladder__1__decides": "finance"}, "ladder.2", "must be one of"),
            ("authority", {"own_case__reason__zh": ""}, "own_case", "zh is empty"),
            ("papers", {"hand_in__within_days": "0"}, "hand_in", "at least 1"),
            ("penalties", {"penalties__0__least": "20000"}, "penalties.", "least is more than most"),
        ],
    )
    def test_says_what_is_wrong_at_its_row(self, topic, values, place, says):
        _draft, problems = typed_as(topic, **values)

        assert [problem.topic for problem in problems] == [topic]
        assert problems[0].place.startswith(place)
        assert says in str(problems[0].text)

    def test_refuses_a_clause_of_the_documents_written_anew(self):
        form = {"clauses.0.key": ["P06 六(3)"], "clauses.0.zh": ["四倍"], "clauses.0.en": ["four"]}

        read = drafts.written("clauses", form, before={})

        assert "number of its own" in str(read.problems[0].text)


class TestProblems:
    def test_are_none_for_an_issue_as_it_stands(self):
        assert drafts.problems(FOOD, base=FOOD) == ()

    def test_are_none_for_a_new_figure_under_a_clause_of_its_own(self):
        draft, problems = four_times()

        assert problems == ()
        assert draft.topics["authority"]["ladder"][2]["within"] == 4

    def test_name_a_new_figure_under_the_old_clause(self):
        _draft, problems = four_times(clause="P06 六(3)")

        assert [(one.place, one.at) for one in problems] == [("ladder.4", "ladder.2")]
        assert "changed but not its clause (P06 六(3))" in str(problems[0].text)

    @pytest.mark.parametrize(
        ("topic", "name", "value"),
        [
            ("authority", "own_case__above", "2"),
            ("authority", "cash__decides", "director"),
            ("callback", "attempts", "9"),
            ("papers", "letters__within_days", "99"),
        ],
    )
    def test_name_a_new_figure_under_the_old_source_anywhere(self, topic, name, value):
        _draft, problems = typed_as(topic, **{name: value})

        assert len(problems) == 1
        assert "The figure changed but not its" in str(problems[0].text)

    def test_name_a_clause_without_text(self):
        _draft, problems = typed_as("authority", ladder__2__within="4", ladder__2__clause=OWN)

        assert [(one.at, str(one.text)) for one in problems] == [
            (
                "ladder.2.clause",
                f"{OWN} has no text; a row for it stands at the end of this page, under “Clauses of this issue”.",
            )
        ]


class TestChanged:
    def test_is_read_back_as_it_was_written(self):
        draft, _problems = four_times()

        book = stored.read(stored.undump(stored.dump(draft)), "food", effective_from=date(2026, 12, 1))

        assert book.authority.rungs[2].within == 4
        assert book.clauses[OWN].en.startswith("Up to 4")

    def test_says_that_a_changed_place_was_written_here(self):
        salt = stored.undump(stored.shipped("salt"))
        data = copy.deepcopy(dict(salt.topics["papers"]))
        data["letters"]["within_days"] = 3

        draft = drafts.changed(salt, {"papers": data}, pack="salt")

        assert (salt.origins["papers", "letters"], draft.origins["papers", "letters"]) == ("food", "salt")

    def test_leaves_the_issue_it_came_from_alone(self):
        before = stored.dump(FOOD)

        four_times()

        assert stored.dump(FOOD) == before
        assert tomllib.loads(before)["authority"]["ladder"][2]["within"] == 5


class TestCompared:
    def test_shows_a_rung_that_moved_as_one_change(self):
        draft, _problems = four_times()

        found = drafts.compared(FOOD, draft)

        assert [(one.place, one.change) for one in found] == [("ladder.4", Change.CHANGED)]
        assert found[0].fields["within"] == (5, 4)
        assert (found[0].below_clause, found[0].clause) == ("P06 六(3)", OWN)
