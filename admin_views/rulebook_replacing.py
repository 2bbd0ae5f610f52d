"""What a policy would replace, before it is put in force: what differs, and what stands against what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import product
from typing import Any

from flask_babel import gettext
from sqlalchemy import select

from admin_views.rulebook_beside import Clash, against_law, clash, differing
from admin_views.rulebook_compare import Compared
from admin_views.rulebook_tables import Topic
from admin_views.rulebook_topics import TOPICS
from admin_views.words import listed
from models import Department, Region, db
from queries import rulebook_shelf as shelf
from queries.rulebook import company
from rules.packs_in_force import NoPackInForce, Where, pack_for
from terms.trade import CustomerKind

SIDES = ("departments", "branches", "product_lines", "customers")
MOST_COMBINED = 200


def replaced(values: Mapping[str, Any]) -> list[str]:
    """The packs that hold on that day for the cases of a form, without the new one."""
    sides = [tuple(values.get(name) or ()) for name in SIDES]
    combined = product(*(side or (None,) for side in sides))
    found = [_pack(place, values["since"]) for place, _number in zip(combined, range(MOST_COMBINED), strict=False)]
    return [name for name in dict.fromkeys(found) if name and name != values["pack"]]


def shown(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the page says about each pack it replaces, and about the new one and the law."""
    pack, others = values["pack"], replaced(values)
    return {
        "replaced": others,
        "differences": [(name, _differing(name, pack, values["since"])) for name in others],
        "clashes": [one for one in (_clash(name, pack) for name in others) if one and one.topics],
        "laws": against_law(pack),
    }


def mark(values: Mapping[str, Any]) -> str:
    """For which entries the page was shown: they must be the same when it is saved."""
    sides = ["+".join(sorted(str(one) for one in values.get(name) or ())) for name in SIDES]
    return "|".join([values["pack"], values["since"].isoformat(), *sides])


def department_names(codes: Sequence[str], model: Any = Department) -> str:
    """Departments, or branches, by their names; an open side is everybody."""
    if not codes:
        return gettext("all")
    wanted = select(model.code, model.name).where(model.code.in_(list(codes)))
    names = {row.code: row.name for row in db.session.execute(wanted)}
    return listed(names.get(code, code) for code in codes)


def branch_names(codes: Sequence[str]) -> str:
    return department_names(codes, Region)


def _pack(place: tuple[Any, ...], on: date) -> str:
    department, branch, line, customer = place
    where = Where(department or "", branch or "", line or "", CustomerKind(customer) if customer else None)
    try:
        return pack_for(where, on=on, company=company(db.session()))
    except NoPackInForce:
        return ""


def _differing(one: str, other: str, on: date) -> list[tuple[Topic, list[Compared]]]:
    before, after = (shelf.edition(db.session(), name, on=on) for name in (one, other))
    return differing(before.book, after.book, list(TOPICS)) if before and after else []


def _clash(one: str, other: str) -> Clash | None:
    return clash(one, other)
