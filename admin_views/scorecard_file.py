"""The cards of a period as lines of a file, one a measure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from exchange.columns import Column, Content, Line, Whole, Word, Yuan
from models import ScorePeriod
from queries.scorecards import Card
from terms.measures import Formula, Measure
from terms.scorecard import ScoreStatus


def column(name: str, zh: str, en: str, content: Content) -> Column:
    return Column(name=name, zh=zh, en=en, content=content, given=True)


COLUMNS = (
    column("period", "考核期", "Period", Line(16, code=True)),
    column("status", "状态", "Status", Word(ScoreStatus)),
    column("department", "部门", "Department", Line(64)),
    column("name", "考核对象", "Of whom", Line(64)),
    column("measure", "指标", "Measure", Word(Measure)),
    column("formula", "算法", "Formula", Word(Formula)),
    column("weight", "权重", "Weight", Whole(0)),
    column("counted", "依据数量", "Counted from", Whole(0)),
    column("target", "目标", "Target", Yuan()),
    column("value", "指标得分", "Points", Yuan()),
    column("score", "总分", "Score", Yuan()),
    column("clause", "依据条款", "Clause", Line(64)),
    column("issue", "制度版本", "Issue of the rulebook", Line(64)),
)


def rows_of(period: ScorePeriod, cards: Iterable[Card]) -> Iterator[tuple[Any, ...]]:
    for card in cards:
        for one in card.figures:
            yield (
                str(period), period.status, card.subject.department, card.subject.name, one.measure, one.formula,
                one.weight, one.counted, one.target, one.value, card.score, one.clause, card.issue,
            )  # fmt: skip
