"""Addresses of our own files, with a mark of their content, so that browsers may keep them for a year."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, current_app, url_for

YEAR = 365 * 24 * 3600


def asset(name: str) -> str:
    """The address of a file under static/."""
    mark = _mark(Path(current_app.static_folder or ""), name)
    return url_for("static", filename=name, v=mark)


def _mark(folder: Path, name: str) -> str:
    path = folder / name
    return _hash(path, path.stat().st_mtime_ns)


@cache
def _hash(path: Path, _changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:10]


def install(app: Flask) -> None:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.jinja_env.globals["asset"] = asset
