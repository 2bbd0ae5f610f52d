"""Sentences kept with a row, so that whoever reads them later reads them in their own language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from exchange.columns import Kind
from exchange.rows import Fault
from terms.refusal import Refusal
from terms.term import Term
from terms.text import Text
from workflows.audit import plain


def kept(fault: Fault) -> list[Any]:
    """A fault as JSON: column, message id, values, clause."""
    return [fault.column, fault.text.msgid, {name: _kept(value) for name, value in fault.text.values}, fault.clause]


def recalled(fault: list[Any]) -> Fault:
    """The fault again."""
    column, msgid, values, clause = fault
    return Fault(column, Text(msgid, tuple((name, _recalled(value)) for name, value in values.items())), clause)


def _kept(value: object) -> Any:
    if isinstance(value, Term):
        return {"term": type(value).__name__, "value": value.value}
    if isinstance(value, Text):
        return {"text": kept(Fault("", value))}
    if isinstance(value, tuple | list | set | frozenset):
        return [_kept(one) for one in value]
    return plain(value) if isinstance(value, str | int | float | bool | type(None)) else str(plain(value))


def _recalled(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_recalled(one) for one in value)
    if isinstance(value, dict) and "text" in value:
        return recalled(value["text"]).text
    if isinstance(value, dict):
        kinds = {kind.__name__: kind for kind in Term.__subclasses__()}
        return kinds[value["term"]](value["value"])
    return value


def faults_of(refusal: Refusal, kind: Kind) -> list[Fault]:
    """What a use-case refused, by the columns it speaks of."""
    if not refusal.fields:
        return [Fault("", refusal.text, refusal.clause)]
    return [Fault(_column(name, kind), text, refusal.clause) for name, text in refusal.fields]


# What a formality is about.
FORMALITIES = {"written": "channel", "real_name": "anonymous"}


def _column(field: str, kind: Kind) -> str:
    """The column of a form's field: `batch` is `batch_id`, or `batch_code` where the code is written."""
    field = FORMALITIES.get(field, field)
    spellings = (field, f"{field}_id", f"{field}_code", field.removesuffix("_id"))
    return next((name for name in spellings if name in kind.by_name), "")


def merged(faults: Iterable[Fault]) -> list[list[Any]]:
    """Every fault once, as JSON."""
    found: list[list[Any]] = []
    for fault in faults:
        one = kept(fault)
        if one not in found:
            found.append(one)
    return found
