"""The three sources of a quality complaint (P06 三)."""

from __future__ import annotations

import pytest

from rules.sources import source_of
from terms.complaint import Channel, ComplaintKind, Source
from terms.trade import CustomerKind


@pytest.mark.requirement("IN-12")
class TestSourceOf:
    @pytest.mark.parametrize(
        ("channel", "source"),
        [
            (Channel.SALES_CENTRE, Source.SALES_CENTRE),
            (Channel.PHONE, Source.CONSUMER_CALL),
            (Channel.DISTRIBUTOR, Source.CONSUMER_CALL),
            (Channel.MARKET_POINT, Source.MARKET_POINT),
            (Channel.WECHAT, None),
            (Channel.AUTHORITY, None),
        ],
    )
    def test_names_one_of_the_three_or_none(self, channel: Channel, source: Source | None) -> None:
        assert source_of(ComplaintKind.QUALITY_COMPLAINT, channel) is source

    def test_is_asked_of_quality_complaints_only(self) -> None:
        assert source_of(ComplaintKind.SERVICE_COMPLAINT, Channel.PHONE) is None

    @pytest.mark.parametrize(
        ("customer", "source"),
        [
            (CustomerKind.CONSUMER, Source.CONSUMER_CALL),
            (CustomerKind.SALES_POINT, Source.MARKET_POINT),
            (CustomerKind.DISTRIBUTOR, None),
            (CustomerKind.WHOLESALER, None),
        ],
    )
    def test_calls_nobody_a_consumer_who_is_none(self, customer: CustomerKind, source: Source | None) -> None:
        assert source_of(ComplaintKind.QUALITY_COMPLAINT, Channel.PHONE, customer) is source
