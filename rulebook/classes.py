"""Into which classes a pack sorts its cases, and in which order they are worked, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.classes import CaseClass, ClassDuty, QueueOrder
from terms.text import say


@dataclass(frozen=True, slots=True)
class ClassRule:
    """One class. points: how far it puts a case up the queue; duties: what handling it demands."""

    case_class: CaseClass
    example: Words
    points: int
    duties: tuple[ClassDuty, ...]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Classes:
    order: QueueOrder
    order_clause: str
    order_reason: Words | None
    classes: Mapping[CaseClass, ClassRule]


def parse(data: Mapping[str, object], where: str) -> Classes:
    """Read the topic; a pack that says nothing works its queue by priority and knows no classes.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        found = [_rule(row) for row in topic.rows_if_any("classes")]
        order, clause, reason = QueueOrder.PRIORITY, "", None
        if topic.has("queue"):
            with topic.row("queue") as row:
                order = row.term("order", QueueOrder)
                clause, reason = row.source()
        if len({one.case_class for one in found}) != len(found):
            raise topic.refuse(say("classes names a class twice; keep one row"))
        return Classes(order, clause, reason, {one.case_class: one for one in found})


def _rule(row: Row) -> ClassRule:
    clause, reason = row.source()
    return ClassRule(
        case_class=row.term("case_class", CaseClass),
        example=row.words("example"),
        points=row.whole("points", least=0),
        duties=row.terms("duties", ClassDuty),
        clause=clause,
        reason=reason,
    )
