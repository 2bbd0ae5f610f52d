"""Every command: a group is whole once the modules of its commands are read."""

from __future__ import annotations

from cli import (
    explain_beside,
    explain_case,
    explain_flow,
    explain_incentive,
    explain_month,
    explain_penalty,
    explain_return,
    explain_score,
    explain_topic,
    rulebook_beside,
    rulebook_coverage,
    rulebook_files,
    simulate,
)
from cli.explain import explain
from cli.rulebook import rulebook

PARTS = (
    explain_beside, explain_case, explain_flow, explain_incentive, explain_month, explain_penalty, explain_return,
    explain_score, explain_topic, rulebook_beside, rulebook_coverage, rulebook_files, simulate,
)  # fmt: skip

__all__ = ["PARTS", "explain", "rulebook"]
