"""One issue of a pack, whole: every topic read and checked against the clauses it cites."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
    book = Book(
        pack=about,
        issue=f"{key}@{about.effective_from.isoformat()}",
        intake=intake.parse(topics["intake"], f"{where}/intake"),
        time_limits=time_limits.parse(topics["time_limits"], f"{where}/time_limits"),
        authority=authority.parse(topics["authority"], f"{where}/authority"),
        returns=returns.parse(topics["returns"], f"{where}/returns"),
        callback=callback.parse(topics["callback"], f"{where}/callback"),
        execution=execution.parse(topics["execution"], f"{where}/execution"),
        month_close=month_close.parse(topics["month_close"], f"{where}/month_close"),
        penalties=penalties.parse(topics["penalties"], f"{where}/penalties"),
        papers=papers.parse(topics["papers"], f"{where}/papers"),
        calendar=calendar,
        statutes=statutes,
        clauses=clauses,
        flow=flow.parse(topics.get("flow", {}), f"{where}/flow"),
        classes=classes.parse(topics.get("classes", {}), f"{where}/classes"),
        bearing=bearing.parse(topics.get("bearing", {}), f"{where}/bearing"),
        notices=notices.parse(topics.get("notices", {}), f"{where}/notices"),
        incentives=incentives.parse(topics.get("incentives", {}), f"{where}/incentives"),
        scorecard=scorecard.parse(topics.get("scorecard", {}), f"{where}/scorecard"),
        supervision=rounds.parse_checks(topics.get("supervision", {}), f"{where}/supervision"),
        training=rounds.parse_courses(topics.get("training", {}), f"{where}/training"),
        reports=rounds.parse_reports(topics.get("reports", {}), f"{where}/reports"),
        publicity=rounds.parse_publications(topics.get("publicity", {}), f"{where}/publicity"),
        corrective=corrective.parse(topics.get("corrective", {}), f"{where}/corrective"),
        documents=documents or {},
        laws=laws or {},
        origins=origins or {},
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
            raise RulebookError(f"{where}/{topic}", f"cites {strangers[0]!r}, which is not in clauses; add its text")
