"""`explain` for every pack and the topics beside P06 and P11."""

from __future__ import annotations

import json

import pytest
from flask import Flask

import rulebook
from cli.commands import explain
from cli.explain_topic import NAMES

BESIDE = (
    "flow",
    "classes",
    "bearing",
    "notices",
    "incentives",
    "scorecard",
    "supervision",
    "training",
    "reports",
    "publicity",
    "corrective",
)


@pytest.fixture(scope="module")
def bare():
    app = Flask(__name__)
    app.cli.add_command(explain)
    return app


def run(app, *words):
    return app.test_cli_runner().invoke(args=["explain", *words])


def facts(app, *words):
    done = run(app, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


class TestEveryPack:
    @pytest.mark.parametrize("pack", [*rulebook.packs(), "ground+p26"])
    @pytest.mark.parametrize(
        "words",
        [
            ("authority", "--exchanged", "12", "--compensated", "48"),
            ("deadline", "--registered", "2026-11-02T09:00"),
            ("return", "--customer-kind", "consumer", "--package", "bag", "--fault", "quality", "--expires-on", "2027-01-01", "--on", "2026-11-02"),
            ("calendar", "--day", "2026-10-10"),
            ("month", "--month", "2026-09"),
            ("flow",),
            ("corrective",),
            ("training",),
            ("intake",),
            ("notice", "--notice", "result"),
            ("plan",),
            ("reward",),
            ("rounds", "--what", "reports", "--last", "2026-11-02"),
            ("statute", "--price", "12", "--fault", "foreign_body"),
            ("topic", "time_limits"),
        ],
        ids=lambda words: words[0],
    )  # fmt: skip
    def test_answers_in_facts_and_in_sentences(self, bare, pack, words):
        assert facts(bare, *words, "--pack", pack)
        assert run(bare, *words, "--pack", pack).output.strip()


class TestTopic:
    @pytest.mark.parametrize("pack", [*rulebook.packs(), "p26", "p29", "retailer+p31"])
    def test_answers_for_every_topic_of_every_pack(self, bare, pack):
        for name in NAMES:
            found = facts(bare, "topic", name, "--pack", pack)["places"]
            assert all(one["from"] for one in found)
            assert found or "nothing" in run(bare, "topic", name, "--pack", pack).output

    def test_names_the_topics_to_a_stranger(self, bare):
        done = run(bare, "topic", "weather", "--pack", "salt")

        assert (done.exit_code, len(done.output.strip().splitlines())) == (2, 1)
        assert "time_limits" in done.output


class TestDeadline:
    @pytest.mark.parametrize(
        ("options", "due"),
        [
            (("--pack", "electrical", "--province", "in"), "2026-11-04T09:00:00+08:00"),
            (("--pack", "electrical", "--province", "out"), "2026-11-06T09:00:00+08:00"),
            (("--pack", "supermarket", "--class", "simple"), "2026-11-03T09:00:00+08:00"),
            (("--pack", "supermarket", "--class", "major"), "2026-11-11T21:00:00+08:00"),
            (("--pack", "tableware", "--urgent"), "2026-11-03T09:00:00+08:00"),
            (("--pack", "tableware"), "2026-11-05T09:00:00+08:00"),
            (("--pack", "hospital"), "2026-11-09T17:30:00+08:00"),
            (("--pack", "food+p31"), "2026-11-05T17:30:00+08:00"),
        ],
    )
    def test_follows_pack_class_province_and_urgency(self, bare, options, due):
        found = facts(bare, "deadline", "--registered", "2026-11-02T09:00", *options)

        assert {one["clock"]: one["due_at"] for one in found["clocks"]}["result"] == due

    def test_shows_clocks_that_start_later(self, bare):
        found = facts(
            bare,
            "deadline",
            "--registered",
            "2026-11-02T09:00",
            "--pack",
            "salt",
            "--kind",
            "return",
            "--starts",
            "return_approved",
        )

        assert [(one["clock"], one["clause"]) for one in found["clocks"]] == [("goods_delivered", "P23 二节3(1)")]


class TestReturn:
    ASKED = (
        "return",
        "--customer-kind",
        "consumer",
        "--package",
        "bag",
        "--fault",
        "quality",
        "--expires-on",
        "2027-12-01",
    )

    @pytest.mark.parametrize(
        ("options", "outcome"),
        [
            (("--pack", "retailer", "--on", "2026-11-05", "--purchased-on", "2026-11-02", "--proof"), "accepted"),
            (("--pack", "retailer", "--on", "2026-11-06", "--purchased-on", "2026-11-02", "--proof"), "refused"),
            (("--pack", "retailer", "--on", "2026-11-05", "--purchased-on", "2026-11-02", "--no-proof"), "refused"),
            (("--pack", "salt", "--on", "2026-11-05", "--proof", "--test-report"), "needs_approval"),
            (("--pack", "salt", "--on", "2026-11-05", "--proof"), "refused"),
            (("--pack", "electrical", "--on", "2026-11-05", "--misused"), "accepted"),
        ],
    )
    def test_follows_the_papers_each_pack_asks_for(self, bare, options, outcome):
        assert facts(bare, *self.ASKED, *options)["outcome"] == outcome


class TestScorecard:
    @pytest.mark.requirement("PK-15", "PK-16", "PK-17", "PK-18")
    def test_answers_with_the_keys_of_the_contract(self, bare):
        found = facts(
            bare,
            "scorecard",
            "--satisfaction",
            "90",
            "--timeliness",
            "80",
            "--cost",
            "70",
            "--teamwork",
            "60",
            "--pack",
            "salt",
        )

        assert (found["score"], found["clause"]) == ("83.00", "P23 四章2")
        assert found["parts"][0] == {
            "measure": "satisfaction", "value": "90", "weight": "60", "points": "54.00", "clause": "P23 四章1(1)",
        }  # fmt: skip

    @pytest.mark.parametrize(
        "words",
        [
            ("--satisfaction", "90"),
            ("--satisfaction", "x"),
            ("--satisfaction", "101", "--timeliness", "1", "--cost", "1", "--teamwork", "1"),
        ],
    )
    def test_says_in_one_line_what_is_missing(self, bare, words):
        done = run(bare, "scorecard", "--pack", "salt", *words)

        assert done.exit_code in (1, 2)
        assert len(done.output.strip().splitlines()) == 1


class TestFlow:
    def test_shows_steps_and_what_stands_in_the_way(self, bare):
        found = facts(bare, "flow", "--pack", "salt", "--done", "registered", "--next", "carried_out")

        assert (found["template"], found["clause"]) == ("WF-01", "P23 二节2(2)")
        assert [step["done"] for step in found["steps"]] == [True, False, False, False, False]
        assert found["obstacles"] == [{"wanted": ["investigated", "planned"], "clause": "P23 二节2(2)"}]

    def test_says_when_a_pack_has_no_steps_for_service(self, bare):
        assert run(bare, "flow", "--pack", "fruit", "--purpose", "service").exit_code == 2


class TestOthers:
    def test_class(self, bare):
        assert facts(bare, "class", "--class", "major", "--pack", "supermarket") == {
            "class": "major", "duties": ["report_up", "tell_departments"], "clause": "P34 四4",
        }  # fmt: skip

    def test_class_refuses_a_stranger(self, bare):
        assert run(bare, "class", "--class", "minor", "--pack", "supermarket").exit_code == 1

    def test_cost(self, bare):
        assert facts(bare, "cost", "--occasion", "return_freight", "--pack", "retailer")["bears"] == "company"

    def test_training(self, bare):
        assert facts(bare, "training", "--pack", "salt")["may_start"] is False
        assert facts(bare, "training", "--pack", "salt", "--passed", "newcomers")["may_start"] is True

    @pytest.mark.parametrize("topic", BESIDE)
    def test_topic_shows_where_every_figure_was_written(self, bare, topic):
        pack = {"bearing": "retailer", "classes": "supermarket", "publicity": "retailer"}.get(topic, "general+p26")

        found = facts(bare, "topic", topic, "--pack", pack)

        assert all(one["from"] for one in found["places"])

    def test_topic_refuses_what_nobody_speaks_of(self, bare):
        assert run(bare, "topic", "horoscope").exit_code == 2


class TestBeside:
    def test_intake_names_facts_and_formalities(self, bare):
        found = facts(bare, "intake", "--kind", "service_complaint", "--pack", "ground+p27", "--anonymous")

        assert [one["demand"] for one in found["lacks"]] == ["written", "contact_first"]
        assert [one["field"] for one in found["facts"]] == ["description"]

    def test_intake_of_a_supermarket_refuses_the_anonymous(self, bare):
        assert run(bare, "intake", "--pack", "supermarket", "--anonymous").exit_code == 1

    def test_notice_names_what_is_lacking(self, bare):
        words = (
            "notice",
            "--notice",
            "result",
            "--pack",
            "hospital",
            "--to",
            "complainant",
            "--part",
            "accepted",
            "--part",
            "reasons",
        )

        assert facts(bare, *words) == {
            "complete": False, "parts": ["solution", "appeal"], "to": [], "in_writing": False, "clause": "P41 六2",
        }  # fmt: skip
        assert facts(bare, *words, "--part", "solution", "--part", "appeal") == {"complete": True}

    def test_plan(self, bare):
        assert facts(bare, "plan", "--pack", "ground+p28", "--part", "solution") == {
            "lacks": ["superior"],
            "clause": "P28 五3",
        }

    def test_reward(self, bare):
        found = facts(bare, "reward", "--pack", "salt")

        assert [one["reward"] for one in found["rewards"]] == ["satisfaction_award", "efficiency_allowance"]

    @pytest.mark.requirement("PK-26", "PK-27")
    def test_sanction(self, bare):
        ask = ("sanction", "--pack", "supermarket", "--for", "bad_handling", "--sanction")

        assert facts(bare, *ask, "criticism")["allowed"] is True
        assert facts(bare, *ask, "dismissal")["allowed"] is False

    @pytest.mark.parametrize(("what", "due"), [("reports", "2026-12-02"), ("training", None)])
    def test_rounds_say_when_it_is_due_again(self, bare, what, due):
        found = facts(bare, "rounds", "--what", what, "--last", "2026-11-02", "--pack", "salt")

        assert found[what][0]["due_on"] == due

    @pytest.mark.parametrize(
        ("options", "amounts"),
        [
            (("--price", "12", "--fault", "foreign_body"), {"unsafe_food": "1000.00"}),
            (("--price", "101", "--fault", "foreign_body"), {"unsafe_food": "1010.00"}),
            (("--price", "12", "--loss", "400", "--fault", "foreign_body"), {"unsafe_food": "1200.00"}),
            (("--price", "12", "--fault", "service", "--fraud"), {"fraud": "500.00"}),
            (("--price", "200", "--fault", "service", "--fraud"), {"fraud": "600.00"}),
            (("--price", "12", "--fault", "unwanted"), {}),
        ],
    )
    def test_statute_gives_the_least_the_law_owes(self, bare, options, amounts):
        found = facts(bare, "statute", *options, "--pack", "food")["statutory"]

        assert {one["floor"]: one["at_least"] for one in found} == amounts
