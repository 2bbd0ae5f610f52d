"""The quarterly glass allowance: how many bottles a distributor is given for what broke (P11 〈二〉3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rulebook.returns import Glass


@dataclass(frozen=True, slots=True)
class Allowance:
    """bottles: what the base earns; per_mille as written in the rulebook."""

    base: int
    bottles: int
    per_mille: int
    clause: str


def allowance(base: int, glass: Glass) -> Allowance:
    """What so many bottles shipped earn.

    base: bottles of glass products shipped to one distributor in one quarter. Whole bottles, rounded down: the clause
    promises two of a thousand, and 999 bottles hold no full five hundred twice; what is left over is not carried on.

    Source: P11 〈二〉3; RX-08.
    """
    if base < 0:
        raise ValueError("nobody is shipped less than nothing")
    return Allowance(base, base * glass.per_mille // 1000, glass.per_mille, glass.clause)


def shared_out(bottles: int, shipped: Mapping[int, int]) -> dict[int, int]:
    """The bottles by product, as each product was shipped: whole ones first, the rest to the largest remainders.

    shipped: bottles by product id. The shares add up to `bottles`; equal remainders go to the product entered first.
    """
    whole = sum(shipped.values())
    if not whole or not bottles:
        return {}
    shares = {key: bottles * part // whole for key, part in shipped.items()}
    by_remainder = sorted(shipped, key=lambda key: (-(bottles * shipped[key] % whole), key))
    for key in by_remainder[: bottles - sum(shares.values())]:
        shares[key] += 1
    return {key: share for key, share in sorted(shares.items()) if share}


def still_due(shares: Mapping[int, int], listed: Mapping[int, int]) -> dict[int, int]:
    """What of a quarter's shares is still to be listed: together never more than the quarter has left.

    shares, listed: bottles by product id. Where a product was listed more than its share is now, because the shipments
    were put right meanwhile, the others wait for it.
    """
    missing = sum(shares.values()) - sum(listed.values())
    behind = {key: share - listed.get(key, 0) for key, share in shares.items() if share > listed.get(key, 0)}
    return shared_out(missing, behind) if missing > 0 else {}


def quarter_of(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def closes_quarter(month: date) -> bool:
    """Whether a month is its quarter's last."""
    return month.month % 3 == 0
