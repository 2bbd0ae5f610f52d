from __future__ import annotations

import ast
import re

import pytest

from tests.guards.tree import ROOMS, ROOT, modules, place, syntax, tracked

# What a strict Content-Security-Policy would block, or what would let data become markup.
FORBIDDEN = {
    "script in the page": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.IGNORECASE),
    "style in the page": re.compile(r"<style\b", re.IGNORECASE),
    "style attribute": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "handler attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "javascript address": re.compile(r"[\"']\s*javascript:(?!void\(0\))", re.IGNORECASE),
    "data as markup": re.compile(r"\|\s*safe\b|autoescape\s+false"),
    # A template trusts the text of a message; only its values are escaped.
    "data as a message": re.compile(r"(?<![\w.])_\(\s*[^\"'\s]"),
    "file from elsewhere": re.compile(r"(?:src|href)=\"(?:https?:)?//"),
}
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has_a(what):
    assert [
        place(path, number)
        for path in tracked()
        if path.suffix == ".html" and path.is_relative_to(ROOT / "templates")
        for number, line in enumerate(COMMENT.sub(blank, path.read_text(encoding="utf-8")).splitlines(), 1)
        if FORBIDDEN[what].search(line)
    ] == []


def test_markup_is_made_of_literals_only():
    """`Markup("<b>%s</b>") % value` escapes the value; `Markup(value)` believes it."""
    assert [
        place(path, node.lineno)
        for path in modules(*ROOMS)
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Markup"
        and not all(isinstance(argument, ast.Constant) for argument in node.args)
    ] == []


def blank(comment: re.Match[str]) -> str:
    """A comment's line breaks, so that the lines after it keep their numbers."""
    return "\n" * comment.group().count("\n")
