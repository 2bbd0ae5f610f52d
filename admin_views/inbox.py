"""The inbox: what waits for my signature, the column that matters first; co-signatures can be given together."""

from __future__ import annotations

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import lazy_gettext

from admin_views.base import Guarded, opens
from admin_views.messages import tell
from admin_views.signed_in import actor, is_signed_in
from admin_views.ticks import each, ticked
from models import db
from queries.inbox import count_waiting, inbox
from rules.permissions import Permission
from terms.text import say
from workflows.settlements.sign import sign

MARKED = 99


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

    def badge(self) -> str:
        """The mark beside the menu's entry. It is on every page, so it does not count far."""
        waiting = count_waiting(db.session(), actor().as_person(), most=MARKED + 1)
        return f"{MARKED}+" if waiting > MARKED else str(waiting or "")

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        return self.render("complaint/inbox.html", inbox=inbox(db.session(), actor().as_person()), heading=self.title)

    @expose("/sign/", methods=("POST",))
    @opens("sign")
    def sign_selected(self) -> ResponseReturnValue:
        """Give the ticked co-signatures, each as an act of its own with the version it was ticked at."""
        seen = ticked(request.form)
        found = inbox(db.session(), actor().as_person()).rows
        # A decision is read on its own page; only signing along can be done in a row.
        signed = each(sign, [one.case for one in found if not one.decides], seen)
        if signed:
            tell(say("Signed: %(numbers)s.", numbers=signed))
        elif not seen:
            tell(say("Nothing was signed: tick the co-signatures to give."), "info")
        return redirect(url_for("inbox.index"))
