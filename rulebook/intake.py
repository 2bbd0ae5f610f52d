"""What must be known before a complaint counts as registered, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.row import Row, reading
from rulebook.words import Words
from terms.complaint import Channel, ComplaintKind
from terms.intake import IntakeDemand, IntakeField
from terms.text import say
from terms.trade import CustomerKind


@dataclass(frozen=True, slots=True)
class Demand:
    """A field that some kinds of case must have.

    only_packaged: for packaged goods only. customers: of these customers only; empty for everybody.
    """

    field: IntakeField
    kinds: frozenset[ComplaintKind]
    only_packaged: bool
    clause: str
    customers: frozenset[CustomerKind] = frozenset()


@dataclass(frozen=True, slots=True)
class PriorityPoints:
    """Points that put a case further up the queue."""

    key_customer: int
    serious: int
    reason: Words


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """A way in that the documents name."""

    channel: Channel
    kinds: frozenset[ComplaintKind]
    clause: str


@dataclass(frozen=True, slots=True)
class Formality:
    """What is asked of the way a case of these kinds comes in."""

    demand: IntakeDemand
    kinds: frozenset[ComplaintKind]
    clause: str
    reason: Words | None


@dataclass(frozen=True, slots=True)
class Intake:
    """channels: the ways in the documents name; the others are open too, unless a formality shuts them."""

    anonymous_allowed: bool
    anonymous_may_omit: frozenset[IntakeField]
    anonymous_reason: Words
    unread_batch_needs_photo: bool
    demands: tuple[Demand, ...]
    priority: PriorityPoints
    channels: tuple[ChannelRule, ...] = ()
    formalities: tuple[Formality, ...] = ()


def parse(data: Mapping[str, object], where: str) -> Intake:
    """Read the topic; refuses a field demanded twice of one kind.

    :raises RulebookError:
    """
    with reading(data, where) as topic:
        demands = tuple(_demand(row) for row in topic.rows("fields"))
        _check_overlaps(topic, demands)
        with topic.row("priority") as row:
            points = PriorityPoints(row.whole("key_customer"), row.whole("serious"), row.words("reason"))
        return Intake(
            anonymous_allowed=topic.flag("anonymous_allowed"),
            anonymous_may_omit=frozenset(topic.terms("anonymous_may_omit", IntakeField)),
            anonymous_reason=topic.words("anonymous_reason"),
            unread_batch_needs_photo=topic.flag("unread_batch_needs_photo"),
            demands=demands,
            priority=points,
            channels=tuple(_channel(row) for row in topic.rows_if_any("channels")),
            formalities=tuple(_formality(row) for row in topic.rows_if_any("demands")),
        )


def _channel(row: Row) -> ChannelRule:
    kinds = row.some("kinds", ComplaintKind) or frozenset(ComplaintKind)
    return ChannelRule(row.term("channel", Channel), kinds, row.text("clause"))


def _formality(row: Row) -> Formality:
    clause, reason = row.source()
    kinds = row.some("kinds", ComplaintKind) or frozenset(ComplaintKind)
    return Formality(row.term("demand", IntakeDemand), kinds, clause, reason)


def _demand(row: Row) -> Demand:
    return Demand(
        field=row.term("field", IntakeField),
        kinds=frozenset(row.terms("kinds", ComplaintKind)),
        only_packaged=row.flag("only_packaged"),
        clause=row.text("clause"),
        customers=frozenset(row.terms("customers", CustomerKind)) if row.has("customers") else frozenset(),
    )


def _check_overlaps(topic: Row, demands: tuple[Demand, ...]) -> None:
    pairs = [(demand.field, kind) for demand in demands for kind in demand.kinds]
    if len(set(pairs)) != len(pairs):
        raise topic.refuse(say("fields demands one field twice of the same kind; keep one row"))
