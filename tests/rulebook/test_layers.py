"""Packs over packs: what the upper one says, and everything else from below."""

from __future__ import annotations

import pytest

import rulebook
from rulebook.differences import between, from_parent, places_of
from rulebook.errors import RulebookError
from rulebook.files import layers, merged
from rulebook.layers import NOTHING, lay
from terms.rulebook import Change

RUNG = {"within": 2, "decides": "supervisor", "co_signers": ["clerk"], "clause": "P06 六(2)"}
BASE = lay(
    NOTHING,
    {
        "pack": {"name": {"zh": "底", "en": "Base"}, "documents": ["P06"], "decided": [{"topic": "authority"}]},
        "authority": {"ladder": [RUNG, {"within": 5, "decides": "director", "clause": "P06 六(3)"}]},
        "returns": {"shelf_life": {"months": 3, "clause": "P11 〈一〉1"}},
    },
    "base",
)


def over(topics, **more):
    return lay(BASE, topics, "upper", **more)


def ladder(found):
    return {row["within"]: row for row in found.topics["authority"]["ladder"]}


class TestLay:
    def test_takes_over_what_the_upper_pack_does_not_mention(self):
        assert over({}).topics["returns"] == BASE.topics["returns"]

    def test_changes_one_row_by_its_key_and_leaves_the_others(self):
        found = ladder(over({"authority": {"ladder": [{"within": 2, "decides": "clerk", "clause": "P24 四"}]}}))

        assert found[2] == {**RUNG, "decides": "clerk", "clause": "P24 四"}
        assert found[5]["decides"] == "director"

    def test_puts_a_new_band_where_it_belongs(self):
        found = over({"authority": {"ladder": [{"within": 3, "decides": "department_head", "clause": "P24 四"}]}})

        assert list(ladder(found)) == [2, 3, 5]

    def test_changes_one_field_of_a_table(self):
        found = over({"returns": {"shelf_life": {"months": 4, "clause": "P24 四"}}})

        assert found.topics["returns"]["shelf_life"] == {"months": 4, "clause": "P24 四"}

    @pytest.mark.parametrize(
        ("topics", "where", "problem"),
        [
            ({"authority": {"ladder": [{"within": 2, "decides": "clerk"}]}}, "upper/authority, ladder.2", "decides"),
            ({"returns": {"shelf_life": {"months": 4}}}, "upper/returns, shelf_life", "months"),
        ],
    )
    def test_refuses_a_new_figure_under_the_old_clause(self, topics, where, problem):
        with pytest.raises(RulebookError) as refused:
            over(topics)

        assert refused.value.where == where
        assert problem in refused.value.problem
        assert "cite its clause or give a reason" in refused.value.problem

    def test_lets_a_reason_stand_for_the_clause(self):
        reason = {"zh": "因", "en": "why"}

        found = over({"returns": {"shelf_life": {"months": 4, "reason": reason}}})

        assert found.topics["returns"]["shelf_life"]["reason"] == reason

    def test_drops_the_old_reason_with_the_old_source(self):
        base = lay(NOTHING, {"returns": {"shelf_life": {"months": 3, "clause": "a", "reason": "old"}}}, "base")

        found = lay(base, {"returns": {"shelf_life": {"months": 4, "clause": "b"}}}, "upper")

        assert found.topics["returns"]["shelf_life"] == {"months": 4, "clause": "b"}

    def test_takes_nothing_from_below_into_a_row_written_anew(self):
        row = {"within": 2, "anew": True, "decides": "clerk", "clause": "P24 四"}

        assert ladder(over({"authority": {"ladder": [row]}}))[2] == {
            "within": 2,
            "decides": "clerk",
            "clause": "P24 四",
        }

    @pytest.mark.parametrize(
        ("without", "left"), [(["ladder.2"], [5]), (["ladder.*"], []), (["ladder.2", "ladder.5"], [])]
    )
    def test_drops_rows(self, without, left):
        assert list(ladder(over({"authority": {"without": without}}))) == left

    def test_drops_a_table(self):
        assert "shelf_life" not in over({"returns": {"without": ["shelf_life"]}}).topics["returns"]

    @pytest.mark.parametrize(
        ("topics", "problem"),
        [
            ({"authority": {"without": ["ladder.7"]}}, "ladder.7 is not in the pack below"),
            ({"returns": {"without": ["glass"]}}, "'glass' is not in the pack below"),
            ({"returns": {"without": ["shelf_life.months"]}}, "has no rows to drop"),
            ({"authority": {"ladder": [{"decides": "clerk"}]}}, "within is missing"),
            ({"authority": {"ladder": [RUNG, RUNG]}}, "stands twice"),
        ],
    )
    def test_refuses_to_drop_or_match_what_is_not_there(self, topics, problem):
        with pytest.raises(RulebookError, match="upper/") as refused:
            over(topics)

        assert problem in refused.value.problem

    def test_keeps_the_origin_of_every_place(self):
        found = over({"authority": {"ladder": [{"within": 2, "decides": "clerk", "clause": "P24 四"}]}})

        assert found.origins["authority", "ladder.2"] == "upper"
        assert found.origins["authority", "ladder.5"] == "base"

    def test_says_nothing_about_itself_from_below(self):
        found = over({"pack": {"name": {"zh": "上", "en": "Upper"}}})

        assert "documents" not in found.topics["pack"]
        assert len(found.topics["pack"]["decided"]) == 1

    def test_leaves_the_pack_its_name_under_a_profile(self):
        found = over({"pack": {"name": {"zh": "套", "en": "Profile"}, "documents": ["P26"]}}, profile=True)

        assert found.topics["pack"]["name"]["en"] == "Base"

    def test_changes_neither_of_the_two(self):
        over(
            {"authority": {"ladder": [{"within": 2, "decides": "clerk", "clause": "P24 四"}], "without": ["ladder.5"]}}
        )

        assert list(ladder(BASE)) == [2, 5]
        assert RUNG["decides"] == "supervisor"


