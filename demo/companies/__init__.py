"""The demo companies by the pack they work by; each is a description, told by one engine."""

from __future__ import annotations

from importlib import import_module

from demo.companies.described import Company

# A module of this package each.
PACKS = ("food", "salt", "supermarket")


def company(pack: str) -> Company:
    """The demo company that works by a pack."""
    found: Company = import_module(f"demo.companies.{pack}").COMPANY
    return found
