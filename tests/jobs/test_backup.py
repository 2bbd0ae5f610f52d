from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from jobs.backup import back_up
from models import JobRun, db
from tests.factories import NOON
from workflows.backups.verify import verify


@pytest.fixture
def night(house, tmp_path):
    """`night(at)`: one run of the nightly backup into a folder."""
    house.config["SETTINGS"] = replace(house.config["SETTINGS"], backup_dir=tmp_path / "share", backups_kept=1)

    def night(at):
        with house.app_context():
            return back_up(db.session(), at=at)

    return night


class TestBackUp:
    def test_makes_a_backup_and_keeps_as_many_as_were_asked_for(self, night, tmp_path, fresh_database):
        assert night(NOON) == 1
        assert night(NOON.replace(day=17)) == 1

        [path] = (tmp_path / "share").iterdir()
        assert path.name == "shouhou-20260917-120000.zip"
        assert verify(path)[1] == []
        with fresh_database.new_session() as session:
            assert session.scalars(select(JobRun.name)).all() == ["backup", "backup"]

    def test_does_nothing_where_no_folder_is_named(self, house):
        with house.app_context():
            assert back_up(db.session(), at=NOON) == 0
