"""An issue as files and back: one TOML file a topic, in a folder named after the pack, or the same in a ZIP.

What comes in is not trusted: only the topics there are, no other paths, no more than an issue can hold.
"""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import tomli_w

from rulebook.errors import RulebookError
from rulebook.issue import SILENT, TOPICS
from rulebook.layers import ROW_KEYS, Data, Merged
from rulebook.toml_errors import in_words
from terms.text import say

ENDING = ".toml"
NAMES = frozenset({*TOPICS, *SILENT})
# An issue of today has 60 thousand characters; a file sent may be packed, what is in it may not be endless.
LARGEST_FILE = 1_000_000  # bytes, packed
LARGEST_WHOLE = 2_000_000  # bytes, unpacked
# A row of a table of a topic, and its words in two languages: five deep. Readers go down by recursion.
DEEPEST = 12
# A Mac packs these beside the files.
NOISE = ("__MACOSX", ".DS_Store")
# When the files of an export were written: always the same, so that the same issue gives the same bytes.
WRITTEN = (2020, 1, 1, 0, 0, 0)

Files = Mapping[str, bytes]


def files_of(found: Merged, issue: str) -> dict[str, bytes]:
    """An issue as the files of its topics, by their names."""
    return {
        f"{topic}{ENDING}": f"# {issue}\n\n{tomli_w.dumps(dict(data))}".encode()
        for topic, data in sorted(found.topics.items())
    }


def zipped(files: Files, pack: str) -> bytes:
    """The files in a ZIP, in a folder named after the pack."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in sorted(files.items()):
            entry = zipfile.ZipInfo(f"{pack}/{name}", WRITTEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, text)
    return packed.getvalue()


def unzipped(data: bytes, called: str = "zip") -> tuple[str, dict[str, bytes]]:
    """The name of the folder in a ZIP, "" where it has none, and the files in it.

    called: the name of the file itself, for what is wrong with the whole.

    :raises RulebookError: no ZIP, too large, or with other files than topics.
    """
    if len(data) > LARGEST_FILE:
        _refuse(called, say("is larger than %(most)s bytes; send the files of one issue only", most=LARGEST_FILE))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _entries(archive, called)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, RulebookError):
            raise
        raise RulebookError(
            called, say("is not a ZIP that can be read; pack the folder again, without password")
        ) from error


def from_folder(folder: Path) -> tuple[str, dict[str, bytes]]:
    """The same from a folder: its own files, or those of the one folder in it.

    :raises RulebookError:
    """
    inner = [one for one in sorted(folder.iterdir()) if one.is_dir() and (one / f"pack{ENDING}").is_file()]
    chosen = folder if (folder / f"pack{ENDING}").is_file() or len(inner) != 1 else inner[0]
    files = [one for one in sorted(chosen.iterdir()) if one.is_file() and one.suffix == ENDING]
    _check_names(PurePosixPath(one.name) for one in files)
    if sum(one.stat().st_size for one in files) > LARGEST_WHOLE:
        _refuse(
            folder.name, say("holds more than %(most)s bytes; send the files of one issue only", most=LARGEST_WHOLE)
        )
    return chosen.resolve().name, {one.name: one.read_bytes() for one in files}


def topics_of(files: Files) -> dict[str, Data]:
    """What the files say, by topic.

    :raises RulebookError: with the file, and where in it, what is wrong and what to do.
    """
    if f"pack{ENDING}" not in files:
        _refuse(f"pack{ENDING}", say("is missing; export a pack to see what belongs to an issue"))
    return {name.removesuffix(ENDING): _topic(name, data) for name, data in sorted(files.items())}


def _entries(archive: zipfile.ZipFile, called: str) -> tuple[str, dict[str, bytes]]:
    entries = [one for one in archive.infolist() if not one.is_dir() and not _is_noise(one.filename)]
    paths = [PurePosixPath(one.filename) for one in entries]
    _check_names(paths)
    folders = {path.parent.as_posix() for path in paths}
    if len(folders) > 1:
        _refuse(called, say("holds more than one folder; send the files of one pack"))
    folder = next(iter(folders), ".")
    return "" if folder == "." else folder, _contents(archive, entries, called)


def _contents(archive: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo], called: str) -> dict[str, bytes]:
    """The files, counted while they are unpacked: what an archive says of its sizes may be untrue."""
    found: dict[str, bytes] = {}
    left = LARGEST_WHOLE
    for entry in entries:
        with archive.open(entry) as packed:
            text = packed.read(left + 1)
        left -= len(text)
        if left < 0:
            _refuse(called, say("holds more than %(most)s bytes; send the files of one issue only", most=LARGEST_WHOLE))
        found[PurePosixPath(entry.filename).name] = text
    return found


def _check_names(paths: Iterable[PurePosixPath]) -> None:
    """One folder deep at most, and only the topics there are, each once."""
    seen: set[str] = set()
    for path in paths:
        known = path.suffix == ENDING and path.stem in NAMES
        plain = not path.is_absolute() and len(path.parts) <= 2 and ".." not in path.parts  # noqa: PLR2004  a folder and a file
        if not known or not plain or "\\" in str(path):
            _refuse(str(path)[:80], say("is no topic of the rulebook; remove it or correct its name"))
        if path.name in seen:
            _refuse(path.name, say("stands twice; keep one file"))
        seen.add(path.name)


def _is_noise(name: str) -> bool:
    return any(part in NOISE for part in PurePosixPath(name).parts)


def _topic(name: str, data: bytes) -> Data:
    try:
        found: Data = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise RulebookError(name, say("is not written in UTF-8; save it with that encoding")) from error
    except RecursionError as error:
        raise RulebookError(name, say("is nested too deeply; no topic needs that")) from error
    except ValueError as error:
        raise RulebookError(name, in_words(error)) from error
    _check_shape(name, found)
    return found


def _check_shape(name: str, data: Data) -> None:
    """What readers of lists and tables may rely on."""
    _check_depth(name, data)
    topic = name.removesuffix(ENDING)
    for of, key in ROW_KEYS:
        rows: Any = data.get(key) if of == topic else None
        if rows is not None and not (isinstance(rows, list) and all(isinstance(row, dict) for row in rows)):
            _refuse(f"{name}, {key}", say("must be a list of tables; write [[%(key)s]] above each row", key=key))


def _check_depth(name: str, data: Data) -> None:
    """A dotted key is a table in a table for each of its parts."""
    level: list[Any] = [data]
    for _depth in range(DEEPEST):
        level = [inner for one in level for inner in (one.values() if isinstance(one, dict) else one)]
        level = [one for one in level if isinstance(one, dict | list)]
    if level:
        _refuse(
            name,
            say("is nested more than %(most)s levels deep; shorten the dotted key or take inner tables out",
                most=DEEPEST),
        )  # fmt: skip


def _refuse(where: str, text: Any) -> NoReturn:
    raise RulebookError(where, text)


def file_of(where: str) -> str:
    """The file and the row, for a place that a reader names: "salt/time_limits, limits row 3" in time_limits.toml."""
    pack, slash, place = where.partition("/")
    topic, comma, rest = (place if slash else pack).partition(", ")
    return f"{topic if topic.endswith(ENDING) else topic + ENDING}{comma}{rest}" if topic in NAMES else where
