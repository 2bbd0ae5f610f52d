"""`explain` on the command line: the contract's keys, its sentences, its refusals."""

from __future__ import annotations

import json

import pytest
from flask import Flask
from flask_babel import Babel

from admin_views import translations
from cli.commands import explain


@pytest.fixture(scope="module")
def bare():
    app = Flask(__name__)
    app.cli.add_command(explain)
    return app


@pytest.fixture(scope="module")
def speaking():
    app = Flask(__name__)
    Babel(app)
    translations.install(app)
    app.cli.add_command(explain)
    return app


def run(app, *words):
    return app.test_cli_runner().invoke(args=["explain", *words])


def facts(app, *words):
    done = run(app, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


class TestAuthority:
    ASKED = ("authority", "--exchanged", "12", "--compensated")

    @pytest.mark.requirement("AP-03")
    def test_answers_with_the_keys_of_the_contract(self, bare):
        found = facts(bare, *self.ASKED, "48", "--lang", "en")

        assert found.pop("why") == ["By quantity Department head decides: 4× is within 5×."]
        assert found == {
            "multiple": "4",
            "decides": "department_head",
            "co_signers": [],
            "file_at": "general_office",
            "needs_goods_received": False,
            "clause": "P06 六(3)",
        }

    @pytest.mark.parametrize(
        ("compensated", "multiple", "decides"),
        [
            ("12", "1", "clerk"), ("13", "13/12", "supervisor"),
            ("24", "2", "supervisor"), ("25", "25/12", "department_head"),
            ("60", "5", "department_head"), ("61", "61/12", "director"),
            ("120", "10", "director"), ("121", "121/12", "general_manager"),
        ],
    )  # fmt: skip
    def test_shows_both_sides_of_each_edge(self, bare, compensated, multiple, decides):
        found = facts(bare, *self.ASKED, compensated)

        assert (found["multiple"], found["decides"]) == (multiple, decides)

    @pytest.mark.parametrize(
        ("options", "decides"),
        [
            (("--cash", "20"), "general_manager"),
            (("--cash", "0"), "supervisor"),
            (("--proposer-role", "supervisor"), "department_head"),
            (("--one-to-many",), "department_head"),
        ],
    )
    def test_follows_cash_own_case_and_one_to_many(self, bare, options, decides):
        assert facts(bare, *self.ASKED, "24", *options)["decides"] == decides

    def test_speaks_chinese_and_english(self, speaking):
        assert "审批：销售部长（P06 六(3)）" in run(speaking, *self.ASKED, "48").output
        assert "Decides: Department head (P06 六(3))" in run(speaking, *self.ASKED, "48", "--lang", "en").output

    def test_says_no_when_nobody_is_left_to_decide(self, bare):
        done = run(bare, *self.ASKED, "121", "--proposer-role", "general_manager")

        assert done.exit_code == 1
        assert "P06 六(5)" in done.output


class TestDeadline:
    @pytest.mark.requirement("SL-03")
    def test_lists_the_clocks_with_offset_and_clause(self, bare):
        found = facts(bare, "deadline", "--registered", "2026-11-02T16:00:01+08:00")

        result = next(one for one in found["clocks"] if one["clock"] == "result")
        assert (result["due_at"], result["clause"], result["provisional"]) == (
            "2026-11-03T16:00:00+08:00", "P06 五(3)", False,
        )  # fmt: skip

    def test_takes_every_option_of_the_contract(self, bare):
        options = (
            "--kind",
            "return",
            "--severity",
            "serious",
            "--class",
            "simple",
            "--province",
            "in",
            "--urgent",
            "--cash",
        )

        assert facts(bare, "deadline", "--registered", "2026-11-02T09:00", *options)["clocks"]


class TestReturn:
    ASKED = (
        "return", "--customer-kind", "distributor", "--package", "pet", "--fault", "unwanted",
        "--produced-on", "2026-01-01", "--shelf-life-days", "365", "--purchased-on", "2026-02-01", "--on",
    )  # fmt: skip

    @pytest.mark.requirement("RX-01")
    @pytest.mark.parametrize(("on", "outcome"), [("2026-10-01", "needs_approval"), ("2026-10-02", "refused")])
    def test_names_each_condition_met_or_not(self, bare, on, outcome):
        found = facts(bare, *self.ASKED, on, "--same-product")

        assert set(found) >= {"outcome", "conditions", "remedy", "approver", "statutory"}
        assert found["outcome"] == outcome
        assert found["conditions"][0] == {
            "condition": "months_left", "met": outcome == "needs_approval", "clause": "P11 〈一〉1",
        }  # fmt: skip

    @pytest.mark.requirement("RX-05")
    def test_refuses_a_return_without_its_gifts(self, bare):
        assert (
            facts(bare, *self.ASKED, "2026-06-01", "--promotion", "买十赠一", "--gifts-missing")["outcome"] == "refused"
        )

    def test_shows_a_consumer_what_the_law_gives(self, bare):
        found = facts(
            bare, "return", "--customer-kind", "consumer", "--package", "glass", "--fault", "foreign_body",
            "--expires-on", "2026-12-31", "--on", "2026-11-02", "--opened", "--proof", "--test-report",
        )  # fmt: skip

        assert {"unsafe_food", "faulty_goods"} <= {one["floor"] for one in found["statutory"]}

    def test_prints_sentences(self, speaking):
        assert "结论：需批准（P11 〈一〉3）" in run(speaking, *self.ASKED, "2026-06-01").output


class TestCalendar:
    def test_knows_a_make_up_day(self, bare):
        found = facts(bare, "calendar", "--day", "2026-10-10")

        assert (found["working"], found["provisional"]) == (True, False)

    def test_says_when_a_year_is_provisional(self, bare):
        assert facts(bare, "calendar", "--day", "2027-03-01")["provisional"] is True


class TestMonth:
    def test_lists_the_steps_with_their_days(self, bare):
        found = facts(bare, "month", "--month", "2026-09")

        assert found["steps"][0] == {
            "step": "department_summary", "by_role": "sales_administration",
            "due_on": "2026-10-01", "clause": "P06 五(5)",
        }  # fmt: skip


class TestPenalty:
    @pytest.mark.requirement("PK-01")
    def test_prices_a_breach(self, bare):
        found = facts(bare, "penalty", "--breach", "late_handling")

        assert found["mode"] == "bonus_reduction"
        (one,) = found["penalties"]
        assert {key: one[key] for key in ("rule", "who", "amount", "unit", "per", "clause")} == {
            "rule": "late_handling", "who": "clerk", "amount": "20.00", "unit": "yuan", "per": "time",
            "clause": "P06 七1",
        }  # fmt: skip

    @pytest.mark.parametrize(("times", "amount"), [("1", "100.00-300.00"), ("3", "300.00-900.00")])
    def test_gives_a_range_for_all_the_times(self, bare, times, amount):
        asked = ("penalty", "--breach", "one_to_many_badly_handled", "--times", times, "--month", "2026-09")

        assert facts(bare, *asked)["penalties"][0]["amount"] == amount

    def test_lists_every_breach(self, bare):
        assert len(facts(bare, "penalty", "--list")["penalties"]) == 12

    def test_prints_sentences(self, speaking):
        printed = run(speaking, "penalty", "--breach", "major_impact").output

        assert "500.00元" in printed
        assert "降级处理或解聘" in printed


class TestAllowance:
    @pytest.mark.requirement("RX-08")
    @pytest.mark.parametrize(
        ("bottles", "allowed"), [("0", "0"), ("499", "0"), ("500", "1"), ("999", "1"), ("1000", "2"), ("48000", "96")]
    )
    def test_is_two_per_mille_in_whole_bottles(self, bare, bottles, allowed):
        assert facts(bare, "allowance", "--bottles", bottles) == {
            "allowed_bottles": allowed, "per_mille": "2", "clause": "P11 〈二〉3",
        }  # fmt: skip

    def test_prints_a_sentence(self, speaking):
        assert "96" in run(speaking, "allowance", "--bottles", "48000").output


class TestWrongOptions:
    @pytest.mark.parametrize(
        "words",
        [
            ("nothing",),
            ("--bad",),
            ("authority", "--exchanged", "12"),
            ("authority", "--exchanged", "0", "--compensated", "1"),
            ("authority", "--exchanged", "-1", "--compensated", "1"),
            ("authority", "--exchanged", "1e999999", "--compensated", "1"),
            ("authority", "--exchanged", "NaN", "--compensated", "1"),
            ("authority", "--exchanged", "1", "--compensated", "1", "--proposer-role", "king"),
            ("deadline", "--registered", "yesterday"),
            ("deadline", "--registered", "9999-12-31T23:59"),
            ("calendar", "--day", "2026-02-30"),
            ("calendar", "--day", "2026-10-10", "--pack", "nothing"),
            ("calendar", "--day", "2026-10-10", "--on", "2019-12-31"),
            ("month", "--month", "2026-13"),
            ("allowance",),
            ("allowance", "--bottles", "-1"),
            ("allowance", "--bottles", "1.5"),
            ("penalty",),
            ("penalty", "--breach", "bad_taste"),
            ("penalty", "--breach", "late_handling", "--list"),
            ("penalty", "--breach", "late_handling", "--times", "0"),
            ("return", "--customer-kind", "consumer", "--package", "can", "--fault", "leak", "--on", "2026-10-01"),
        ],
    )
    def test_end_with_status_two_and_one_line(self, bare, words):
        done = run(bare, *words)

        assert done.exit_code == 2
        assert len(done.output.strip().splitlines()) == 1
