"""`flask rulebook`: check, diff, conflicts, coverage."""

from __future__ import annotations

import json

import pytest
from flask import Flask

import rulebook as packs
from cli.commands import rulebook
from cli.coverage import requirements
from terms.rulebook import CoverageState


@pytest.fixture(scope="module")
def bare():
    app = Flask(__name__)
    app.cli.add_command(rulebook)
    return app


def run(app, *words):
    return app.test_cli_runner().invoke(args=["rulebook", *words])


def facts(app, *words):
    done = run(app, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


class TestPacks:
    def test_lists_packs_with_their_documents_and_the_profiles(self, bare):
        found = facts(bare, "packs")

        assert {one["pack"]: one["documents"] for one in found["packs"]}["salt"] == ["P23"]
        assert found["profiles"] == list(packs.profiles())
        assert "salt" in run(bare, "packs").output

    def test_puts_every_document_to_work(self, bare):
        found = facts(bare, "packs")
        used = {one for pack in found["packs"] for one in pack["documents"]}
        used |= {name.upper() for name in found["profiles"]}

        assert used == {f"P{number:02d}" for number in range(1, 44)}


class TestCheck:
    def test_reads_every_pack_and_profile(self, bare):
        found = facts(bare, "check")

        assert [one["pack"] for one in found["packs"]] == [
            *packs.packs(),
            *(f"ground+{one}" for one in packs.profiles()),
        ]
        assert all(one["error"] == "" for one in found["packs"])

    def test_names_what_stands_against_the_law(self, bare):
        done = run(bare, "check", "retailer", "medical", "--lang", "en")

        assert "Returns and exchanges · Eligibility" in done.output
        assert "P22" in done.output

    def test_fails_with_the_error_of_a_pack_that_cannot_be_read(self, bare):
        done = run(bare, "check", "salt", "nothing")

        assert done.exit_code == 1
        assert "salt: ok" in done.output
        assert "no such pack" in done.output


class TestDiff:
    def test_shows_what_a_pack_says_differently_from_the_one_below(self, bare):
        found = {one["place"]: one for one in facts(bare, "diff", "hospital")["differences"]}

        assert found["limits.complaint_result"]["fields"]["amount"] == {"below": 3, "above": 5}
        assert found["limits.complaint_result"]["clause"] == "P41 六1"
        assert "Time limits · complaint_result  Amount 3 → 5" in run(bare, "diff", "hospital", "--lang", "en").output

    def test_compares_two_packs(self, bare):
        assert facts(bare, "diff", "salt", "salt")["differences"] == []
        assert facts(bare, "diff", "salt", "fruit")["differences"]

    def test_refuses_a_stranger_in_one_line(self, bare):
        done = run(bare, "diff", "nothing")

        assert (done.exit_code, len(done.output.strip().splitlines())) == (2, 1)


class TestConflicts:
    def test_lists_those_of_packs_in_force_together_and_with_the_law(self, bare):
        found = facts(bare, "conflicts", "retailer", "supermarket")["conflicts"]

        assert {one["kind"] for one in found} == {"statute", "packs"}
        assert {one["packs"] for one in found} == {"retailer", "retailer/supermarket"}

    def test_lists_the_laws_that_are_gone(self, bare):
        assert "《经济合同法》" in run(bare, "conflicts").output


class TestCoverage:
    def test_lists_all_352_requirements_with_the_keys_of_the_issue(self, bare):
        found = facts(bare, "coverage")["requirements"]

        assert len(found) == len({one["id"] for one in found}) == 352
        assert all(set(one) == {"id", "state", "tests", "reason"} for one in found)

    def test_calls_nothing_working_without_a_test_that_exists(self):
        for one in requirements():
            assert (one.state is CoverageState.WORKING) <= bool(one.tests)

    def test_gives_a_reason_for_whatever_is_planned_or_outside(self):
        rest = [one for one in requirements() if one.state is not CoverageState.WORKING]

        assert all(one.reason and "\n" not in one.reason for one in rest)
        assert sum(one.state is CoverageState.OUTSIDE for one in rest) <= 12

    def test_prints_a_line_each_and_the_totals(self, bare):
        lines = run(bare, "coverage").output.splitlines()

        assert len(lines) == 353
        assert lines[-1].startswith("352 requirements")
