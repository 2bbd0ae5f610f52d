from __future__ import annotations

import subprocess
import sys

import pytest

from tests.guards.tree import BELOW_SCREENS, ROOT, SHELLS, attributes, modules, place

CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
# The one place that ends a transaction.
COMMITS = "workflows/transaction.py"


class TestFloors:
    def test_hold(self):
        answer = subprocess.run(
            [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-logo"],
            cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip

        assert answer.returncode == 0, answer.stdout + answer.stderr


class TestCommit:
    @pytest.mark.parametrize("room", [*BELOW_SCREENS, *SHELLS])
    def test_is_called_in_one_place_only(self, room):
        assert [
            place(path, line)
            for path in modules(room)
            for _owner, name, line in attributes(path)
            if name == "commit" and not place(path, line).startswith(COMMITS)
        ] == []


class TestClock:
    @pytest.mark.parametrize("room", BELOW_SCREENS)
    def test_is_not_read_below_the_screens(self, room):
        assert [
            place(path, line)
            for path in modules(room)
            for owner, name, line in attributes(path)
            if (owner, name) in CLOCKS
        ] == []


class TestQueries:
    def test_only_read(self):
        writing = {"add", "add_all", "flush", "delete", "merge"}

        assert [
            place(path, line)
            for path in modules("queries")
            for owner, name, line in attributes(path)
            if owner == "session" and name in writing
        ] == []


class TestScreens:
    def test_reach_rows_through_their_scope_only(self):
        """A row fetched by key alone is a row of anybody."""
        by_key = {("session", "get"), ("session", "get_one"), ("session", "query")}

        assert [
            place(path, line)
            for path in modules("admin_views")
            for owner, name, line in attributes(path)
            if (owner, name) in by_key or (name == "query" and owner[:1].isupper())
        ] == []
