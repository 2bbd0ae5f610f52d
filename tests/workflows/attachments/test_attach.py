"""Photos and papers of a case: a file without a row or a row without a file never stays behind."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import select

from models import Attachment
from rules.permissions import NotPermitted
from terms.complaint import Act, AttachmentKind, State
from terms.people import Role
from tests.factories import NOON, make_region, make_staff
from tests.workflows.acts import do
from tests.workflows.life import last_event, refused
from tests.workflows.pictures import picture
from workflows.attachments.attach import CaseEnded, attach
from workflows.attachments.files import NotAFileWeTake, Upload
from workflows.rows import NotFound
from workflows.transaction import AlreadySent, ChangedMeanwhile


def add(life, case, *uploads, by=None, kind=AttachmentKind.EVIDENCE, **values):
    return attach(
        life.session, complaint_id=case.id, kind=kind, uploads=list(uploads), storage=life.storage,
        actor=by or life.company.clerk, at=NOON, **values,
    )  # fmt: skip


def on_disk(life):
    return sorted(path.name for path in life.storage.folder.iterdir()) if life.storage.folder.exists() else []


class TestAttach:
    def test_stores_files_with_a_row_each_and_one_event(self, life):
        case = life.ready()

        add(life, case, picture("a.jpg"), picture("b.png", "PNG"), kind=AttachmentKind.PAPER)

        rows = case.attachments
        assert [(one.original_name, one.kind, one.media_type) for one in rows] == [
            ("a.jpg", AttachmentKind.PAPER, "image/jpeg"), ("b.png", AttachmentKind.PAPER, "image/png"),
        ]  # fmt: skip
        for one in rows:
            content = life.storage.path(one.stored_name).read_bytes()
            assert (one.size, one.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        event = last_event(life.session)
        assert (event.kind, event.version, event.actor_id) == (
            "complaint.attached",
            case.version,
            life.company.clerk.id,
        )
        assert event.changes["files"] == [None, ["a.jpg", "b.png"]]

    def test_lies_in_its_own_folder_whatever_the_name(self, life):
        case = life.ready()

        add(life, case, picture("../../outside.jpg"))

        assert [path.parent for path in life.storage.folder.rglob("*")] == [life.storage.folder]

    def test_leaves_nothing_when_one_of_several_is_refused(self, life):
        case = life.ready()

        with refused(life.session, NotAFileWeTake):
            add(life, case, picture(), Upload("x.html", b"<html>"))
        assert on_disk(life) == []

    def test_leaves_no_file_when_the_row_cannot_be_saved(self, life, monkeypatch):
        case = life.ready()

        def fails(*_told, **_more):
            raise RuntimeError("the database is gone")

        monkeypatch.setattr("workflows.attachments.attach.audit.record", fails)
        with pytest.raises(RuntimeError):
            add(life, case, picture())

        assert on_disk(life) == []
        assert life.session.scalars(select(Attachment)).all() == []

    def test_leaves_no_file_when_the_disk_is_full(self, life, monkeypatch):
        case, write = life.ready(), type(life.storage).write
        written = []

        def full(storage, file):
            if written:
                raise OSError(28, "No space left on device")
            written.append(file)
            write(storage, file)

        monkeypatch.setattr(type(life.storage), "write", full)
        with pytest.raises(OSError, match="No space left"):
            add(life, case, picture(), picture())

        assert on_disk(life) == []

    @pytest.mark.parametrize("role", list(Role))
    def test_is_for_those_who_work_on_the_case(self, life, role):
        case = life.approved(12, 48, "20.00")
        adds = {Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION, Role.GENERAL_OFFICE,
                Role.LOGISTICS, Role.QUALITY}  # fmt: skip
        person = next(one for one in life.company.everybody() if one.roles == {role})

        if role in adds:
            add(life, case, picture(), by=person)
        else:
            with refused(life.session, NotPermitted):
                add(life, case, picture(), by=person)
        assert len(case.attachments) == len(on_disk(life)) == (role in adds)

    def test_reaches_no_case_out_of_sight(self, life):
        case, stranger = life.ready(), make_staff(life.session, Role.CLERK, region=make_region(life.session))

        with refused(life.session, NotFound):
            add(life, case, picture(), by=stranger)
        assert on_disk(life) == []

    @pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN, State.MERGED])
    def test_adds_nothing_to_a_case_that_is_over(self, life, state):
        other = life.ready()
        case = life.closed() if state is State.CLOSED else life.ready()
        if state is not State.CLOSED:
            do(life, Act.WITHDRAW if state is State.WITHDRAWN else Act.MERGE, case, other=other)

        with refused(life.session, CaseEnded):
            add(life, case, picture())
        assert on_disk(life) == []

    def test_needs_a_file(self, life):
        case = life.ready()

        with refused(life.session, NotAFileWeTake, says="Choose a file."):
            add(life, case)

    def test_takes_a_form_once_and_never_an_old_one(self, life):
        case = life.ready()
        seen = case.version
        add(life, case, picture(), seen=seen, once="a form's token")

        with refused(life.session, AlreadySent):
            add(life, case, picture(), once="a form's token")
        with refused(life.session, ChangedMeanwhile):
            add(life, case, picture(), seen=seen)
        assert len(on_disk(life)) == 1
