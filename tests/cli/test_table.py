from __future__ import annotations

from cli.table import table, width


class TestTable:
    def test_aligns_chinese_and_latin_columns(self):
        drawn = table(("角色", "Role"), [("总经理", "General manager"), ("业务员", "Clerk")])

        assert drawn.splitlines() == [
            "角色    Role",
            "------  ---------------",
            "总经理  General manager",
            "业务员  Clerk",
        ]


class TestWidth:
    def test_counts_two_columns_for_a_chinese_character(self):
        assert width("A售后1") == 6
