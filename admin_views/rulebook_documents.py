"""The policy documents as pages: each with its clauses, who works by them, and the laws they lean on."""

from __future__ import annotations

from typing import Any

from flask import abort, request
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import lazy_gettext

from admin_views.base import opens
from admin_views.clock import today
from admin_views.signed_in import actor
from models import db
from queries import rulebook_shelf as shelf
from queries.rulebook_pages import applied, users_of
from rulebook.documents import Document
from rulebook.files import laws, library
from terms.documents import LawStatus


class DocumentPages:
    """Documents, clauses and laws."""

    def page(self, name: str, *, title: Any, **shown: Any) -> ResponseReturnValue:
        raise NotImplementedError

    @expose("/documents/")
    @opens("read")
    def documents(self) -> ResponseReturnValue:
        rows = [(one, users_of(one.key), gone(one)) for one in library().values()]
        return self.page("documents", title=lazy_gettext("Policy documents"), rows=rows)

    @expose("/clause/")
    @opens("read")
    def clause(self) -> ResponseReturnValue:
        """One clause within its document; a document's name alone opens it at its beginning."""
        ref = " ".join(request.args.get("ref", "").split())
        document = library().get(ref.split(" ")[0])
        if document is None:
            return self._own_clause(ref)
        found = document.clauses.get(ref)
        if found is None and ref != document.key:
            abort(404)
        return self.page(
            "clause", title=ref, document=document, clauses=document.clauses.values(), chosen=found,
            applied=applied(), users=users_of(document.key), gone=gone(document), laws=laws(),
        )  # fmt: skip

    def _own_clause(self, ref: str) -> ResponseReturnValue:
        """A clause that the company wrote into an issue itself."""
        found = shelf.own_clause(db.session(), actor().as_person(), ref) or abort(404)
        return self.page("own_clause", title=ref, clause=found[0], issue=found[1])

    @expose("/laws/")
    @opens("read")
    def laws(self) -> ResponseReturnValue:
        rows = [(law, [one for one in library().values() if law.key in one.laws]) for law in laws().values()]
        return self.page("laws", title=lazy_gettext("Laws the documents name"), rows=rows)


def gone(document: Document) -> list[Any]:
    """The laws a document names that hold no more, or never had this name."""
    named = [laws()[key] for key in document.laws]
    return [
        law
        for law in named
        if law.status is LawStatus.NO_SUCH_LAW
        or (law.status is LawStatus.REPEALED and (law.until is None or law.until <= today()))
    ]
