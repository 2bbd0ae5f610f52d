"""The inbox: what waits for my signature, the column that matters first; co-signatures can be given together."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views import acting
from admin_views.base import Guarded, opens
from admin_views.lookups import key_of
from admin_views.messages import tell, tell_refusal
from admin_views.signed_in import actor, is_signed_in
from models import db
from queries.inbox import MOST, Waiting, count_waiting, inbox
from rules.permissions import Permission
from terms.refusal import Refusal
from terms.text import say
from workflows.settlements.sign import sign


class Inbox(Guarded, BaseView):
    """Signatures to give. A substitute sees those of whom they stand in for, whatever their own roles."""

    title = lazy_gettext("To sign")
    icon = "sign"
    permissions = {"read": Permission.SETTLEMENT_SIGN, "sign": Permission.SETTLEMENT_SIGN}

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="inbox", url="/inbox")

    def allows(self, verb: str) -> bool:
        standing_in = is_signed_in() and bool(actor().as_person().standing_in)
        return super().allows(verb) or (verb in self.permissions and standing_in)

    def badge(self) -> int:
        return count_waiting(db.session(), actor().as_person())

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        return self.render("complaint/inbox.html", inbox=inbox(db.session(), actor().as_person()), heading=self.title)

    @expose("/sign/", methods=("POST",))
    @opens("sign")
    def sign_selected(self) -> ResponseReturnValue:
        """Give the ticked co-signatures, each as an act of its own with the version it was ticked at."""
        ticked = dict(filter(None, map(_ticked, request.form.getlist("case")[:MOST])))
        found = inbox(db.session(), actor().as_person()).rows
        wanted = [(one.case.id, one.case.number, ticked[one.case.id]) for one in found if _may_tick(one, ticked)]
        signed = [number for key, number, seen in wanted if _signed(key, number, seen)]
        if signed:
            tell(say("Signed: %(numbers)s.", numbers=signed))
        elif not wanted:
            tell(say("Nothing was signed: tick the co-signatures to give."), "info")
        return redirect(url_for("inbox.index"))


def _ticked(posted: str) -> tuple[int, int] | None:
    """`case:version` as two keys."""
    case, _colon, version = posted.partition(":")
    key, seen = key_of(case), key_of(version)
    return (key, seen) if key is not None and seen is not None else None


def _may_tick(one: Waiting, ticked: dict[int, int]) -> bool:
    """A decision is read on its own page; only signing along can be done in a row."""
    return one.case.id in ticked and not one.decides


def _signed(key: int, number: str, seen: int) -> bool:
    try:
        acting.call(sign, complaint_id=key, seen=seen)
    except Refusal as refusal:
        tell_refusal(Refusal(say("%(number)s: %(reason)s", number=number, reason=refusal.text), clause=refusal.clause))
        return False
    return True
