from __future__ import annotations

import ast
import re

import pytest

from tests.guards.tree import ROOMS, ROOT, modules, place, syntax, tracked

MACHINE_PATH = re.compile(r"/(?:work|farm|root|tmp)/[a-z.]")
REGISTRY = re.compile(r"pypi\.org|pythonhosted\.org|npmjs\.(?:org|com)|jsdelivr\.net|unpkg\.com")
BINARY = {".png", ".jpg", ".ico", ".woff2", ".pdf"}


@pytest.mark.parametrize("forbidden", [MACHINE_PATH, REGISTRY], ids=["paths of one machine", "hosts of a registry"])
def test_no_file_names(forbidden):
    assert [
        f"{place(path, number)} {line.strip()[:80]}"
        for path in tracked()
        if path.suffix not in BINARY
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if forbidden.search(line)
    ] == []


def test_every_module_says_what_it_is():
    assert [
        place(path, 1)
        for path in [*modules(*ROOMS), ROOT / "config.py", ROOT / "run.py"]
        if syntax(path).body and ast.get_docstring(syntax(path)) is None
    ] == []
