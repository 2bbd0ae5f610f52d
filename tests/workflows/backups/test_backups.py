"""The drill: a backup made while people work, restored elsewhere, and looked into as people do."""

from __future__ import annotations

import json
import shutil
import threading
import zipfile

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from app import create_app
from cli.backup import make_tables, revisions
from models import Attachment, AuditEvent, Complaint, db
from queries.audit_chain import verify as verify_chain
from terms.complaint import AttachmentKind
from terms.people import Role
from tests.databases import open_engine
from tests.factories import NOON, make_staff
from tests.web import StandingClock, settings_for_tests
from tests.workflows.life import Life
from tests.workflows.pictures import picture
from workflows.attachments.attach import attach
from workflows.attachments.files import Storage
from workflows.auth import hashing
from workflows.backups.archive import MANIFEST, NotABackup
from workflows.backups.create import ANCHORS, FileExists, create
from workflows.backups.restore import Damaged, NoDatabase, NotEmpty, WrongVersion, restore
from workflows.backups.verify import verify
from workflows.complaints.register import register
from workflows.housekeeping.anchor import anchor, read_anchors

PASSWORD = "river stone lamp"


@pytest.fixture
def desk(fresh_database, tmp_path):
    """A desk with a case and its photo, in a folder of its own."""
    data_dir = tmp_path / "desk"
    storage = Storage(data_dir / "attachments", largest=10 * 2**20)
    with fresh_database.new_session() as session:
        life = Life(session, storage)
        case = life.ready()
        attach(session, complaint_id=case.id, kind=AttachmentKind.EVIDENCE, uploads=[picture("瓶口.jpg")],
               storage=storage, actor=life.company.clerk, at=NOON)  # fmt: skip
        anchor(session, at=NOON, files=[data_dir / ANCHORS])
        session.commit()
        life.data_dir = data_dir
        yield life


@pytest.fixture
def backed_up(desk, fresh_database, tmp_path):
    return create(
        fresh_database.engine, data_dir=desk.data_dir, to=tmp_path / "desk.zip", at=NOON, version="0.1.0"
    ).path


@pytest.fixture
def put_back(databases, tmp_path):
    """`put_back(path)`: restore elsewhere; the folder and the URL of the database."""

    def put_back(path, into=None, url=None):
        into = into or tmp_path / "elsewhere"
        url = url or databases.empty()
        manifest = restore(path, into=into, database_url=url, known_revisions=revisions(), make_tables=make_tables)
        return into, url if manifest["engine"] == "postgresql" else f"sqlite:///{into / 'shouhou.db'}"

    return put_back


