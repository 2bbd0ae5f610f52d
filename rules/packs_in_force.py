"""Which pack a case falls under."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from rulebook.company import InForce
from terms.refusal import Refusal
from terms.text import say
from terms.trade import CustomerKind


class NoPackInForce(Refusal):
    """On that day the company had no policy yet."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a case belongs; "" and None where it is not known, which fits only rows that leave that side open."""

    department: str = ""
    branch: str = ""
    product_line: str = ""
    customer: CustomerKind | None = None


def pack_for(where: Where, *, on: date, company: Iterable[InForce]) -> str:
    """The pack in force for a case on the day it is registered: the row that fits closest.

    Source: issue of the rulebook: several packs by department, branch, product line or customer kind.
    :raises NoPackInForce:
    """
    fitting = [row for row in company if _holds(row, on) and _fits(row, where)]
    if not fitting:
        raise NoPackInForce(say("No policy was in force on %(day)s.", day=on))
    return max(fitting, key=lambda row: row.named).pack


def _holds(row: InForce, on: date) -> bool:
    return row.since <= on and (row.until is None or on < row.until)


def _fits(row: InForce, where: Where) -> bool:
    return (
        (not row.departments or where.department in row.departments)
        and (not row.branches or where.branch in row.branches)
        and (not row.product_lines or where.product_line in row.product_lines)
        and (not row.customers or where.customer in row.customers)
    )
