"""What a class of cases demands, and in which order cases are worked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from rulebook.classes import Classes
from rulebook.time_limits import TimeLimits
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


def known_class(case_class: CaseClass | None, classes: Classes) -> None:
    """Refuse a class that is none of the policy's.

    :raises UnknownClass: naming the field.
    """
    if case_class is not None and case_class not in classes.classes:
        text = say("This policy knows the classes: %(classes)s.", classes=tuple(classes.classes) or "-")
        raise UnknownClass(text, fields=(("case_class", text),))


def points_of(case_class: CaseClass | None, classes: Classes) -> int:
    """How far a class puts a case up the queue."""
    rule = classes.classes.get(case_class) if case_class else None
    return rule.points if rule else 0


def knows_urgency(classes: Classes, time_limits: TimeLimits) -> bool:
    """Whether the policy asks of a case whether it is urgent, and no class of its own says so."""
    return CaseClass.URGENT not in classes.classes and any(one.urgent is not None for one in time_limits.limits)


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
    return (-(points + points_of(case_class, classes)), due_at, arrived_at, key)
