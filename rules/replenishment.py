"""Why a distributor is given goods: what they gave out for the company, or what P11 promises them."""

from __future__ import annotations

from rulebook.returns import Returns
from terms.month import ReplenishmentGround
from terms.trade import CustomerKind, Fault, Package

FOR_THE_COMPANY = "P06 五(7)"


def ground_of(
    *, customer_kind: CustomerKind, package: Package | None, fault: Fault, returns: Returns
) -> tuple[ReplenishmentGround, str]:
    """The ground and its clause, for goods given in one case.

    A dealer's own leaking cans go one for one, a dealer's damaged packs are changed; anything a distributor gave a
    consumer or a sales point was given for the company.

    Source: P06 五(7); P11 〈二〉2, 〈三〉; RX-07, RX-09.
    """
    can, packs = returns.leaking_can, returns.damaged_packs
    if customer_kind in returns.binds:
        if (package, fault) == (can.package, can.fault):
            return ReplenishmentGround.LEAKING_CANS, can.clause
        if fault in packs.faults and package is not returns.glass.package:
            return ReplenishmentGround.PACKS, packs.clause
    return ReplenishmentGround.COMPENSATED, FOR_THE_COMPANY
