"""Who bears a cost of service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rulebook.bearing import Bearing, Bears
from terms.bearing import CostOccasion
from terms.complaint import ComplaintKind, Remedy
from terms.costs import CostKind
from terms.refusal import Refusal
from terms.text import say


class NotSettled(Refusal):
    """The policy does not say who bears this cost."""


def who_bears(occasion: CostOccasion, bearing: Bearing) -> Bears:
    """Who bears a cost, by which clause.

    Source: P04 二3-4; P12 二5, 三5; P43 5.1.5-5.1.6; RX-12..14, FS-15, FS-16.
    :raises NotSettled:
    """
    found = bearing.bearers.get(occasion)
    if found is None:
        raise NotSettled(say("This policy does not say who bears: %(occasion)s.", occasion=occasion))
    return found


# Which costs come with what is given, and with what was entered in the ledger.
_GOODS = (CostOccasion.RETURN_FREIGHT, CostOccasion.RETURN_HANDLING)
_REPAIR = (CostOccasion.WARRANTY_REPAIR, CostOccasion.WARRANTY_TRANSPORT)
OF_REMEDY: Mapping[Remedy, tuple[CostOccasion, ...]] = {
    Remedy.EXCHANGE: _GOODS,
    Remedy.REPLACEMENT: _GOODS,
    Remedy.REFUND: _GOODS,
    Remedy.REPAIR: _REPAIR,
}
OF_SERVICE = (CostOccasion.INSTALLATION, CostOccasion.MAINTENANCE, CostOccasion.ON_SITE_TRAINING)
OF_COST: Mapping[CostKind, tuple[CostOccasion, ...]] = {
    CostKind.FREIGHT: (CostOccasion.RETURN_FREIGHT, CostOccasion.WARRANTY_TRANSPORT),
    CostKind.TEST: (CostOccasion.TESTING,),
    CostKind.LABOUR: (CostOccasion.WARRANTY_REPAIR, *OF_SERVICE),
}


def bearers(
    bearing: Bearing,
    *,
    kind: ComplaintKind,
    remedies: Iterable[Remedy] = (),
    costs: Iterable[CostKind] = (),
    users_fault: bool = False,
) -> tuple[Bears, ...]:
    """Who bears the costs that come with a case, as far as the policy says; repair is the user's where the fault is.

    Source: P04 二3-4; P12 二3-5, 三5; P22 二3; P43 5.1.5-5.1.6; RX-12..14, FS-15, FS-16.
    """
    occasions = [one for remedy in remedies for one in OF_REMEDY.get(remedy, ())]
    occasions += [one for cost in costs for one in OF_COST.get(cost, ())]
    occasions += OF_SERVICE if kind is ComplaintKind.SERVICE_REQUEST else ()
    if users_fault:
        occasions = [CostOccasion.MISUSE_REPAIR if one in _REPAIR else one for one in occasions]
    return tuple(bearing.bearers[one] for one in dict.fromkeys(occasions) if one in bearing.bearers)
