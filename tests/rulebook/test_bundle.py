"""An issue as files and back, and what comes in that is none."""

from __future__ import annotations

import io
import zipfile

import pytest

import rulebook
from rulebook import bundle, files, stored
from rulebook.errors import RulebookError
from rulebook.layers import Merged
from terms.text import english

EVERY = (*rulebook.packs(), "ground+p26", "retailer+p31")


def packed(*entries):
    """A ZIP of (name, text)."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return made.getvalue()


class TestRoundTrip:
    @pytest.mark.parametrize("name", EVERY)
    def test_gives_the_same_issue_for_every_pack(self, name):
        whole = files.whole(name)
        folder, back = bundle.unzipped(bundle.zipped(bundle.files_of(whole, name), name))
        book = stored.read(
            Merged(bundle.topics_of(back), {}), name, effective_from=whole.topics["pack"]["effective_from"]
        )

        assert folder == name
        assert book == stored.read(whole, name, effective_from=whole.topics["pack"]["effective_from"])

    def test_goes_through_a_folder_too(self, tmp_path):
        inner = tmp_path / "salt"
        inner.mkdir()
        for name, text in bundle.files_of(files.whole("salt"), "salt").items():
            (inner / name).write_bytes(text)
        (inner / "README.md").write_text("mine")

        assert bundle.from_folder(tmp_path) == bundle.from_folder(inner)
        assert bundle.from_folder(inner)[0] == "salt"

    def test_gives_the_same_bytes_every_time(self):
        made = [bundle.zipped(bundle.files_of(files.whole("salt"), "salt"), "salt") for _ in range(2)]

        assert made[0] == made[1]


class TestUnzipped:
    @pytest.mark.parametrize(
        ("data", "problem"),
        [
            (b"", "not a ZIP"),
            (b"PK\x03\x04 and nothing more", "not a ZIP"),
            (b"0" * (bundle.LARGEST_FILE + 1), "larger than"),
            (packed(("salt/../../etc/pack.toml", "")), "no topic"),
            (packed(("/pack.toml", "")), "no topic"),
            (packed(("a\\pack.toml", "")), "no topic"),
            (packed(("deep/er/pack.toml", "")), "no topic"),
            (packed(("pack.toml", ""), ("run.py", "")), "no topic"),
            (packed(("salt/pack.toml", ""), ("food/intake.toml", "")), "more than one folder"),
            (packed(("salt/pack.toml", "# " + "0" * bundle.LARGEST_WHOLE)), "more than"),
        ],
    )
    def test_refuses_what_is_no_issue(self, data, problem):
        with pytest.raises(RulebookError, match=problem):
            bundle.unzipped(data)

    def test_counts_what_it_unpacks_whatever_the_archive_says_of_its_size(self):
        bomb = packed(("pack.toml", "0" * (bundle.LARGEST_WHOLE + 1)))
        size = (bundle.LARGEST_WHOLE + 1).to_bytes(4, "little")

        with pytest.raises(RulebookError):
            bundle.unzipped(bomb.replace(size, (10).to_bytes(4, "little")))

    @pytest.mark.filterwarnings("ignore:Duplicate name")
    def test_refuses_a_file_that_stands_twice(self):
        with pytest.raises(RulebookError, match="twice"):
            bundle.unzipped(packed(("pack.toml", ""), ("pack.toml", "a = 1")))

    def test_passes_over_what_a_mac_packs_beside(self):
        data = packed(("salt/pack.toml", ""), ("__MACOSX/salt/._pack.toml", ""), ("salt/.DS_Store", ""))

        assert bundle.unzipped(data) == ("salt", {"pack.toml": b""})


class TestTopicsOf:
    @pytest.mark.parametrize(
        ("name", "text", "problem"),
        [
            ("flow.toml", b"\xff\xfe", "UTF-8"),
            ("flow.toml", "流程 = ".encode("gb18030"), "UTF-8"),
            ("flow.toml", b"[[flows]", "not valid TOML"),
            ("flow.toml", b"a = 1\na = 2", "not valid TOML"),
            ("flow.toml", b"a = " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
            ("flow.toml", b"a = " + b"9" * 5000, "not valid TOML"),
            ("flow.toml", b"flows = 3", "list of tables"),
            ("flow.toml", b"[flows]\npurpose = 1", "list of tables"),
            ("flow.toml", b"flows = [1, 2]", "list of tables"),
        ],
    )
    def test_names_the_file_and_what_to_do(self, name, text, problem):
        with pytest.raises(RulebookError, match=problem) as refused:
            bundle.topics_of({"pack.toml": b"", name: text})

        assert refused.value.where.startswith(name)
        assert english(refused.value.text).count(";") or "write" in english(refused.value.text)

    def test_asks_for_the_file_of_the_pack_itself(self):
        with pytest.raises(RulebookError, match=r"pack.toml: is missing"):
            bundle.topics_of({"flow.toml": b""})

    def test_reads_what_a_windows_editor_saved(self):
        assert bundle.topics_of({"pack.toml": b"\xef\xbb\xbfname = 1\r\n"}) == {"pack": {"name": 1}}


class TestFileOf:
    @pytest.mark.parametrize(
        ("where", "file"),
        [
            ("salt/time_limits, limits row 3", "time_limits.toml, limits row 3"),
            ("time_limits.toml, limits", "time_limits.toml, limits"),
            ("salt/pack", "pack.toml"),
            ("salt", "salt"),
        ],
    )
    def test_names_the_file_to_open(self, where, file):
        assert bundle.file_of(where) == file
