from __future__ import annotations

from workflows.backups.keep import keep_newest


class TestKeepNewest:
    def test_deletes_the_oldest_and_nothing_that_is_not_ours(self, tmp_path):
        names = [f"shouhou-2026010{day}-023000.zip" for day in range(1, 6)]
        for name in (*names, "shouhou-notes.zip", "holiday.zip"):
            (tmp_path / name).write_text("")

        assert keep_newest(tmp_path, 2) == 3

        assert sorted(path.name for path in tmp_path.iterdir()) == ["holiday.zip", *names[3:], "shouhou-notes.zip"]

    def test_leaves_a_folder_alone_that_holds_fewer(self, tmp_path):
        (tmp_path / "shouhou-20260101-023000.zip").write_text("")

        assert keep_newest(tmp_path, 2) == 0
