"""Files on forms: read as they were sent, checked by the use-case that stores them."""

from __future__ import annotations

from typing import Any

import wtforms
from flask import current_app
from werkzeug.datastructures import FileStorage

from workflows.attachments.files import Storage, Upload

MEGABYTE = 2**20
# More in one go is a mistake; more can be added afterwards.
MOST_FILES = 12


def storage() -> Storage:
    """Where files are kept and how large one may be."""
    settings = current_app.config["SETTINGS"]
    return Storage(settings.attachments_dir, largest=settings.max_upload_mb * MEGABYTE)


class FilesField(wtforms.Field):
    """Several photos or papers; data is a list of `Upload`."""

    control = "files"
    accept = "image/jpeg,image/png,image/webp,application/pdf"

    def process_data(self, _value: Any) -> None:
        self.data: list[Upload] = []

    def process_formdata(self, valuelist: list[Any]) -> None:
        sent = [file for file in valuelist[:MOST_FILES] if isinstance(file, FileStorage) and file.filename]
        self.data = [Upload(file.filename or "", file.read()) for file in sent]

    def expect(self, count: str) -> None:
        """Stand for files that were not sent along: beside a form only their number matters."""
        if count.isascii() and count.isdigit():
            self.data = [Upload("", b"")] * min(int(count[:3]), MOST_FILES)

    def __call__(self, **options: Any) -> Any:
        raise NotImplementedError("drawn by the macro `field` of layout/macros.html")
