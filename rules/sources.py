"""Where a quality complaint came from, of the three sources the policy names."""

from __future__ import annotations

from terms.complaint import Channel, ComplaintKind, Source
from terms.trade import CustomerKind

BY_CHANNEL = {
    Channel.SALES_CENTRE: Source.SALES_CENTRE,
    Channel.MARKET_POINT: Source.MARKET_POINT,
    Channel.PHONE: Source.CONSUMER_CALL,
    Channel.DISTRIBUTOR: Source.CONSUMER_CALL,
}


# Who calls for themselves is no consumer: a sales point is a source of its own, a dealer none of the three.
BY_CALLER = {CustomerKind.CONSUMER: Source.CONSUMER_CALL, CustomerKind.SALES_POINT: Source.MARKET_POINT}


def source_of(kind: ComplaintKind, channel: Channel, customer: CustomerKind = CustomerKind.CONSUMER) -> Source | None:
    """One of the three sources, or None for other kinds, channels and callers.

    Source: P06 三; IN-12.
    """
    found = BY_CHANNEL.get(channel) if kind is ComplaintKind.QUALITY_COMPLAINT else None
    return BY_CALLER.get(customer) if found is Source.CONSUMER_CALL else found
