"""What a screen declares, turned into requests for rows that are somebody else's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from terms.people import Role
from tests.security.planted import Ledger, Planted
from tests.security.sees import OPEN_TABLES, sees
from tests.security.walking import Try, foreign_to

# Pages with a part of their own in the walk.
STANDARD = frozenset({"index_view", "create_view", "ajax_lookup", "action_view"})


def tries_of(screen: Any, role: Role, ledger: Ledger) -> Iterator[Try]:
    """Every entry point of one screen, aimed at rows that are not this role's."""
    table, base = screen.model.__tablename__, screen.url
    foreign = foreign_to(role, table, ledger)
    yield from (Try(f"{base}/?{query}") for query in list_queries(screen, foreign, ledger, role))
    yield from lookups(screen, role, ledger)
    keys = [str(row.id) for row in {id(row): row for row in (*foreign[:1], *foreign[-1:])}.values()]
    keys += beside(role, table, ledger)
    for point in screen.entry_points():
        if point.endpoint.rpartition(".")[2] not in STANDARD:
            yield from aimed(f"{base}{point.rule}", "POST" in point.methods, keys)
    for name, _label in screen._actions if keys else ():
        yield Try(f"{base}/action/", (("action", name), *(("rowid", key) for key in keys)))
    yield from new_with_foreign_relations(screen, role, ledger)


def aimed(url: str, takes_posts: bool, keys: list[str]) -> Iterator[Try]:
    """One page asked for by foreign keys: in the address, in the body, in both."""
    yield from (Try(f"{url}?id={key}") for key in keys)
    if takes_posts:
        yield from (Try(url, (("id", key), ("version", "1"))) for key in keys)
        yield from (Try(f"{url}?id={key}", (("version", "1"),)) for key in keys[:1])


def beside(role: Role, table: str, ledger: Ledger) -> list[str]:
    """The keys next to rows one may see that are somebody else's."""
    if table in OPEN_TABLES:
        return []
    theirs = {row.id for row in ledger.rows[table] if sees(role, row)}
    every = {row.id for row in ledger.rows[table]}
    near = {key + step for key in theirs for step in (-1, 1)}
    return [str(key) for key in sorted(near & (every - theirs))][:1]


def list_queries(screen: Any, foreign: list[Planted], ledger: Ledger, role: Role) -> Iterator[str]:
    yield from ("size=100&order=-id", "order=-complainant_phone&size=100000", "page=2")
    yield from (f"size=100&order={name}" for name in screen.sortable if foreign)
    yield from (f"tab={tab.name}&size=100" for tab in screen.tabs)
    yield from (urlencode({"search": marker}) for row in foreign[-1:] for marker in list(row.markers.values())[:2])
    loose: dict[str, Any] = {}
    for one in screen.filters:
        if one.kind == "pick":
            yield from (urlencode(values) for values in foreign_picks(one, role, ledger))
        elif one.kind == "choice":
            yield urlencode({one.name: [key for key, _text, _on in one.options(None)], "size": 100}, doseq=True)
        else:
            loose |= dict.fromkeys(one.names, "1" if one.kind == "flag" else "2026-09-16")
    yield urlencode(loose)


def foreign_picks(one: Any, role: Role, ledger: Ledger) -> Iterator[dict[str, Any]]:
    """A foreign row put into a filter: by its key, and by a word of it."""
    for row in foreign_to(role, one.pick.model.__tablename__, ledger)[-1:]:
        yield {one.name: row.id}
        yield from ({f"{one.name}-text": marker} for marker in list(row.markers.values())[:1])


def lookups(screen: Any, role: Role, ledger: Ledger) -> Iterator[Try]:
    base = f"{screen.url}/ajax/lookup/"
    yield Try(f"{base}?name=password_hash&query=zz")
    for name, pick in every_pick(screen).items():
        foreign = foreign_to(role, pick.model.__tablename__, ledger)[-1:]
        words = [marker for row in foreign for marker in list(row.markers.values())[:1]]
        for query in ["Kx", "139", *words]:
            yield Try(f"{base}?{urlencode({'name': name, 'query': query, 'limit': 100000, 'offset': 0})}")


def every_pick(screen: Any) -> dict[str, Any]:
    """Every relation that the screen's forms and filters name, asked for or not."""
    picks = {one.name: one.pick for one in screen.filters if one.kind == "pick"} | dict(screen.extra_picks)
    for form in (screen.form, screen._edit_form):
        fields = vars(form).items() if form else ()
        picks |= {name: value.kwargs.get("pick") or value.args[1] for name, value in fields if _is_pick(value)}
    return picks


def _is_pick(value: Any) -> bool:
    return "PickField" in getattr(getattr(value, "field_class", None), "__name__", "")


def new_with_foreign_relations(screen: Any, role: Role, ledger: Ledger) -> Iterator[Try]:
    if screen.form is None:
        return
    picks = {name: pick for name, pick in every_pick(screen).items() if hasattr(screen.form, name)}
    for place in ("region", "elsewhere"):
        sent = [
            (name, str(row.id))
            for name, pick in picks.items()
            for row in foreign_to(role, pick.model.__tablename__, ledger)
            if row.place == place
        ]
        if sent:
            yield Try(f"{screen.url}/new/", tuple(sent))