def tampered(path, name, content):
    """The same backup with one member rewritten."""
    other = path.with_name("tampered.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, content if entry.filename == name else source.read(entry))
        if name not in source.namelist():
            target.writestr(name, content)
    return other


def many(session, model) -> int:
    return session.scalar(select(func.count(model.id)))


def members(path):
    with zipfile.ZipFile(path) as file:
        return file.namelist()


class TestDrill:
    def test_restores_what_was_there_while_people_went_on_writing(
        self, desk, fresh_database, put_back, tmp_path, monkeypatch
    ):
        clerk = make_staff(
            desk.session, Role.GENERAL_MANAGER, number="GM1", password_hash=hashing.hash_password(PASSWORD)
        )
        photo = desk.session.scalars(select(Attachment)).one()
        case_id, photo_id, number = photo.complaint_id, photo.id, photo.complaint.number
        assert clerk.id
        desk.session.commit()
        stop, began = threading.Event(), threading.Event()

        def go_on_writing():
            with fresh_database.new_session() as session:
                writer = session.merge(desk.company.clerk, load=False)
                while not stop.is_set():
                    register(
                        session, registration=desk.company.registration(), actor=writer, at=NOON, storage=desk.storage
                    )
                    began.set()

        assert desk.company.clerk.roles  # loaded for the other thread
        desk.session.expunge(desk.company.clerk)
        thread = threading.Thread(target=go_on_writing)
        thread.start()
        assert began.wait(30)
        made = create(fresh_database.engine, data_dir=desk.data_dir, to=tmp_path / "desk.zip", at=NOON)
        stop.set()
        thread.join()

        assert (made.files, made.missing, made.damaged) == (1, (), ())
        assert verify(made.path)[1] == []
        into, url = put_back(made.path)
        engine = open_engine(url)
        with Session(engine) as session:
            checked = verify_chain(session, read_anchors([into / ANCHORS]))
            assert (checked.is_whole, checked.anchors) == (True, 1)
            assert checked.links == many(session, AuditEvent) > 1
            cases = many(session, Complaint)
        with fresh_database.new_session() as session:
            assert 2 <= cases <= many(session, Complaint)
        engine.dispose()

        app = create_app(settings_for_tests(into, url))
        app.config.update(CLOCK=StandingClock(), WTF_CSRF_ENABLED=False)
        client = app.test_client()
        assert client.post("/login", data={"name": "GM1", "password": PASSWORD}).status_code == 302
        page = client.get(f"/complaint/details/?id={case_id}").get_data(as_text=True)
        assert number in page
        with client.get(f"/complaint/attachment/?file={photo_id}") as shown:
            assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
        with app.app_context():
            # Numbers and keys go on behind what was restored.
            life = Life(db.session(), desk.storage)
            assert life.company.register(desk.storage).id > cases
            db.session.remove()
            db.engine.dispose()


class TestCreate:
    def test_names_everything_in_it_with_its_size_and_hash(self, backed_up):
        manifest, wrong = verify(backed_up)

        assert wrong == []
        assert (manifest["version"], manifest["revision"], manifest["files"]["stored"]) == (
            "0.1.0",
            max(revisions()),
            1,
        )
        assert set(manifest["members"]) == set(members(backed_up)) - {MANIFEST}
        assert manifest["tables"]["complaint"] == 1

    def test_keeps_it_from_other_users_of_the_machine(self, backed_up):
        assert backed_up.stat().st_mode & 0o077 == 0

    def test_gives_it_a_name_of_its_time_in_a_folder(self, desk, fresh_database, tmp_path):
        made = create(fresh_database.engine, data_dir=desk.data_dir, to=tmp_path, at=NOON)

        assert made.path == tmp_path / "shouhou-20260916-120000.zip"

    def test_never_takes_the_place_of_another(self, desk, backed_up, fresh_database):
        with pytest.raises(FileExists):
            create(fresh_database.engine, data_dir=desk.data_dir, to=backed_up, at=NOON)

    def test_leaves_nothing_behind_when_it_fails(self, desk, fresh_database, tmp_path, monkeypatch):
        monkeypatch.setattr("workflows.backups.create._add_files", lambda *_: 1 / 0)
        place = tmp_path / "backups"

        with pytest.raises(ZeroDivisionError):
            create(fresh_database.engine, data_dir=desk.data_dir, to=place / "desk.zip", at=NOON)

        assert list(place.iterdir()) == []

    def test_tells_which_photos_are_gone_or_were_changed(self, desk, fresh_database, tmp_path):
        name = desk.session.scalar(select(Attachment.stored_name))
        desk.storage.path(name).write_bytes(b"other")
        made = create(fresh_database.engine, data_dir=desk.data_dir, to=tmp_path / "1.zip", at=NOON)
        assert (made.missing, made.damaged) == ((), (name,))

        desk.storage.path(name).unlink()
        made = create(fresh_database.engine, data_dir=desk.data_dir, to=tmp_path / "2.zip", at=NOON)
        assert (made.missing, made.damaged, made.files) == ((name,), (), 0)


class TestVerify:
    def test_refuses_what_is_no_backup(self, tmp_path):
        (tmp_path / "notes.zip").write_text("not a zip")
        shutil.make_archive(str(tmp_path / "other"), "zip", tmp_path, "notes.zip")

        for name in ("notes.zip", "other.zip", "none.zip"):
            with pytest.raises(NotABackup):
                verify(tmp_path / name)

    def test_names_the_member_that_was_changed_or_slipped_in(self, backed_up):
        photo = next(name for name in members(backed_up) if name.startswith("files/"))

        assert [str(one) for one in verify(tampered(backed_up, photo, b"other"))[1]] == [f"“{photo}” is damaged."]
        assert [str(one) for one in verify(tampered(backed_up, "more", b"x"))[1]] == [
            "“more” is in the file but not in its list."
        ]

    def test_sees_a_backup_that_was_cut_short(self, backed_up):
        backed_up.write_bytes(backed_up.read_bytes()[:-2000])

        with pytest.raises(NotABackup):
            verify(backed_up)

    def test_counts_the_rows(self, backed_up):
        with zipfile.ZipFile(backed_up) as file:
            manifest = json.loads(file.read(MANIFEST))
        manifest["tables"]["complaint"] = 9

        [wrong] = verify(tampered(backed_up, MANIFEST, json.dumps(manifest)))[1]

        assert str(wrong) == "Table complaint should have 9 rows and has 1."


class TestRestore:
    def test_never_overwrites(self, backed_up, put_back, tmp_path):
        (tmp_path / "full").mkdir()
        (tmp_path / "full" / "shouhou.db").write_text("somebody's company")

        with pytest.raises(NotEmpty):
            put_back(backed_up, into=tmp_path / "full")

    def test_goes_into_a_folder_that_only_has_a_secret(self, backed_up, put_back, tmp_path):
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "secret").write_text("k" * 40)

        into, _url = put_back(backed_up, into=tmp_path / "new")

        assert {"secret", "attachments", ANCHORS} <= {path.name for path in into.iterdir()}

    def test_never_fills_a_database_that_has_tables(self, backed_up, put_back, databases, fresh_database):
        if fresh_database.engine.dialect.name == "sqlite":
            return
        with pytest.raises(NotEmpty):
            put_back(backed_up, url=databases.new())
        with pytest.raises(NoDatabase):
            put_back(backed_up, url="sqlite:///elsewhere.db")

    def test_writes_nothing_of_a_damaged_backup(self, backed_up, put_back, tmp_path, databases):
        photo = next(name for name in members(backed_up) if name.startswith("files/"))
        url = databases.empty()

        with pytest.raises(Damaged):
            put_back(tampered(backed_up, photo, b"other"), url=url)

        assert not (tmp_path / "elsewhere").exists()
        put_back(backed_up, url=url)

    def test_says_what_to_do_with_the_backup_of_a_newer_version(self, backed_up, put_back, tmp_path):
        with zipfile.ZipFile(backed_up) as file:
            manifest = json.loads(file.read(MANIFEST))
        newer = tampered(backed_up, MANIFEST, json.dumps({**manifest, "revision": "0999", "version": "9.0"}))

        with pytest.raises(WrongVersion, match=r"0999.*Install the version that made it \(9\.0\)"):
            put_back(newer)

        assert not (tmp_path / "elsewhere").exists()

    @pytest.mark.parametrize("name", ["files/attachments/../../../x", "/etc/x", "files/other/x", "tables/x;drop.copy"])
    def test_lets_no_name_lead_out_of_the_folder(self, backed_up, put_back, name, tmp_path):
        with zipfile.ZipFile(backed_up) as file:
            manifest = json.loads(file.read(MANIFEST))
        manifest["members"][name] = {
            "size": 1,
            "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
        }
        strange = tampered(tampered(backed_up, MANIFEST, json.dumps(manifest)).rename(tmp_path / "s.zip"), name, b"x")

        with pytest.raises(Damaged, match="does not belong"):
            put_back(strange)

    def test_leaves_an_empty_database_when_the_rows_do_not_fit(self, backed_up, put_back, databases, monkeypatch):
        if "tables/complaint.copy" not in members(backed_up):
            return
        url = databases.empty()
        with monkeypatch.context() as broken:
            broken.setattr("workflows.backups.restore._copy", lambda *_: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                put_back(backed_up, url=url)

        put_back(backed_up, url=url)

    def test_keeps_the_audit_append_only(self, backed_up, put_back):
        _into, url = put_back(backed_up)
        engine = open_engine(url)

        with pytest.raises(Exception, match="append-only"), engine.begin() as connection:
            connection.execute(text("UPDATE audit_event SET note = 'x'"))
        engine.dispose()
