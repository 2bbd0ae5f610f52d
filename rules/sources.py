"""Where a quality complaint came from, of the three sources the policy names."""

from __future__ import annotations

from terms.complaint import Channel, ComplaintKind, Source

BY_CHANNEL = {
    Channel.SALES_CENTRE: Source.SALES_CENTRE,
    Channel.MARKET_POINT: Source.MARKET_POINT,
    Channel.PHONE: Source.CONSUMER_CALL,
    Channel.DISTRIBUTOR: Source.CONSUMER_CALL,
}


def source_of(kind: ComplaintKind, channel: Channel) -> Source | None:
    """One of the three sources, or None for other kinds and channels.

    Source: P06 三; IN-12.
    """
    return BY_CHANNEL.get(channel) if kind is ComplaintKind.QUALITY_COMPLAINT else None
