"""Working on cases through the browser, without scripts: what a page offers, and sending one of its forms."""

from __future__ import annotations

import re
from typing import Any

from models import Complaint
from tests.web import HouseClient

OFFERED = re.compile(r'name="act" value="(\w+)"|[?&](?:amp;)?act=(\w+)"')


def page_of(client: HouseClient, case: Complaint) -> str:
    """The page of a case; the test fails unless it opens."""
    answer = client.get(f"/complaint/details/?id={case.id}")
    assert answer.status_code == 200, answer.status_code
    return answer.text


def offered(client: HouseClient, case: Complaint) -> set[str]:
    """The acts a page offers, by their stored words."""
    return {one or other for one, other in OFFERED.findall(page_of(client, case))}


def marks(page: str) -> dict[str, str]:
    """The hidden marks of the first form of a page: the version seen and the token."""
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in ("version", "submission")}
    return {name: match[1] if match else "" for name, match in found.items()}


def send(client: HouseClient, path: str, **entries: Any) -> Any:
    """Fetch a form, fill it in and send it."""
    found = marks(client.get(path).text)
    return client.post(path, data={**found, **entries})


def act(client: HouseClient, case: Complaint, name: str, **entries: Any) -> Any:
    """Send one act as its page would: with the version as it stands and a token of its own."""
    # A page that offers no form has no marks: the request goes out all the same, as a stranger's would.
    given = {"version": str(case.version), "submission": f"token-of-{name}-{case.id}-{case.version}", **entries}
    return client.post("/complaint/act/", data={"id": case.id, "act": name, **given})


def line(n: int = 0, **values: Any) -> dict[str, Any]:
    """One line of a proposal as the form names it."""
    return {f"lines-{n}-{name}": value for name, value in values.items()}
