from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from cli.doctor import examine
from cli.finding import Patient, State
from models import AuditEvent, JobTurn, Work
from models.audit import drop_ddl
from terms.complaint import AttachmentKind
from terms.people import Role, StaffStatus
from terms.time import local
from tests.factories import make_staff
from tests.web import StandingClock
from tests.workflows.pictures import picture
from workflows.attachments.attach import attach
from workflows.attachments.files import Storage
from workflows.housekeeping.anchor import anchor
from workflows.housekeeping.record_job import noted
from workflows.transaction import transaction

NOW = StandingClock()()


@pytest.fixture
def settings(app, tmp_path):
    """The application's settings with a folder of this test's own."""
    settings = replace(app.config["SETTINGS"], data_dir=tmp_path)
    app.config["SETTINGS"] = settings
    return settings


@pytest.fixture
def sound(life, app, settings, monkeypatch):
    """A healthy installation, whose database server has the time of the test."""
    monkeypatch.setattr("cli.checks_of_database.THEIR_CLOCK", f"SELECT TIMESTAMPTZ '{NOW.isoformat()}'")
    session = life.session
    make_staff(session, Role.ADMINISTRATOR)
    with transaction(session):
        session.add(AuditEvent(at=NOW, kind="staff.created", subject="staff"))
        for job in app.extensions["timetable"]:
            session.add(JobTurn(name=job.name, done_slot=job.slot(NOW)))
    noted(session, name="backup", began_at=NOW, at=NOW, outcome="a.zip")
    anchor(session, at=NOW, files=settings.anchor_files)
    session.commit()
    return life


@pytest.fixture
def doctor(app, session, settings):
    """`doctor()`: what is not fine, as {check: [(state, sentence)]}."""

    def doctor(at=NOW):
        session.commit()
        found: dict[str, list] = {}
        with app.app_context():
            for name, one in examine(Patient(settings, session, local(at))):
                if one.state is not State.FINE and name != "calendars":
                    assert one.advice is not None
                    found.setdefault(name, []).append((one.state.value, str(one.text)))
        return found

    return doctor


