"""Reading a page as a browser does: its links, its forms, what a person could fill in and send."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

HERE = "http://localhost"


@dataclass
class Control:
    """One field: kind is the input's type, `textarea` or `select`."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    checked: bool = False


@dataclass
class Form:
    """One form as it stands on a page; buttons are the named ones, of which a press sends one."""

    method: str
    action: str
    id: str = ""
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def filled(self, text: Callable[[Control], str] | None = None) -> dict[str, Any]:
        """What is sent when every text is written by `text` and every choice left as it stands (or its first)."""
        sent: dict[str, Any] = {}
        for control in self.controls:
            value = self._value(control, text)
            if value is not None:
                sent[control.name] = value
        sent.update(self.buttons[:1])
        return sent

    @staticmethod
    def _value(control: Control, text: Callable[[Control], str] | None) -> str | None:
        if control.kind in ("checkbox", "radio"):
            return control.value if control.checked else None
        if control.kind == "select":
            return control.value or next(filter(None, control.options), "")
        if control.kind in ("hidden", "file"):
            return control.value if control.kind == "hidden" else None
        return text(control) if text else control.value


# Where elements other than links name addresses: pictures, and what scripts fetch.
SOURCES = ("src", "data-pick", "data-panel", "data-weigh", "data-url", "data-source")


class Page(HTMLParser):
    """What a page offers: `links`, `forms`, and everything it loads."""

    def __init__(self, html: str, url: str = "/") -> None:
        super().__init__(convert_charrefs=True)
        self.url, self.links, self.forms = url, [], []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._form: Form | None = None
        self._control: Control | None = None
        self.strays: list[tuple[str, Any]] = []
        self.feed(html)
        self.close()
        by_id = {form.id: form for form in self.forms if form.id}
        for owner, thing in self.strays:
            if owner in by_id:
                place = by_id[owner].controls if isinstance(thing, Control) else by_id[owner].buttons
                place.append(thing)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append((tag, said))
        self._link(tag, said)
        if tag == "form":
            action = urljoin(self.url, said.get("action") or self.url)
            self._form = Form((said.get("method") or "get").lower(), action, said.get("id") or "")
            self.forms.append(self._form)
        elif tag in ("input", "select", "textarea"):
            self._add(said, tag)
        elif tag == "option":
            self._option(said)
        elif tag == "button" and said.get("name"):
            self._place(said.get("form"), (str(said["name"]), said.get("value") or ""))

    def _link(self, tag: str, said: dict[str, str | None]) -> None:
        names = ("href",) if tag == "a" else SOURCES if tag != "script" else ()
        self.links += [urljoin(self.url, said[name] or "") for name in names if said.get(name)]

    def _option(self, said: dict[str, str | None]) -> None:
        if self._control is not None and self._control.kind == "select":
            self._control.options.append(said.get("value") or "")
            if "selected" in said:
                self._control.value = said.get("value") or ""

    def _add(self, said: dict[str, str | None], tag: str) -> None:
        if not said.get("name"):
            return
        kind = (said.get("type") or "text").lower() if tag == "input" else tag
        control = Control(str(said["name"]), kind, said.get("value") or "", checked="checked" in said)
        if kind == "checkbox" and not control.value:
            control.value = "on"
        self._control = control
        self._place(said.get("form"), control)

    def _place(self, owner: str | None, thing: Any) -> None:
        if owner:
            self.strays.append((owner, thing))
        elif self._form is not None:
            (self._form.controls if isinstance(thing, Control) else self._form.buttons).append(thing)

    def handle_data(self, data: str) -> None:
        if self._control is not None and self._control.kind == "textarea":
            self._control.value += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("textarea", "select"):
            self._control = None
        if tag == "form":
            self._form = None

    def own_links(self) -> Iterator[str]:
        """Addresses of this house, as paths."""
        for link in self.links:
            parts = urlsplit(link)
            if not parts.scheme and not parts.netloc and parts.path.startswith("/"):
                yield link.partition("#")[0]


COUNT = re.compile(r'<span class="muted">([\d,]+)\+? entries')


def counted(html: str) -> int | None:
    """How many entries a list says there are."""
    found = COUNT.search(html)
    return int(found.group(1).replace(",", "")) if found else None
