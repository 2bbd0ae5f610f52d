from __future__ import annotations

import pytest

from workflows.pinyin import LONGEST, spelled


class TestSpelled:
    @pytest.mark.parametrize(
        ("name", "found"),
        [
            ("王芳", "wf wangfang"),
            ("重庆便利店", "cqbld chongqingbianlidian"),
            ("曾国藩", "cgf zgf cengguofan zengguofan"),
            ("KFC合肥(北站)", "kfchfbz kfchefeibeizhan"),
            ("", ""),
            ("—", ""),
        ],
    )
    def test_gives_initials_and_the_whole(self, name, found):
        assert spelled(name) == found

    def test_fits_the_column_and_keeps_the_initials(self):
        found = spelled("望江西路食品饮料批发部" * 8)

        assert len(found) <= LONGEST
        assert found.startswith("wjxlspylpfb")
