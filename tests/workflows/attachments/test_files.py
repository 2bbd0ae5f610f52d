"""Files people send: what they are counts, not what they say they are; what hides in them is left behind."""

from __future__ import annotations

import random
import resource
import time
from io import BytesIO

import pytest
from PIL import Image

from tests.workflows.pictures import SCRIPT, drawn, phone_data, picture, png_of
from workflows.attachments.files import LONGEST_EDGE, NotAFileWeTake, Storage, Upload, check

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"


def opened(ready) -> Image.Image:
    return Image.open(BytesIO(ready.content))


class TestCheck:
    @pytest.mark.parametrize(
        ("kind", "name", "media_type", "ending"),
        [
            ("JPEG", "a.jpg", "image/jpeg", ".jpg"),
            ("JPEG", "a.JPEG", "image/jpeg", ".jpg"),
            ("PNG", "a.png", "image/png", ".png"),
            ("WEBP", "a.webp", "image/webp", ".webp"),
        ],
    )
    def test_takes_pictures_under_a_name_of_our_own(self, storage, kind, name, media_type, ending):
        ready = check(picture(name, kind), storage)

        assert (ready.original_name, ready.media_type) == (name, media_type)
        assert ready.stored_name.endswith(ending)
        assert len(ready.stored_name) == 32 + len(ending)
        assert opened(ready).size == (60, 40)

    def test_takes_a_pdf_as_it_is(self, storage):
        ready = check(Upload("签收单.pdf", PDF), storage)

        assert (ready.media_type, ready.content, ready.original_name) == ("application/pdf", PDF, "签收单.pdf")

    def test_takes_the_first_of_the_pictures_in_a_phones_file(self, storage):
        """Many phones put a small second picture behind the photo."""
        out = BytesIO()
        Image.new("RGB", (60, 40), "red").save(out, "MPO", save_all=True, append_images=[Image.new("RGB", (6, 4))])

        ready = check(Upload("photo.jpg", out.getvalue()), storage)

        assert (ready.media_type, opened(ready).size) == ("image/jpeg", (60, 40))

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
    def test_takes_whatever_colours_a_picture_has(self, storage, mode):
        out = BytesIO()
        Image.new(mode, (30, 20)).save(out, "PNG")

        assert opened(check(Upload("a.png", out.getvalue()), storage)).size == (30, 20)

    def test_keeps_what_shines_through(self, storage):
        out = BytesIO()
        Image.new("RGBA", (30, 20), (255, 0, 0, 0)).save(out, "PNG")

        assert opened(check(Upload("a.png", out.getvalue()), storage)).getpixel((0, 0)) == (255, 0, 0, 0)

    @pytest.mark.parametrize(
        "upload",
        [
            Upload("page.html", b"<html>" + SCRIPT + b"</html>"),
            Upload("photo.jpg", b"<html>" + SCRIPT + b"</html>"),
            Upload("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'>" + SCRIPT + b"</svg>"),
            Upload("photo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
            Upload("run.exe", b"MZ\x90\x00"),
            Upload("archive.zip", b"PK\x03\x04"),
            Upload("moving.gif", b"GIF89a" + SCRIPT),
            Upload("paper.pdf.html", PDF),
            Upload("paper.jpg", PDF),
            Upload("photo.jpg", drawn()[:200]),
            Upload("photo.jpg", b"\xff\xd8\xff\xe0" + SCRIPT),
        ],
        ids=lambda upload: upload.name,
    )
    def test_refuses_what_is_no_picture_and_no_paper(self, storage, upload):
        with pytest.raises(NotAFileWeTake) as refused:
            check(upload, storage)

        assert [name for name, _text in refused.value.fields] == ["files"]

    def test_refuses_an_empty_file(self, storage):
        with pytest.raises(NotAFileWeTake, match="is empty"):
            check(Upload("a.jpg", b""), storage)

    def test_refuses_a_file_over_the_limit_and_takes_one_at_it(self, tmp_path):
        content = drawn()

        check(Upload("a.jpg", content), Storage(tmp_path, largest=len(content)))
        with pytest.raises(NotAFileWeTake, match="is larger than"):
            check(Upload("a.jpg", content), Storage(tmp_path, largest=len(content) - 1))

    @pytest.mark.parametrize(
        ("content", "name"),
        [
            (drawn() + SCRIPT, "photo.jpg"),
            (drawn(comment=SCRIPT), "photo.jpg"),
            (drawn(icc_profile=SCRIPT), "photo.jpg"),
            (drawn("PNG") + SCRIPT, "photo.png"),
            (drawn("PNG", icc_profile=SCRIPT), "photo.png"),
            (drawn("WEBP", xmp=SCRIPT), "photo.webp"),
        ],
    )
    def test_leaves_behind_what_hides_beside_the_picture(self, storage, content, name):
        ready = check(Upload(name, content), storage)

        assert SCRIPT not in ready.content
        assert "icc_profile" not in opened(ready).info
        assert "comment" not in opened(ready).info

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_forgets_the_phone_and_the_place_but_keeps_upright_what_was_held_upright(self, storage, kind):
        content = drawn(kind, exif=phone_data())
        assert b"SECRETPHONE" in content

        ready = check(Upload("photo.jpg", content), storage)

        assert b"SECRETPHONE" not in ready.content
        assert not opened(ready).getexif()
        assert opened(ready).size == (40, 60)

    @pytest.mark.parametrize(
        ("sent", "kept"),
        [
            ("../../etc/photo.jpg", "photo.jpg"),
            ("C:\\Users\\李敏\\照片.jpg", "照片.jpg"),
            ("photo.jpg\r\nX-Injected: 1", "photo.jpgX-Injected: 1.jpg"),
            ("photo\x00.jpg", "photo.jpg"),
            ("gpj.\u202eexe.jpg", "gpj.exe.jpg"),
            ("photo.jpg.html", "photo.jpg.html.jpg"),
            ("photo.php", "photo.php.jpg"),
            ("photo", "photo.jpg"),
            ("", "file.jpg"),
            ("/", "file.jpg"),
            ("长" * 300 + ".jpg", "长" * 196 + ".jpg"),
        ],
    )
    def test_keeps_a_bare_name_that_ends_as_what_the_file_is(self, storage, sent, kept):
        assert check(picture(sent), storage).original_name == kept

    def test_makes_a_large_photo_smaller(self, storage):
        ready = check(picture(size=(LONGEST_EDGE + 600, 1200)), storage)

        assert opened(ready).size == (LONGEST_EDGE, 960)

    @pytest.mark.parametrize(("width", "height"), [(30_000, 30_000), (12_000, 8_000), (9_000, 8_000)])
    def test_refuses_a_bomb_before_it_is_unpacked(self, storage, width, height):
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        with pytest.raises(NotAFileWeTake):
            check(Upload("a.png", png_of(width, height)), storage)

        assert time.monotonic() - began < 5
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000

    def test_refuses_damaged_files_in_its_own_words_whatever_the_decoder_says(self, storage):
        chance = random.Random(20260916)
        sources = [drawn(kind, exif=phone_data()) for kind in ("JPEG", "PNG", "WEBP")]
        for _ in range(300):
            broken = bytearray(chance.choice(sources))
            for _ in range(chance.randrange(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            cut = chance.randrange(1, len(broken)) if chance.random() < 0.3 else len(broken)
            try:
                ready = check(Upload("photo.jpg", bytes(broken[:cut])), storage)
            except NotAFileWeTake:
                continue
            assert b"SECRETPHONE" not in ready.content
