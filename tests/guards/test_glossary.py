"""The glossary and the words in the code are the same words."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import terms
from terms.term import Term

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def lists() -> dict[str, type[Term]]:
    """Every list of words, by its name."""
    for module in pkgutil.iter_modules(terms.__path__):
        importlib.import_module(f"terms.{module.name}")
    return {kind.__name__: kind for kind in Term.__subclasses__() if kind.__module__.startswith("terms.")}


def line_of(name: str, kind: type[Term]) -> str:
    """How a list stands in the glossary."""
    return f"- **{name}**: " + "; ".join(f"`{word.value}` {word.zh} {word.en}" for word in kind)


def test_every_list_stands_in_the_glossary_word_for_word() -> None:
    wanted = {line_of(name, kind) for name, kind in lists().items()}
    found = set(re.findall(r"^- \*\*.*$", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE))

    assert found == wanted