class TestExamine:
    def test_finds_nothing_in_a_healthy_installation(self, sound, doctor):
        assert doctor() == {}

    def test_names_a_database_of_another_revision(self, sound, doctor):
        sound.session.execute(text("UPDATE alembic_version SET version_num = '0001'"))

        [(state, told)] = doctor()["tables"]
        assert state == "fault"
        assert "0001" in told

    def test_misses_an_administrator_and_a_general_manager(self, sound, doctor):
        sound.session.execute(text("UPDATE staff SET status = :gone"), {"gone": StaffStatus.DISABLED.value})

        assert [state for state, _told in doctor()["people"]] == ["fault", "warning"]

    def test_says_when_no_job_runner_lives(self, sound, doctor):
        late = doctor(NOW + timedelta(minutes=12))["jobs"]

        assert any("mark_late" in told for _state, told in late)
        assert not any("tidy_up" in told for _state, told in late)
        assert {state for state, _told in late} == {"fault"}

    def test_names_a_job_that_fails(self, sound, doctor):
        sound.session.execute(text("UPDATE job_turn SET tries = 3 WHERE name = 'tidy_up'"))

        assert doctor()["jobs"] == [("fault", "Job tidy_up failed 3 times in a row.")]

    def test_names_work_that_nobody_does(self, sound, doctor):
        with transaction(sound.session):
            sound.session.add(Work(kind="import", subject_id=7, asked_at=NOW - timedelta(hours=2), tries=0, runner=""))

        assert doctor()["jobs"] == [("warning", "1 pieces of work wait for more than an hour.")]

    def test_asks_for_a_backup(self, sound, doctor):
        old = doctor(NOW + timedelta(days=3))["backups"]
        sound.session.execute(text("DELETE FROM job_run"))

        assert old == [("warning", "The last backup is of 2026-09-16 09:10:00+08:00.")]
        assert doctor()["backups"] == [("warning", "No backup was made.")]

    def test_sees_an_audit_that_was_cut_or_rewritten(self, sound, doctor, engine):
        for statement in drop_ddl(engine.dialect.name):
            sound.session.execute(text(statement))
        sound.session.execute(text("UPDATE audit_link SET hash = 'x' WHERE seq = (SELECT max(seq) FROM audit_link)"))
        [rewritten] = doctor()["audit"]
        sound.session.execute(text("DELETE FROM audit_link"))
        [cut] = doctor()["audit"]

        assert rewritten[0] == cut[0] == "fault"
        assert "ends at link 0" in cut[1]

    def test_sees_that_the_database_server_has_another_time(self, sound, doctor, engine, monkeypatch):
        if engine.dialect.name == "sqlite":
            return
        monkeypatch.setattr("cli.checks_of_database.THEIR_CLOCK", "SELECT TIMESTAMPTZ '2026-01-01 00:00:00+08'")

        assert doctor()["clock"][0][0] == "fault"

    def test_sees_that_the_clock_went_back(self, sound, doctor):
        assert doctor(NOW - timedelta(hours=1))["clock"][0][0] == "fault"

    def test_names_photos_that_are_gone_and_files_of_no_entry(self, sound, doctor, settings):
        storage = Storage(settings.attachments_dir, largest=10 * 2**20)
        case = sound.ready()
        attach(sound.session, complaint_id=case.id, kind=AttachmentKind.EVIDENCE, uploads=[picture()], storage=storage,
               actor=sound.company.clerk, at=NOW)  # fmt: skip
        anchor(sound.session, at=NOW, files=settings.anchor_files)
        assert doctor() == {}
        [photo] = storage.folder.iterdir()
        photo.rename(storage.folder / "lost.jpg")

        assert [state for state, _told in doctor()["files"]] == ["fault", "warning"]

    def test_names_a_secret_that_others_can_read_and_a_folder_nobody_can_write(
        self, sound, doctor, settings, monkeypatch
    ):
        def no_room(**_):
            raise OSError(13, "Permission denied")

        (settings.data_dir / "secret").write_text("k" * 40)
        (settings.data_dir / "secret").chmod(0o644)
        monkeypatch.setattr("cli.checks_of_machine.tempfile.TemporaryFile", no_room)

        found = doctor()
        assert found["secret"][0][0] == "fault"
        assert found["data_folder"][0][0] == "fault"

    def test_measures_the_room_on_the_disk(self, sound, doctor, monkeypatch):
        def free(size):
            monkeypatch.setattr("cli.checks_of_machine.shutil.disk_usage", lambda _: type("Usage", (), {"free": size}))

        free(2**20)
        assert doctor()["disk"][0][0] == "fault"
        free(2**30)
        assert doctor()["disk"][0][0] == "warning"

    def test_goes_on_behind_a_check_that_breaks(self, sound, doctor, monkeypatch):
        monkeypatch.setattr("cli.checks_of_machine.rulebook.packs", lambda: 1 / 0)

        [(state, told)] = doctor()["rulebook"]
        assert state == "fault"
        assert "ZeroDivisionError" in told

    def test_says_that_redis_does_not_answer(self, sound, app, session, settings):
        asked = replace(settings, jobs_url="redis://127.0.0.1:1/0")
        with app.app_context():
            found = [one for name, one in examine(Patient(asked, session, local(NOW))) if name == "redis"]

        assert [one.state for one in found] == [State.FAULT]

    def test_says_that_the_database_cannot_be_read_and_asks_it_nothing_more(self, sound, app, session, settings):
        session.execute(text("ALTER TABLE alembic_version RENAME TO gone"))
        with app.app_context():
            found = list(examine(Patient(settings, session, local(NOW))))

        assert found[-1][0] == "database"
        assert found[-1][1].state is State.FAULT


class TestDoctor:
    def run(self, app, *arguments):
        result = app.test_cli_runner().invoke(args=["doctor", *arguments])
        return result.exit_code, result.output

    def test_ends_with_status_0_when_nothing_is_wrong(self, sound, app):
        status, said = self.run(app)

        assert (status, said.splitlines()[-1]) == (0, "一切正常。"), said

    def test_ends_with_status_1_and_says_what_to_do(self, sound, app, session):
        session.execute(text("UPDATE job_turn SET tries = 3 WHERE name = 'tidy_up'"))
        session.commit()

        status, said = self.run(app, "--lang", "en")

        assert status == 1
        assert "✗ Job tidy_up failed 3 times in a row. → Look at the page of jobs for its fault." in said

    def test_answers_a_machine(self, sound, app):
        status, said = self.run(app, "--json")

        told = json.loads(said)
        assert (status, told["sound"]) == (0, True)
        assert {"settings", "secret", "data_folder", "disk", "database", "tables", "engine", "clock", "people", "jobs",
                "backups", "audit", "files", "rulebook", "calendars", "time_zone"} <= {one["check"] for one in told["checks"]}  # fmt: skip
