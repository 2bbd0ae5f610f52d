"""The floor: the same rows by the driver alone, in a page that is hardly one. Nothing built on these can be faster."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask, request
from sqlalchemy import Connection, create_engine, text

from models.engine import prepare_engine

TWENTY = """
SELECT c.id, c.number, k.name, p.name, b.code, c.severity, c.state, r.name, s.name, c.registered_at, c.due_at
FROM ({keys}) picked JOIN complaint c ON c.id = picked.id JOIN region r ON r.id = c.region_id
LEFT JOIN customer k ON k.id = c.customer_id LEFT JOIN product p ON p.id = c.product_id
LEFT JOIN batch b ON b.id = c.batch_id LEFT JOIN staff s ON s.id = c.assigned_to_id
ORDER BY {order}
"""
NEWEST, BY_DUE = "c.id DESC", "c.due_at, c.id"
HIT = {
    "sqlite": "id IN (SELECT rowid FROM complaint_search WHERE complaint_search MATCH :word)",
    "postgresql": "id IN (SELECT id FROM complaint_search WHERE grams @> ARRAY[:word])",
}


def statements(dialect: str) -> dict[str, str]:
    """Each page's rows in one statement."""
    newest = "SELECT id FROM complaint WHERE {where} ORDER BY id DESC LIMIT 20"
    found = newest.format(where=HIT[dialect])
    pages = {
        "list": newest.format(where="1 = 1"),
        "region": newest.format(where="region_id = :region"),
        "deep": newest.format(where="1 = 1") + " OFFSET :offset",
        "filter": newest.format(where="region_id = :region AND state = :state"),
        "search": found,
        "one": "SELECT id FROM complaint WHERE id = :id",
    }
    told = {name: TWENTY.format(keys=keys, order=NEWEST) for name, keys in pages.items()}
    told["sort"] = TWENTY.format(keys="SELECT id FROM complaint ORDER BY due_at, id LIMIT 20", order=BY_DUE)
    told["lookup"] = "SELECT id, name FROM customer WHERE name = :name ORDER BY id LIMIT 20"
    return told


def floor(url: str) -> Flask:
    """The floor as an application: /<page>?<parameters>."""
    app, engine = Flask(__name__), create_engine(url)
    prepare_engine(engine)
    known = statements(engine.dialect.name)
    app.extensions["engine"] = engine

    @app.get("/<page>")
    def answer(page: str) -> str:
        with engine.connect() as connection:
            return table(rows(connection, known[page], typed(request.args)))

    return app


def rows(connection: Connection, statement: str, values: dict[str, Any]) -> list[Any]:
    driver: Callable[..., Any] = connection.execute
    return list(driver(text(statement), values).all())


def typed(values: Any) -> dict[str, Any]:
    return {name: int(value) if value.isdigit() else value for name, value in values.items()}


def table(found: list[Any]) -> str:
    """The rows as the leanest table there is."""
    lines = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in found)
    return f"<!doctype html><title>Floor</title><table>{lines}</table>"
