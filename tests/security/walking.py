"""Every way a request reaches a row, tried by somebody whose row it is not.

Two guides lead the walk, so that new screens are walked without a word here: what a screen declares (`tries_of`), and
what all roles together find by following links and reading forms (`crawl`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask import Flask

from admin_views import menu
from terms.people import Role
from tests.security.browsing import Form, Page, counted
from tests.security.planted import TOKEN, Ledger, Planted
from tests.security.sees import OPEN_TABLES, WITH_BORDERS, forbidden, sees
from tests.web import HouseClient

# They end the log-in that looks, or are walked by tests of their own.
LEFT_OUT = ("/logout", "/account/password", "/static/", "/login", "/setup")
STANDARD = frozenset({"index_view", "create_view", "ajax_lookup", "action_view"})


@dataclass(frozen=True)
class Try:
    """One request; data makes it a POST."""

    url: str
    data: tuple[tuple[str, str], ...] | None = None

    def __str__(self) -> str:
        return f"{'GET' if self.data is None else 'POST'} {self.url}" + (f" {dict(self.data)}" if self.data else "")


@dataclass
class Walker:
    """Somebody of one role who must not see or change what is not theirs; what goes wrong is gathered in `faults`."""

    client: HouseClient
    role: Role
    ledger: Ledger
    faults: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.forbidden = forbidden(self.role, self.ledger.all())
        every = [(row, column, marker) for row in self.ledger.all() for column, marker in row.markers.items()]
        self.places = {marker: (row.table, column) for row, column, marker in every}

    def report(self) -> str:
        """What went wrong, each thing once; empty when nothing did."""
        return "\n".join(sorted(set(self.faults))[:40])

    def go(self, step: Try) -> Any:
        """Send one request, and look for foreign markers in whatever comes back."""
        if step.data is None:
            answer = self.client.get(step.url)
        else:
            answer = self.client.post(step.url, data=list(step.data) and _multi(step.data))
        body = answer.get_data().decode("utf-8", "replace") + str(answer.headers.get("Location", ""))
        answer.close()
        said = set(TOKEN.findall(str(step)))
        shown = set(TOKEN.findall(body)) - said
        if (count := counted(body)) is not None:
            self.counts[step.url] = count
        self.seen |= shown
        for marker in shown & self.forbidden.keys():
            self.faults.append(f"{step} shows {'.'.join(map(str, self.forbidden[marker]))}")
        if answer.status_code >= 500 or answer.status_code == 429:
            self.faults.append(f"{step} answers {answer.status_code}")
        return answer


def _multi(data: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for name, value in data:
        sent.setdefault(name, []).append(value)
    return sent


def screens(app: Flask) -> list[Any]:
    """Every screen of a table, whoever may open it."""
    with app.app_context():
        return [screen for screen in menu.screens() if getattr(screen, "model", None) is not None]


def foreign_to(role: Role, table: str, ledger: Ledger) -> list[Planted]:
    """One row of each place that is not this role's to see."""
    found: dict[tuple[str, frozenset[str]], Planted] = {}
    for row in ledger.rows[table]:
        if table not in OPEN_TABLES and not sees(role, row):
            found.setdefault((row.place, row.tags), row)
    return list(found.values())


# --- what a screen declares -----------------------------------------------------------------------------------------


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


# --- what all roles together find ----------------------------------------------------------------------------------

# What a list is narrowed and turned by: the declared walk covers it.
TURNS = re.compile(r"[?&](?:order|size|page|search|q)=")


@dataclass
class Atlas:
    """Addresses by role as they were found, and every form that any role was offered."""

    pages: dict[Role, list[str]] = field(default_factory=dict)
    forms: dict[Try, Role] = field(default_factory=dict)

    def addresses(self) -> set[str]:
        return {url for urls in self.pages.values() for url in urls}


# Parameters that name a row of a table of its own, whatever screen they stand on.
KEYS = {"file": "attachment"}


@dataclass(frozen=True)
class Named:
    """The planted row that a request names, and by which parameter."""

    row: Planted
    by: str


