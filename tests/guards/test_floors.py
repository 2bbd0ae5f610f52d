from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.guards.tree import BELOW_SCREENS, ROOT, SHELLS, attributes, imports, modules, place

CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today"), ("time", "time")}
# The one place that ends a transaction.
COMMITS = "workflows/transaction.py"
# What gives screens their scope, and so looks at keys: only at keys that were checked or stand in the row shown.
SCOPED_BASE = {"admin_views/lookups.py"}


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
            if (owner.rpartition(".")[2], name) in CLOCKS
        ] == []


class TestQueries:
    def test_only_read(self):
        writing = {"add", "add_all", "flush", "delete", "merge"}

        assert [
            place(path, line)
            for path in modules("queries")
            for owner, name, line in attributes(path)
            if owner.endswith("session") and name in writing
        ] == []


class TestScreens:
    def test_reach_rows_through_their_scope_only(self):
        """A row fetched by key alone is a row of anybody."""
        assert [
            place(path, line)
            for path in modules("admin_views")
            if path.relative_to(ROOT).as_posix() not in SCOPED_BASE
            for owner, name, line in attributes(path)
            if (is_database_session(owner, path) and name in {"get", "get_one", "query"})
            or (name == "query" and owner[:1].isupper())
        ] == []


def is_database_session(owner: str, path: Path) -> bool:
    """`session` alone may also be Flask's, the one in the cookie."""
    return owner.endswith((".session", ".session()")) or (owner == "session" and not imports(path, "flask", "session"))
