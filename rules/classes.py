"""What a class of cases demands, and in which order cases are worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rulebook.classes import Classes
from terms.classes import CaseClass, ClassDuty, QueueOrder
from terms.refusal import Refusal
from terms.text import say


class UnknownClass(Refusal):
    """The pack sorts its cases into other classes."""


@dataclass(frozen=True, slots=True)
class Duties:
    """What must be done for a case of a class, by which clause."""

    duties: tuple[ClassDuty, ...]
    clause: str


def duties(case_class: CaseClass, classes: Classes) -> Duties:
    """What a case of a class demands beside the ordinary handling.

    Source: P26 三-四; P30 (四)4; P34 四; P35 五; WF-15..28.
    :raises UnknownClass:
    """
    rule = classes.classes.get(case_class)
    if rule is None:
        known = tuple(classes.classes)
        raise UnknownClass(say("This policy knows the classes: %(classes)s.", classes=known or "-"))
    return Duties(rule.duties, rule.clause)


def lacking(case_class: CaseClass, done: frozenset[ClassDuty], classes: Classes) -> tuple[ClassDuty, ...]:
    """What is still to be done before a case of this class can be closed."""
    return tuple(duty for duty in duties(case_class, classes).duties if duty not in done)


def queue_place(
    *,
    points: int,
    due_at: datetime,
    arrived_at: datetime,
    key: int,
    classes: Classes,
    case_class: CaseClass | None = None,
) -> tuple[object, ...]:
    """The place of a case in the queue; the smaller goes first, and no two cases share one.

    points: of the customer and the severity; a class adds its own. Strict first come, first served looks at the
    arrival only.

    Source: P34 四1; P38 2.2(2); WF-22, WF-24; decision 13.
    """
    if classes.order is QueueOrder.FIRST_COME:
        return (arrived_at, key)
    rule = classes.classes.get(case_class) if case_class else None
    return (-(points + (rule.points if rule else 0)), due_at, arrived_at, key)
