from __future__ import annotations

import json

import pytest
from sqlalchemy import text

from models import AuditEvent
from models.audit import drop_ddl
from tests.factories import MORNING
from workflows.housekeeping.anchor import anchor, read_anchors
from workflows.transaction import transaction


@pytest.fixture
def run(app, session):
    """`run("verify", ...)`: the command's status and what it said."""

    def run(*arguments):
        session.commit()
        result = app.test_cli_runner().invoke(args=["audit", *arguments])
        return result.exit_code, result.output

    return run


@pytest.fixture
def event(session, app, tmp_path):
    with transaction(session):
        row = AuditEvent(at=MORNING, kind="staff.created", subject="staff", changes={})
        session.add(row)
        session.flush()
        return row.id


class TestVerify:
    def test_says_what_it_checked(self, run, event, session):
        status, said = run("verify", "--lang", "en")

        assert status == 0
        assert said.splitlines()[0].startswith("Checked: 1 links, ")
        assert said.splitlines()[-1] == "The audit is whole."

    def test_ends_with_status_1_and_names_the_event(self, run, event, session, engine):
        for statement in [*drop_ddl(engine.dialect.name), "UPDATE audit_event SET note = 'x'"]:
            session.execute(text(statement))

        status, said = run("verify")

        assert status == 1
        assert f"第 {event} 号审计记录被改动。" in said

    def test_answers_a_machine(self, run, event, app, session, monkeypatch, tmp_path):
        files = [tmp_path / "anchors"]
        anchor(session, at=MORNING, files=files)
        monkeypatch.setattr("cli.audit.read_anchors", lambda _files: read_anchors(files))

        status, said = run("verify", "--json")

        told = json.loads(said)
        assert (status, told["whole"], told["links"], told["anchors"], told["wrong"]) == (0, True, 1, 1, [])
        assert told["last_anchor"]["hash"] == told["last_link"]["hash"]
