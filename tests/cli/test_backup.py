from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from cli.backup import backup
from config import VERSION
from models import JobRun, db
from models.engine import prepare_engine
from tests.guards.tree import ROOT
from tests.web import StandingClock, settings_for_tests


@pytest.fixture
def house(fresh_database, tmp_path):
    """Just enough of an application for commands, on a database of its own."""
    app = Flask(__name__)
    settings = settings_for_tests(tmp_path / "desk", fresh_database.url)
    app.config.update(SETTINGS=settings, CLOCK=StandingClock(), SQLALCHEMY_DATABASE_URI=settings.database_url)
    db.init_app(app)
    app.cli.add_command(backup)
    with app.app_context():
        prepare_engine(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def run(house):
    def run(*arguments):
        result = house.test_cli_runner().invoke(args=["backup", *map(str, arguments)])
        return result.exit_code, result.output

    return run


class TestBackup:
    def test_is_made_checked_and_restored_by_three_commands(self, run, house, tmp_path, databases, fresh_database):
        status, said = run("create", "--lang", "en")
        made = tmp_path / "desk" / "backups" / "shouhou-20260916-091000.zip"
        assert (status, made.exists()) == (0, True), said
        assert f"{made}: " in said

        status, said = run("verify", made, "--lang", "en")
        assert (status, said.splitlines()[-1]) == (0, "The backup is whole."), said

        status, said = run("restore", made, "--into", tmp_path / "new", "--database", databases.empty(), "--lang", "en")
        assert status == 0, said
        assert "audit verify, then doctor, then serve" in said

    def test_is_noted_for_the_page_of_jobs(self, run, fresh_database):
        run("create")

        with fresh_database.new_session() as session:
            noted = session.scalars(select(JobRun)).one()
            assert (noted.name, noted.succeeded, noted.outcome) == ("backup", True, "shouhou-20260916-091000.zip")

    def test_that_cannot_be_read_ends_with_one_line_and_status_1(self, run, tmp_path):
        (tmp_path / "notes").write_text("no zip")

        status, said = run("verify", tmp_path / "notes")

        assert (status, len(said.splitlines())) == (1, 1)

    def test_is_refused_in_the_language_that_was_asked_for(self, app, tmp_path):
        said = [
            app.test_cli_runner().invoke(args=["backup", "verify", str(tmp_path / "none"), "--lang", language]).output
            for language in ("zh", "en")
        ]

        assert said == [f"没有文件 {tmp_path / 'none'}。\n", f"There is no file {tmp_path / 'none'}.\n"]

    def test_that_was_changed_ends_with_status_1(self, run, tmp_path):
        run("create", "--to", tmp_path / "a.zip")
        content = (tmp_path / "a.zip").read_bytes()
        middle = len(content) // 2
        (tmp_path / "a.zip").write_bytes(content[:middle] + b"x" * 300 + content[middle + 300 :])

        assert run("verify", tmp_path / "a.zip")[0] == 1


class TestVersion:
    def test_is_the_one_of_the_project(self):
        assert f'version = "{VERSION}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
