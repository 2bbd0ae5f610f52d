"""Small files to send: pictures as phones make them, and things that only look like it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image

from workflows.attachments.files import Upload

SCRIPT = b"<script>alert(1)</script>"


def drawn(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **options)
    return out.getvalue()


def picture(name: str = "photo.jpg", kind: str = "JPEG", **options: Any) -> Upload:
    return Upload(name, drawn(kind, **options))


def phone_data() -> Image.Exif:
    """What a phone writes beside the picture: its maker, that it was held upright, and where."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (31.0, 49.0, 0.0)
    return exif


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it has this size and holds one row, packed small."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    row = zlib.compress(b"\0" * (width * 3 + 1))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", row) + chunk(b"IEND", b"")
