"""The files of the house, for the guards that read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BELOW_SCREENS = ("terms", "rulebook", "rules", "exchange", "models", "queries", "workflows")
SHELLS = ("admin_views", "jobs", "cli")
ROOMS = (*BELOW_SCREENS, "demo", *SHELLS)


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that belongs to the project, new ones included; none that Git ignores."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file())


def modules(*rooms: str) -> Iterator[Path]:
    """The Python files of these rooms."""
    return (path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in rooms)


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def place(path: Path, line: int) -> str:
    """Where something stands, as an editor opens it."""
    return f"{path.relative_to(ROOT).as_posix()}:{line}"


def attributes(path: Path) -> Iterator[tuple[str, str, int]]:
    """Every `owner.name` of a file: the owner as it is written, the name, the line."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Attribute):
            yield ast.unparse(node.value), node.attr, node.lineno


def imports(path: Path, module: str, name: str) -> bool:
    """Whether a file has `from module import name`."""
    return any(
        isinstance(node, ast.ImportFrom) and node.module == module and any(alias.name == name for alias in node.names)
        for node in ast.walk(syntax(path))
    )
