"""Who bears a cost of service."""

from __future__ import annotations

from rulebook.bearing import Bearing, Bears
from terms.bearing import CostOccasion
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
