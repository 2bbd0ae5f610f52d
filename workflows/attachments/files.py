"""Files people send: checked by what they are, re-encoded, kept outside static under a name of our own."""

from __future__ import annotations

import hashlib
import secrets
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePath

from PIL import Image, ImageOps, UnidentifiedImageError

from terms.refusal import Refusal
from terms.text import Text, say

# What a phone's camera can deliver, with room; a picture that claims more is a bomb.
MOST_PIXELS = 60_000_000
# Longer edge of what is kept: a label stays readable, a page stays light.
LONGEST_EDGE = 2400
FORMATS = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png"), "WEBP": ("image/webp", ".webp")}
PDF = ("application/pdf", ".pdf")


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
    name = PurePath(upload.name.replace("\\", "/")).name
    name = "".join(c for c in name if c.isprintable())[-200:] or "file"
    if not upload.content:
        raise _refused(say("The file “%(name)s” is empty.", name=name))
    if len(upload.content) > storage.largest:
        raise _refused(say("The file “%(name)s” is larger than %(mb)s MB.", name=name, mb=storage.largest // 2**20))
    if upload.content.startswith(b"%PDF-") and name.lower().endswith(".pdf"):
        return _ready(name, PDF, upload.content)
    return _picture(name, upload.content)


def _picture(name: str, content: bytes) -> Ready:
    not_one = _refused(say("“%(name)s” is not a picture (JPEG, PNG, WebP) or PDF that can be read.", name=name))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=list(FORMATS)) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise not_one
                kind = picture.format or ""
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST_EDGE, LONGEST_EDGE))
                plain = upright.convert(
                    "RGB" if kind == "JPEG" else "RGBA" if upright.mode in ("RGBA", "LA", "P") else "RGB"
                )
                out = BytesIO()
                plain.save(out, kind)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError, Warning) as error:
        raise not_one from error
    return _ready(name, FORMATS[kind], out.getvalue())


def _ready(name: str, kind: tuple[str, str], content: bytes) -> Ready:
    media_type, ending = kind
    return Ready(name, secrets.token_hex(16) + ending, media_type, content)


def _refused(text: Text) -> NotAFileWeTake:
    return NotAFileWeTake(text, fields=(("files", text),))
