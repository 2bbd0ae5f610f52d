from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from admin_views.translations import catalogue, own_files
from tests.guards.tree import ROOMS, ROOT, modules, place, tracked

CHINESE = "zh_Hans_CN"
ONE = ("_", "gettext", "lazy_gettext", "_gettext", "say")
SINGULAR_AND_PLURAL = ("ngettext", "lazy_ngettext", "_ngettext")
KEYWORDS = {**dict.fromkeys(ONE), **dict.fromkeys(SINGULAR_AND_PLURAL, (1, 2))}
PLACEHOLDER = re.compile(r"%\((\w+)\)[sdr]")


@cache
def sentences() -> dict[str, str]:
    """Every sentence of the house, with a place where it stands."""
    return {sentence: where for sentence, where in [*from_python(), *from_templates()] if sentence.strip()}


def from_python() -> Iterator[tuple[str, str]]:
    for path in [*modules(*ROOMS), ROOT / "app.py"]:
        if path.exists():
            yield from extracted("python", path)


def from_templates() -> Iterator[tuple[str, str]]:
    for path in tracked():
        if path.suffix == ".html" and path.is_relative_to(ROOT / "templates"):
            yield from extracted("jinja2.ext:babel_extract", path)


def extracted(method, path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        for line, messages, *_rest in extract(method, file, keywords=KEYWORDS, options={"silent": "false"}):
            for message in messages if isinstance(messages, tuple | list) else (messages,):
                yield message, place(path, line)


def chinese(sentence: str) -> str:
    # A plural sentence is kept with its number, of which Chinese has one.
    translations = catalogue(CHINESE)
    return (
        translations.gettext(sentence)
        if sentence in translations._catalog
        else translations._catalog.get((sentence, 0), "")
    )


class TestSentences:
    def test_are_found_at_all(self):
        assert len(sentences()) > 20

    def test_all_have_chinese(self):
        plural_forms = {
            message.id[1] for path in own_files(CHINESE) for message in messages(path) if isinstance(message.id, tuple)
        }

        silent = sorted(
            f"{where}  {sentence}"
            for sentence, where in sentences().items()
            if not chinese(sentence) and sentence not in plural_forms
        )

        assert not silent, "\n" + "\n".join(silent)

    def test_keep_their_placeholders_in_chinese(self):
        assert [
            f"{where}  {sentence} -> {chinese(sentence)}"
            for sentence, where in sentences().items()
            if chinese(sentence) and set(PLACEHOLDER.findall(sentence)) != set(PLACEHOLDER.findall(chinese(sentence)))
        ] == []


class TestCatalogueFiles:
    @pytest.mark.parametrize("path", own_files(CHINESE), ids=lambda path: path.stem)
    def test_finish_every_sentence(self, path):
        assert [message.id for message in messages(path) if not message.string or message.fuzzy] == []

    def test_agree_with_each_other(self):
        said: dict[object, object] = {}

        assert [
            f"{path.name}: {message.id}: {message.string} / {said[message.id]}"
            for path in own_files(CHINESE)
            for message in messages(path)
            if said.setdefault(message.id, message.string) != message.string
        ] == []


def messages(path) -> list:
    with path.open("rb") as file:
        return [message for message in read_po(file) if message.id]
