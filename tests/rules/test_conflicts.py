"""Packs against packs, against the law, and against laws that are gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

import rulebook
from rulebook.differences import between
from rules.conflicts import between_packs, gone_laws, with_statute
from terms.limits import PenaltyMode
from terms.rulebook import ConflictKind

ON = date(2026, 11, 2)


def book(name):
    return rulebook.book(name, on=ON)


class TestBetweenPacks:
    def test_names_both_clauses_of_a_figure_that_differs(self):
        found = {one.place: one for one in between_packs(between("retailer", "supermarket"))}

        assert (found["service_hours"].against, found["service_hours"].clause) == ("P13 2.2", "P38 1.1(1)")
        assert found["service_hours"].kind is ConflictKind.PACKS

    @pytest.mark.parametrize("name", rulebook.packs())
    def test_finds_none_within_one_pack(self, name):
        assert between_packs(between(name, name)) == ()

    def test_leaves_out_what_one_of_them_takes_for_want_of_a_clause(self):
        places = {one.place for one in between_packs(between("medical", "hospital"))}

        assert "limits.complaint_result" not in places


class TestWithStatute:
    @pytest.mark.requirement("GV-03")
    @pytest.mark.parametrize(
        ("name", "places"),
        [
            ("retailer", {"eligibility.quality"}),  # three working days against seven days
            ("fruit", set()),  # seven days
            ("supermarket", set()),
            ("caterer", {"eligibility.changed_mind"}),
            ("general", {"sanctions.serious_breach"}),  # a fine on staff
            ("food", set()),
        ],
    )
    def test_flags_a_rule_that_gives_less_than_the_law(self, name, places):
        assert {one.place for one in with_statute(book(name), on=ON)} == places

    def test_names_the_article(self):
        (found,) = with_statute(book("retailer"), on=ON)

        assert (found.clause, found.against) == ("P12 二1", "《消费者权益保护法》第二十四条")

    def test_flags_penalties_in_money(self):
        food = book("food")
        money = replace(food, penalties=replace(food.penalties, mode=PenaltyMode.MONEY))

        assert [one.place for one in with_statute(money, on=ON)] == ["mode"]

    def test_looks_at_what_was_in_force_on_the_day(self):
        assert with_statute(book("retailer"), on=date(2014, 3, 14)) == ()


class TestGoneLaws:
    @pytest.mark.requirement("GV-03")
    @pytest.mark.parametrize(
        ("name", "documents"),
        [
            ("general", ["P20"]),
            ("medical", ["P22"]),
            ("salt", ["P23"]),
            ("hospital", ["P41"]),
            ("food", []),
            ("tableware", []),
        ],
    )
    def test_names_the_documents_that_lean_on_them(self, name, documents):
        assert [one.place for one in gone_laws(book(name), on=ON)] == documents

    def test_counts_a_repeal_from_its_day(self):
        assert gone_laws(book("general"), on=date(1999, 9, 30)) == ()
        assert len(gone_laws(book("general"), on=date(1999, 10, 1))) == 1
