"""The form of a trial: which issue, on which cases, against what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import wtforms
from flask import request
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select
from wtforms.validators import ValidationError

import rulebook
from admin_views.clock import today
from admin_views.forms import DateField, Form, required
from admin_views.lookups import key_of
from admin_views.rulebook_profiles import ProfilesField, split
from admin_views.signed_in import person
from admin_views.words import bracketed, day, words
from models import RulebookIssue, db
from queries.rulebook import company
from queries.scope import visible
from rulebook.files import with_profiles
from terms.rulebook import IssueStatus
from workflows.trials.ask import Question

ISSUE, PACK = "issue:", "pack:"
# A year back from today, unless somebody says otherwise.
SPAN = timedelta(days=364)
MOST_ISSUES = 100


class TrialForm(Form):
    tried = wtforms.SelectField(lazy_gettext("What is tried"), required(), render_kw={"wide": True})
    profiles = ProfilesField(
        description=lazy_gettext("On top of a pack that is tried; a draft says itself what it adopts.")
    )
    pack = wtforms.SelectField(
        lazy_gettext("On the cases of"), required(),
        description=lazy_gettext("Cases that were judged under this policy."),
    )  # fmt: skip
    before = wtforms.SelectField(lazy_gettext("Held against"), default="")
    first = DateField(lazy_gettext("Registered from"), required())
    last = DateField(lazy_gettext("Registered to"), required())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        issues = _issues()
        self.tried.choices = [
            *((f"{ISSUE}{row.id}", issue_words(row)) for row in issues),
            *((f"{PACK}{name}", f"{pack_words(name)}{bracketed(gettext('as shipped'))}") for name in _to_try()),
        ]
        self.pack.choices = [(name, pack_words(name)) for name in _packs()]
        dated = [(row.key, issue_words(row)) for row in issues if row.key]
        self.before.choices = [("", gettext("The issue each case was judged under")), *dated]

    def validate_profiles(self, field: Any) -> None:
        if field.data and not (self.tried.data or "").startswith(PACK):
            raise ValidationError(gettext("Tick these beside a pack only: a draft says itself what it adopts."))

    def values(self) -> dict[str, Any]:
        """The question that the use-case is asked."""
        kind, _colon, name = (self.tried.data or "").partition(":")
        return {
            "question": Question(
                pack=self.pack.data,
                first=self.first.data,
                last=self.last.data,
                issue_id=key_of(name) if f"{kind}:" == ISSUE else None,
                tried=with_profiles(name, self.profiles.data or ()) if f"{kind}:" == PACK else "",
                before=self.before.data or "",
            )
        }


def prefilled() -> dict[str, Any]:
    """What a new form starts with: the issue that the address names, last year's cases."""
    found = {"last": today(), "first": today() - SPAN, "before": ""}
    row = _issue(request.args.get("issue", ""))
    if row is not None:
        found |= {"tried": f"{ISSUE}{row.id}", "pack": row.pack}
    elif named := split(request.args.get("tried", ""), _to_try()):
        found |= {**named, "tried": f"{PACK}{named['pack']}"}
    else:
        found |= {"pack": next(iter(_packs()), "")}
    return found


def pack_words(name: str) -> str:
    """A pack as people call it."""
    base = name.split(rulebook.files.WITH, maxsplit=1)[0]
    return words(rulebook.book(name, on=today()).pack.name) if base in rulebook.packs() else name


def issue_words(row: RulebookIssue) -> str:
    """An issue with how far it is: a draft has no number yet."""
    name = row.title if row.title and row.based_on else pack_words(row.pack)
    begins = day(row.effective_from) if row.effective_from else ""
    return f"{name}{bracketed(' · '.join(part for part in (words(row.status), begins) if part))}"


def _issue(text: str) -> RulebookIssue | None:
    key = key_of(text)
    if key is None:
        return None
    row: RulebookIssue | None = db.session.scalars(
        visible(select(RulebookIssue), RulebookIssue, person()).where(RulebookIssue.id == key)
    ).one_or_none()
    return row


def _issues() -> list[RulebookIssue]:
    """The newest issues a person may read, drafts first."""
    wanted = visible(select(RulebookIssue), RulebookIssue, person()).where(
        RulebookIssue.status != IssueStatus.WITHDRAWN
    )
    rows = list(db.session.scalars(wanted.order_by(RulebookIssue.id.desc()).limit(MOST_ISSUES)))
    return sorted(rows, key=lambda row: (row.status is IssueStatus.APPROVED, -row.id))


def _to_try() -> list[str]:
    """The packs the company works by, profiles included, then those it could."""
    return list(dict.fromkeys((*_packs(), *rulebook.packs())))


def _packs() -> list[str]:
    return list(dict.fromkeys(row.pack for row in company(db.session())))
