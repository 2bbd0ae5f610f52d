"""Whether a complainant lives in the company's own province."""

from __future__ import annotations

from terms.limits import Province
from terms.provinces import ProvinceName

COUNTRY = "中国"
# 浙江路 lies anywhere.
STREETS = ("路", "街", "道", "巷")


def province_of(address: str, served: str, home: ProvinceName) -> Province | None:
    """In the home province or out of it; None while neither the address nor the region says.

    address: named by its beginning, "浙江省杭州市..."; a street may bear the name of any province.
    served: the provinces of the region that took the case, in Chinese, parted by blanks.

    Source: P43 5.3(1), 6.1; SL-26.
    """
    named = _named(address)
    if named is not None:
        return Province.IN if named is home else Province.OUT
    provinces = served.split()
    if provinces and home.zh not in provinces:
        return Province.OUT
    return Province.IN if provinces == [home.zh] else None


def _named(address: str) -> ProvinceName | None:
    begins = address.strip().removeprefix(COUNTRY).strip()
    found = next((one for one in ProvinceName if begins.startswith(one.zh)), None)
    return None if found is None or begins.removeprefix(found.zh).startswith(STREETS) else found
