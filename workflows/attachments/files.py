"""Files people send: checked by what they are, re-encoded, kept outside static under a name of our own."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath

from PIL import Image, ImageOps

from terms.refusal import Refusal
from terms.text import Text, say

# What a phone's camera can deliver, with room; a picture that claims more is a bomb.
MOST_PIXELS = 60_000_000
# Longer edge of what is kept: a label stays readable, a page stays light.
LONGEST_EDGE = 2400
FORMATS = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}
PDF = ("application/pdf", ".pdf")
ENDINGS = {
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/pdf": (".pdf",),
}
LONGEST_NAME = 200


class NotAFileWeTake(Refusal):
    """The file is empty, too big, of another kind than it claims, or damaged."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file as it was sent: its name is data, never a path."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Ready:
    """One checked file, ready to be stored. size in bytes."""

    original_name: str
    stored_name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Storage:
    """The folder of the files and the largest size taken, in bytes."""

    folder: Path
    largest: int

    def path(self, stored_name: str) -> Path:
        return self.folder / stored_name

    def write(self, file: Ready) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path(file.stored_name).write_bytes(file.content)

    def forget(self, files: list[Ready]) -> None:
        """Remove files whose rows were never committed."""
        for file in files:
            self.path(file.stored_name).unlink(missing_ok=True)


def check(upload: Upload, storage: Storage) -> Ready:
    """A picture re-encoded without its hidden data, or a PDF as it is.

    :raises NotAFileWeTake:
    """
    name = _tidy(upload.name)
    if not upload.content:
        raise _refused(say("The file “%(name)s” is empty.", name=name))
    if len(upload.content) > storage.largest:
        raise _refused(say("The file “%(name)s” is larger than %(mb)s MB.", name=name, mb=storage.largest // 2**20))
    if upload.content.startswith(b"%PDF-") and name.lower().endswith(".pdf"):
        return _ready(name, PDF, upload.content)
    return _picture(name, upload.content)


def _tidy(name: str) -> str:
    """The bare name without folders, line ends and other characters that do not show."""
    bare = PurePath(name.replace("\\", "/")).name
    return "".join(c for c in bare if c.isprintable())[-LONGEST_NAME:] or "file"


def _picture(name: str, content: bytes) -> Ready:
    refused = _refused(say("“%(name)s” is not a picture (JPEG, PNG, WebP) or PDF that can be read.", name=name))
    try:
        kind, plain = _redrawn(content)
    except Exception as error:
        # Decoders fail in a hundred ways on damaged files; all mean the same here.
        raise refused from error
    return _ready(name, FORMATS[kind], plain)


def _redrawn(content: bytes) -> tuple[str, bytes]:
    """The format and the picture drawn anew: upright, not too large, nothing but what is seen."""
    with Image.open(BytesIO(content), formats=list(FORMATS)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("more pixels than a camera has")
        # A phone's JPEG may hold several pictures; the first is the photo.
        kind = "JPEG" if picture.format in (None, "MPO") else picture.format
        # Made smaller before it is turned: a large photo is held in memory once.
        picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
        upright = ImageOps.exif_transpose(picture)
        see_through = kind != "JPEG" and upright.has_transparency_data
        plain = upright.convert("RGBA" if see_through else "RGB")
        # Comments, profiles and places would be written out again.
        plain.info.clear()
        out = BytesIO()
        plain.save(out, kind)
        return kind, out.getvalue()


def _ready(name: str, kind: tuple[str, str], content: bytes) -> Ready:
    """Ready to be stored; the name ends as what the file is, whatever it claimed to be."""
    media_type, ending = kind
    honest = name if name.lower().endswith(ENDINGS[media_type]) else name[: LONGEST_NAME - len(ending)] + ending
    return Ready(honest, secrets.token_hex(16) + ending, media_type, content)


def _refused(text: Text) -> NotAFileWeTake:
    return NotAFileWeTake(text, fields=(("files", text),))