class TestLayers:
    def test_run_from_the_lowest_pack_through_the_profiles_to_the_pack(self):
        assert [one.name for one in layers("caterer+p26")] == ["food", "ground", "p25", "caterer", "p26"]

    @pytest.mark.parametrize("name", ["nothing", "food+nothing", "p26", "ground+food"])
    def test_refuse_what_is_not_there(self, name):
        with pytest.raises(RulebookError, match="no such"):
            layers(name)


class TestBook:
    def test_reads_a_pack_with_a_profile_on_top(self, pack):
        found = pack("retailer+p26")

        assert found.pack.adopts == ("p26",)
        assert found.pack.documents == ("P12", "P13", "P26")
        assert "P26" in found.pack.name.zh
        assert found.issue == "retailer+p26@2020-01-01"

    @pytest.mark.parametrize("name", rulebook.packs())
    @pytest.mark.parametrize("profile", rulebook.profiles())
    def test_fits_every_profile_to_every_pack(self, pack, name, profile):
        assert pack(f"{name}+{profile}").clauses

    def test_offers_no_company_the_common_ground(self):
        assert "ground" not in rulebook.packs()

    @pytest.mark.requirement("GV-01")
    @pytest.mark.parametrize("name", rulebook.packs())
    def test_names_documents_date_and_whom_it_binds(self, pack, name):
        about = pack(name).pack

        assert about.documents
        assert about.binds.zh
        assert about.effective_from.year >= 2020

    @pytest.mark.requirement("GV-04")
    @pytest.mark.parametrize("name", rulebook.packs())
    def test_gives_every_figure_a_clause_or_a_reason(self, pack, name):
        for topic in merged(name).topics:
            for one in places_of(name, topic):
                if isinstance(one.says, dict) and "clause" in one.says:
                    assert one.clause in pack(name).clauses


class TestFromParent:
    def test_names_only_what_the_pack_itself_says(self):
        assert {one.pack for one in from_parent("salt") if one.change is not Change.DROPPED} == {"salt"}

    def test_shows_the_old_and_the_new_figure_with_both_clauses(self):
        found = {one.place: one for one in from_parent("hospital")}["limits.complaint_result"]

        assert (found.change, found.fields["amount"], found.clause) == (Change.CHANGED, (3, 5), "P41 六1")

    def test_names_what_was_dropped(self):
        found = {one.place: one.change for one in from_parent("ground")}

        assert found["limits.same_day"] is Change.DROPPED


class TestBetween:
    def test_finds_nothing_between_a_pack_and_itself(self):
        assert between("salt", "salt") == ()

    def test_compares_any_two(self):
        found = {one.place: one for one in between("retailer", "fruit")}

        assert found["service_hours"].clause == "P42 五"


class TestPlacesOf:
    def test_shows_where_each_figure_was_written(self):
        found = {one.place: one.pack for one in places_of("salt", "time_limits")}

        assert (found["limits.opinion"], found["limits.other_result"], found["service_hours"]) == (
            "salt",
            "ground",
            "ground",
        )
