"""In the company's own province or out of it, from what the complainant says."""

from __future__ import annotations

import pytest

from rules.provinces import province_of
from terms.limits import Province
from terms.provinces import ProvinceName


@pytest.mark.requirement("SL-26")
@pytest.mark.parametrize(
    ("address", "served", "province"),
    [
        ("浙江省杭州市西湖区1号", "浙江 江苏", Province.IN),
        ("中国 浙江杭州", "", Province.IN),
        ("安徽省合肥市蜀山区1号", "浙江", Province.OUT),
        ("合肥市浙江路1号", "安徽", Province.OUT),
        ("合肥市浙江路1号", "浙江", Province.IN),
        ("浙江路1号", "江苏 上海", Province.OUT),
        ("西湖路1号", "浙江 江苏", None),
        ("", "", None),
    ],
)
def test_is_told_by_how_the_address_begins_or_else_by_the_region(address, served, province):
    assert province_of(address, served, ProvinceName.ZHEJIANG) is province
