"""Which verb opens which page, and who may: asked before every page, in one place. Deny by default."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort

from admin_views.signed_in import actor, is_signed_in, may
from rules.permissions import Permission, require

Page = Callable[..., Any]


def opens(verb: str) -> Callable[[Page], Page]:
    """Name the verb of `permissions` that opens a page."""

    def mark(page: Page) -> Page:
        page.verb = verb  # type: ignore[attr-defined]
        return page

    return mark


@dataclass(frozen=True)
class EntryPoint:
    """One address through which a request reaches a screen; permission None means closed to all."""

    endpoint: str
    rule: str
    methods: tuple[str, ...]
    verb: str
    permission: Permission | None


class Guarded:
    """Who may open which page: asked before every page, in one place."""

    permissions: Mapping[str, Permission] = {}
    endpoint: str
    _urls: list[tuple[str, str, tuple[str, ...]]]

    def allows(self, verb: str) -> bool:
        permission = self.permissions.get(verb)
        return permission is not None and may(permission)

    def verb_of(self, page: str) -> str:
        return getattr(getattr(type(self), page, None), "verb", "")

    def is_accessible(self) -> bool:
        return self.allows("read")

    def _handle_view(self, name: str, **_kwargs: Any) -> None:
        permission = self.permissions.get(self.verb_of(name))
        if permission is None or not is_signed_in():
            abort(403)
        require(actor().roles, permission)

    def _run_view(self, fn: Page, *args: Any, **kwargs: Any) -> Any:
        # Flask-Admin's own calls a page again after any TypeError, which hides the real error.
        return fn(self, *args, **kwargs)

    def entry_points(self) -> list[EntryPoint]:
        """Every address of this screen with the verb and permission that open it."""
        return [
            EntryPoint(
                f"{self.endpoint}.{page}",
                rule,
                tuple(methods),
                self.verb_of(page),
                self.permissions.get(self.verb_of(page)),
            )
            for rule, page, methods in self._urls
        ]