def named(step: Try, ledger: Ledger, app: Flask) -> Named | None:
    """Which planted row a request is about."""
    parts = urlsplit(step.url)
    sent = dict(parse_qsl(parts.query)) | dict(step.data or ())
    table = tables_by_url(app).get(parts.path.split("/")[1], "")
    for by, kind in ({"id": table} | KEYS).items():
        row = ledger.row(kind, sent.get(by, ""))
        if row is not None:
            return Named(row, by)
    return None


@cache
def tables_by_url(app: Flask) -> dict[str, str]:
    """The table of each screen, by the first word of its addresses."""
    return {screen.url.strip("/"): screen.model.__tablename__ for screen in screens(app)}


def shape(step: Try, ledger: Ledger, app: Flask, *, places: bool) -> tuple[Any, ...]:
    """What makes two requests alike: the same page, the same words, a row of the same story (and place)."""
    parts, about = urlsplit(step.url), named(step, ledger, app)
    words = {name: "" if value.isdigit() else value for name, value in parse_qsl(parts.query)}
    act = dict(step.data or ()).get("act")
    sent = tuple(sorted(name for name, _value in step.data or ()))
    row = (about.row.tags, about.row.place if places else "") if about else None
    return parts.path, tuple(sorted(words.items())), act, sent, row


def aimed_elsewhere(step: Try, role: Role, ledger: Ledger, app: Flask) -> list[Try]:
    """The same request about rows of the same story that are not this role's; itself when it is about no row."""
    about = named(step, ledger, app)
    if about is None:
        return [step]
    foreign = [row for row in foreign_to(role, about.row.table, ledger) if row.tags == about.row.tags]
    return [turned(step, about, row) for row in {id(row): row for row in (*foreign[:1], *foreign[-1:])}.values()]


def turned(step: Try, about: Named, row: Planted) -> Try:
    old, new = f"{about.by}={about.row.id}", f"{about.by}={row.id}"
    url = re.sub(rf"(?<=[?&]){old}(?=&|$)", new, step.url)
    data = step.data and tuple((name, str(row.id) if name == about.by else value) for name, value in step.data)
    return Try(url, data)


def crawl(walker: Walker, app: Flask, atlas: Atlas, most: int = 400) -> None:
    """Follow every link from home on, one of each kind, and write down the forms."""
    waiting, known = ["/", *(f"{screen.url}/?size=100" for screen in screens(app))], set[Any]()
    links, places = set[str](), walker.role in WITH_BORDERS
    found = atlas.pages[walker.role] = []
    while waiting and len(found) < most:
        url = waiting.pop(0)
        answer = walker.go(Try(url))
        if answer.status_code != 200 or "html" not in (answer.content_type or ""):
            continue
        found.append(url)
        page = Page(answer.get_data(as_text=True), url)
        for form in page.forms:
            note(form, walker, atlas)
        for link in page.own_links():
            if link in links or link.startswith(LEFT_OUT) or TURNS.search(link):
                continue
            links.add(link)
            kind = shape(Try(link), walker.ledger, app, places=places and link.startswith("/complaint/details/"))
            if kind not in known:
                known.add(kind)
                waiting.append(link)


def note(form: Form, walker: Walker, atlas: Atlas) -> None:
    """Write down a form as it would be sent; forms that look things up are links."""
    if form.method != "post" or form.action.startswith(LEFT_OUT):
        return
    base = form.filled(lambda control: control.value or example(control.name))
    for name, value in form.buttons or [("", "")]:
        sent = {**base, name: value} if name else base
        sent.pop("csrf_token", None)
        sent.pop("submission", None)
        step = Try(form.action, tuple(sorted((key, str(text)) for key, text in sent.items())))
        atlas.forms.setdefault(step, walker.role)


def example(name: str) -> str:
    """Something that fits a field of this name well enough to get past its shape."""
    if name.endswith(("_on", "_from", "_to")):
        return "2026-09-16"
    if name.endswith("_at"):
        return "2026-09-17T10:00"
    return (
        "1" if any(word in name for word in ("quantity", "cash", "cases", "price", "rating", "consumers")) else "walked"
    )
