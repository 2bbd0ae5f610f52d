from __future__ import annotations

import re

import pytest

from tests.guards.tree import ROOT, tracked

MARK = re.compile(r"requirement\(\s*((?:\"[A-Z]{2}-\d{2}\"(?:,\s*)?)+)")
# The catalogue ids of the food pack (P06, P11): the main job, the month, penalties.
ANSWERED = [
    *(f"AP-{number:02d}" for number in range(1, 15)),
    *(f"RX-{number:02d}" for number in range(1, 10)),
    *(f"CB-{number:02d}" for number in range(1, 4)),
    *(f"SL-{number:02d}" for number in range(1, 5)),
    *(f"PK-{number:02d}" for number in range(1, 13)),
    *(f"LG-{number:02d}" for number in range(1, 4)),
    *(f"PK-{number:02d}" for number in range(1, 13)),
    "LG-04", "LG-05", "LG-06", "LG-09", "LG-12", "LG-13", "IN-30",
    "IN-12", "IN-17", "IN-29", "IN-41",
]  # fmt: skip


@pytest.fixture(scope="module")
def marked():
    texts = [
        path.read_text(encoding="utf-8")
        for path in tracked()
        if path.is_relative_to(ROOT / "tests") and path.suffix == ".py"
    ]
    return {
        identifier
        for text in texts
        for marks in MARK.findall(text)
        for identifier in re.findall(r"[A-Z]{2}-\d{2}", marks)
    }


@pytest.mark.parametrize("identifier", ANSWERED)
def test_every_requirement_has_a_test(identifier, marked):
    assert identifier in marked
