"""A browser without scripts: one kept connection, cookies, and how long an answer took."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from http.client import HTTPConnection
from urllib.parse import urlencode

HIDDEN = re.compile(r'<input[^>]*type="hidden"[^>]*>')
ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ms: from asking to the last byte."""

    status: int
    body: bytes
    headers: dict[str, str]
    ms: float


class Browser:
    def __init__(self, port: int, cookie: str = "") -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=300)
        self.cookie = cookie

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, None, {})

    def post(self, path: str, values: dict[str, str]) -> Answer:
        return self._ask("POST", path, urlencode(values), {"Content-Type": "application/x-www-form-urlencoded"})

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        began = time.perf_counter()
        self.connection.request(method, path, body, {**headers, **({"Cookie": self.cookie} if self.cookie else {})})
        response = self.connection.getresponse()
        content = response.read()
        ms = (time.perf_counter() - began) * 1000
        given = response.getheader("Set-Cookie")
        if given:
            self.cookie = given.split(";")[0]
        return Answer(response.status, content, dict(response.getheaders()), ms)


def hidden(page: Answer) -> dict[str, str]:
    """The hidden fields of a page's forms."""
    tags = [dict(ATTRIBUTE.findall(tag)) for tag in HIDDEN.findall(page.body.decode())]
    return {tag["name"]: tag.get("value", "") for tag in tags if "name" in tag}
