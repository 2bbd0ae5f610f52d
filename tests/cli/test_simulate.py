"""`flask rulebook simulate`: an issue on past cases, in figures and case by case."""

from __future__ import annotations

import json

import pytest

from models import RulebookIssue
from tests.factories import MORNING, save
from tests.tried import PACK, head_up_to

SPAN = ("--from", "2026-09-01", "--to", "2026-09-30")


def run(app, *words):
    return app.test_cli_runner().invoke(args=["rulebook", "simulate", "--pack", PACK, *SPAN, *words])


def facts(app, *words):
    done = run(app, *words, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.output)


class TestSimulate:
    def test_says_what_a_file_would_change(self, app, life, tmp_path):
        higher = life.proposed(12, 60)
        life.proposed(12, 48)
        file = tmp_path / "stricter.toml"
        file.write_text(head_up_to(4), encoding="utf-8")

        found = facts(app, "--file", str(file))

        assert (found["cases"], found["changed"], found["changes"]) == (2, 1, {"higher": 1})
        assert found["figures"]["decides"]["director"] == {"before": 0, "after": 1}
        assert found["otherwise"] == [
            {"number": higher.number, "changes": ["higher"], "decided": "department_head", "decides": "director"}
        ]
        assert "1 come out otherwise" in run(app, "--file", str(file)).output

    def test_tries_a_draft_by_its_number_and_another_pack_by_its_name(self, app, life):
        life.proposed(12, 60)
        draft = save(
            life.session,
            RulebookIssue(pack=PACK, title="5倍改为4倍", content=head_up_to(4), digest="", drafted_at=MORNING),
        )

        assert facts(app, "--draft", str(draft.id))["changed"] == 1
        assert facts(app, "--other", PACK)["changed"] == 0

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            ((), "name one of --draft, --other and --file"),
            (("--draft", "food@1999-01-01"), "there is no issue or draft food@1999-01-01"),
            (("--other", "nonsense"), "no such pack"),
        ],
    )
    def test_says_in_one_line_what_is_wrong(self, app, words, says):
        done = run(app, *words)

        assert (done.exit_code, says in done.output) == (2, True), done.output
