"""One issue of a pack, whole: every topic read and checked against the clauses it cites."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from rulebook import (
    authority,
    bearing,
    callback,
    classes,
    corrective,
    execution,
    flow,
    incentives,
    intake,
    month_close,
    notices,
    pack,
    papers,
    penalties,
    returns,
    rounds,
    scorecard,
    time_limits,
)  # fmt: skip
from rulebook.calendars import WorkCalendar
from rulebook.documents import Document, Law
from rulebook.errors import RulebookError
from rulebook.law import Statutes
from rulebook.layers import ROW_KEYS, check_once
from rulebook.words import Clause
from terms.text import say

# What a pack may leave out: it then says nothing about the matter.
SILENT = (
    "flow", "classes", "bearing", "notices", "incentives", "scorecard", "supervision", "training", "reports",
    "publicity", "corrective",
)  # fmt: skip

Topics = Mapping[str, Mapping[str, object]]

TOPICS = (
    "pack", "clauses", "intake", "time_limits", "authority", "returns",
    "callback", "execution", "month_close", "penalties", "papers",
)  # fmt: skip


# By topic, its typed reader.
READERS: Mapping[str, Callable[[Mapping[str, object], str], Any]] = {
    "intake": intake.parse,
    "time_limits": time_limits.parse,
    "authority": authority.parse,
    "returns": returns.parse,
    "callback": callback.parse,
    "execution": execution.parse,
    "month_close": month_close.parse,
    "penalties": penalties.parse,
    "papers": papers.parse,
    "flow": flow.parse,
    "classes": classes.parse,
    "bearing": bearing.parse,
    "notices": notices.parse,
    "incentives": incentives.parse,
    "scorecard": scorecard.parse,
    "supervision": rounds.parse_checks,
    "training": rounds.parse_courses,
    "reports": rounds.parse_reports,
    "publicity": rounds.parse_publications,
    "corrective": corrective.parse,
}


@dataclass(frozen=True, slots=True)
class Book:
    """What a pack says from one date on. `issue` is kept with every case: "food@2020-01-01".

    origins: by topic and place, the pack or profile a figure was written in.
    """

    pack: pack.Pack
    issue: str
    intake: intake.Intake
    time_limits: time_limits.TimeLimits
    authority: authority.Authority
    returns: returns.Returns
    callback: callback.CallBack
    execution: execution.Execution
    month_close: month_close.MonthClose
    penalties: penalties.Penalties
    papers: papers.Papers
    calendar: WorkCalendar
    statutes: Statutes
    clauses: Mapping[str, Clause]
    flow: flow.Flows
    classes: classes.Classes
    bearing: bearing.Bearing
    notices: notices.Notices
    incentives: incentives.Incentives
    scorecard: scorecard.Scorecard | None
    supervision: tuple[rounds.Round, ...]
    training: tuple[rounds.Course, ...]
    reports: tuple[rounds.Round, ...]
    publicity: tuple[rounds.Publication, ...]
    corrective: corrective.Corrective
    documents: Mapping[str, Document] = field(default_factory=dict, compare=False)
    laws: Mapping[str, Law] = field(default_factory=dict, compare=False)
    origins: Mapping[tuple[str, str], str] = field(default_factory=dict, compare=False)


def parse(
    topics: Topics,
    where: str,
    *,
    key: str,
    calendar: WorkCalendar,
    statutes: Statutes,
    documents: Mapping[str, Document] | None = None,
    laws: Mapping[str, Law] | None = None,
    origins: Mapping[tuple[str, str], str] | None = None,
) -> Book:
    """Read an issue from plain mappings, whether they come from files or from a stored issue.

    topics: one mapping a topic, named as in TOPICS.
    where: what to call the source in an error, e.g. "food".
    :raises RulebookError: a topic is missing, unknown, wrong, or cites a clause without text.
    """
    _check_topics(topics, where)
    about = pack.parse(topics["pack"], f"{where}/pack", key=key)
    clauses = pack.parse_clauses(topics["clauses"], f"{where}/clauses")
    _check_clauses(topics, clauses, where)
    said = {topic: read(topics.get(topic, {}), f"{where}/{topic}") for topic, read in READERS.items()}
    book = Book(
        pack=about,
        issue=f"{key}@{about.effective_from.isoformat()}",
        calendar=calendar,
        statutes=statutes,
        clauses=clauses,
        documents=documents or {},
        laws=laws or {},
        origins=origins or {},
        **said,
    )
    _check_rows(topics, where)
    return book


def _check_topics(topics: Topics, where: str) -> None:
    missing, unknown = sorted(set(TOPICS) - set(topics)), sorted(set(topics) - {*TOPICS, *SILENT})
    if missing or unknown:
        raise RulebookError(where, f"missing topics: {missing or 'none'}; unknown topics: {unknown or 'none'}")


def _check_rows(topics: Topics, where: str) -> None:
    for topic, key in ROW_KEYS:
        rows = topics.get(topic, {}).get(key)
        if isinstance(rows, list):
            check_once(topic, key, rows, where)


def _check_clauses(topics: Topics, clauses: Mapping[str, Clause], where: str) -> None:
    for topic, data in topics.items():
        strangers = [clause for clause in pack.cited(data) if clause not in clauses] if topic != "clauses" else []
        if strangers:
            raise RulebookError(
                f"{where}/{topic}",
                say("cites %(clause)s, which is not in clauses; add its text", clause=repr(strangers[0])),
            )
