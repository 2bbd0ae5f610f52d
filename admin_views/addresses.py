"""Addresses of views without values in their path: a page has dozens of them, and building one anew costs."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for

# What a query may carry as it is (WHATWG URL), as in the addresses Werkzeug builds.
PLAIN = "!$'()*,/:;?@"


def address_of(endpoint: str, **arguments: Any) -> str:
    """The address of a view; an argument that is None is left out, a list stands once for each of its values."""
    known: dict[tuple[str, str], str] = current_app.extensions["addresses"]
    key = (request.script_root, endpoint)
    if key not in known:
        known[key] = url_for(endpoint)
    given = {name: value for name, value in arguments.items() if value is not None}
    query = urlencode(given, doseq=True, safe=PLAIN) if given else ""
    return f"{known[key]}?{query}" if query else known[key]


def install(app: Flask) -> None:
    app.extensions["addresses"] = {}
    app.jinja_env.globals["address_of"] = address_of
