"""Every kind of audit event a use-case writes has its words."""

from __future__ import annotations

import re
from pathlib import Path

from admin_views.event_words import KINDS

WORKFLOWS = Path(__file__).parents[2] / "workflows"
SUBJECTS = (
    "complaint|settlement|execution|daily_report|customer|product|batch|shipment|department|region|staff|substitution"
    "|handling_form|form_count|cost|letter|job_turn|work|service_record"
)


def written() -> set[str]:
    """The kinds that stand in the use-cases."""
    found = re.compile(rf'"((?:{SUBJECTS})\.[a-z_]+)"')
    return {kind for path in WORKFLOWS.rglob("*.py") for kind in found.findall(path.read_text(encoding="utf-8"))}


def test_every_kind_of_event_has_its_words() -> None:
    assert written() - set(KINDS) == set()
