"""Out of whose stock the goods of a case come: ours, or a distributor's who is replenished after the month."""

from __future__ import annotations

from random import Random

from demo.dice import chance
from demo.house import House
from demo.stock import Stock
from models import Complaint
from terms.trade import CustomerKind

# In so many of a hundred cases the distributor nearby gives the goods at once.
OFTEN = {CustomerKind.SALES_POINT: 85, CustomerKind.CONSUMER: 12, CustomerKind.DISTRIBUTOR: 35}


def supplier_of(dice: Random, stock: Stock, house: House, case: Complaint) -> int | None:
    """The distributor who gives the goods; none: our warehouse."""
    if not chance(dice, OFTEN.get(case.customer_kind, 0)):
        return None
    if case.customer_kind is CustomerKind.DISTRIBUTOR:
        return case.customer_id
    known = stock.customers.get((house.region_of(case.region_id).code, CustomerKind.DISTRIBUTOR))
    buys_from = next((one.distributor_id for one in _same(stock, house, case) if one.id == case.customer_id), None)
    return buys_from or (known[int(len(known) * dice.random() ** 2)].id if known else None)


def _same(stock: Stock, house: House, case: Complaint) -> list:
    """The customers of the case's kind and region."""
    if case.customer_id is None or case.customer_kind is not CustomerKind.SALES_POINT:
        return []
    return stock.customers.get((house.region_of(case.region_id).code, case.customer_kind), [])
