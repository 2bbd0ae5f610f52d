"""Staff: who they are, what they may do, who stands in for them, and their accounts."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import ColumnElement, exists

from admin_views import acting
from admin_views.base import opens
from admin_views.clock import now, today
from admin_views.exports import WithFiles
from admin_views.filters import Choice, Picked
from admin_views.forms import posted
from admin_views.labels import label_of
from admin_views.links import linked, list_of
from admin_views.master_picks import DEPARTMENTS, REGIONS
from admin_views.signed_in import actor, may
from admin_views.staff_forms import ReasonForm, StaffForm, SureForm
from admin_views.staff_words import Powers, in_use, resting
from admin_views.story import Cell, Facts, Link, Table
from admin_views.words import listed, words
from models import Staff, StaffRole, db
from queries.rulebook import for_person
from queries.staff import last_log_ins, open_cases, substitutions_of
from rules.permissions import Permission
from rules.powers import powers
from terms.exchange import FileKind
from terms.people import Role, StaffStatus
from workflows.staff.change import change
from workflows.staff.create import Account, create
from workflows.staff.disable import disable, enable
from workflows.staff.reset_password import reset_password, unlock

PERSON = ("number", "name", "phone", "roles", "department.name", "region.name", "reports_to", "status")
LOG_INS = 8


class RoleChoice(Choice):
    """Holders of any of the ticked roles."""

    def condition(self, model: type[Any], value: tuple[Any, ...]) -> ColumnElement[bool]:
        return exists().where(StaffRole.staff_id == Staff.id, StaffRole.role.in_(value))


class StaffScreen(WithFiles):
    model = Staff
    file_kind = FileKind.STAFF
    address = "staff"
    title, icon = lazy_gettext("Staff"), "user"
    permissions = {
        "read": Permission.STAFF_READ,
        "create": Permission.STAFF_WRITE,
        "edit": Permission.STAFF_WRITE,
        "export": Permission.EXPORT,
    }
    create_with, update_with = staticmethod(create), staticmethod(change)
    form = StaffForm
    eager = ("department", "region", "reports_to", "role_rows")
    column_list = ("number", "name", "roles", "department.name", "region.name", "phone", "status")
    column_labels = {"number": lazy_gettext("Staff number"), "name": lazy_gettext("Full name")}
    column_sortable_list = ("number", "name")
    column_default_sort = "number"
    column_formatters = {"roles": lambda row: listed(sorted(row.roles)), "status": in_use}
    filters = (
        RoleChoice("roles", Role),
        Choice("status", StaffStatus),
        Picked("department_id", DEPARTMENTS),
        Picked("region_id", REGIONS),
    )
    details_template = "staff/details.html"

    # The page.
    def sections(self, row: Staff) -> list[Any]:
        return [
            Facts(gettext("Person"), [(self.label(name), self._fact(row, name)) for name in PERSON]),
            *self._account(row),
            Powers(gettext("What their home page tells this person"), self._powers(row)),
            self._substitutes(row),
            *self._log_ins(row),
        ]

    def _fact(self, row: Staff, name: str) -> Cell:
        """A superior may work where the reader does not look."""
        if name != "reports_to":
            return self.cell(row, name)
        return linked("staff", self.get_one(row.reports_to_id) if row.reports_to_id else None)

    def _powers(self, row: Staff) -> Any:
        return powers(row.roles, for_person(db.session(), row, on=today()).authority) if row.is_active else ()

    def _account(self, row: Staff) -> list[Facts]:
        facts = []
        if may(Permission.COMPLAINT_READ):
            cases = open_cases(db.session(), row, actor().as_person())
            facts.append(
                (gettext("Cases without a result"), Cell(str(cases), url=list_of("complaint", assigned_to_id=row.id)))
            )
        if may(Permission.STAFF_WRITE):
            facts += [
                (self.label("locked_until"), resting(row, now())),
                (self.label("must_change_password"), Cell(words(row.must_change_password))),
                (self.label("initial_password_until"), Cell(words(row.initial_password_until))),
            ]
        return [Facts(gettext("Work and account"), facts)] if facts else []

    def _substitutes(self, row: Staff) -> Table:
        found = substitutions_of(db.session(), row, actor().as_person(), today())
        labels = [label_of(name) for name in ("substitute", "principal", "starts_on", "ends_on", "reason")]
        rows = [
            [
                linked("substitution", one, one.substitute.name), Cell(one.principal.name), Cell(words(one.starts_on)),
                Cell(words(one.ends_on)), Cell(words(one.reason)),
            ]
            for one in found
        ]  # fmt: skip
        return Table(gettext("Substitutes, now and coming"), labels, rows, empty=gettext("Nobody stands in."))

    def _log_ins(self, row: Staff) -> list[Table]:
        """For the person themselves and the administrator."""
        if row.id != actor().id and not may(Permission.STAFF_WRITE):
            return []
        found = last_log_ins(db.session(), row, actor().as_person(), LOG_INS)
        labels = [label_of(name) for name in ("started_at", "seen_at", "ended_at")] + [
            gettext("Network address"),
            label_of("agent"),
        ]
        rows = [
            [
                Cell(words(one.started_at)), Cell(words(one.seen_at)), Cell(words(one.ended_at)),
                Cell(words(one.address)), Cell(words(one.agent), mark="clip"),
            ]
            for one in found
        ]  # fmt: skip
        return [Table(gettext("Latest log-ins"), labels, rows, empty=gettext("Never logged in."))]

    # What can be done.
    def links(self, row: Staff) -> list[Link]:
        if not self.can_edit:
            return []
        return [*self._turns(row, now()), *super().links(row)]

    def _turns(self, row: Staff, at: datetime) -> list[Link]:
        if row.id == actor().id:
            return [Link(gettext("My account"), url_for("auth.account"))]
        if not row.is_active:
            return [Link(gettext("Enable"), self.url_of(row, "enable_view"))]
        found = [
            Link(gettext("Disable"), self.url_of(row, "disable_view")),
            Link(gettext("New password"), self.url_of(row, "reset_view"), icon="key"),
        ]
        locked = row.locked_until is not None and row.locked_until > at
        return [*found, Link(gettext("Unlock"), self.url_of(row, "unlock_view"))] if locked else found

    def after_create(self, account: Account) -> ResponseReturnValue:
        return self._hand_over(account)

    def _hand_over(self, account: Account) -> ResponseReturnValue:
        """Shown once, in answer to the form itself: no address leads to a password."""
        heading = gettext("One-time password of %(name)s", name=account.staff.name)
        return self.render("staff/password.html", heading=heading, row=account.staff, account=account)

    @expose("/disable/", methods=("GET", "POST"))
    @opens("edit")
    def disable_view(self) -> ResponseReturnValue:
        return self.act(self.row(), ReasonForm(posted()), disable, title=gettext("Disable"), button=gettext("Disable"))

    @expose("/enable/", methods=("GET", "POST"))
    @opens("edit")
    def enable_view(self) -> ResponseReturnValue:
        return self.act(self.row(), ReasonForm(posted()), enable, title=gettext("Enable"), button=gettext("Enable"))

    @expose("/unlock/", methods=("GET", "POST"))
    @opens("edit")
    def unlock_view(self) -> ResponseReturnValue:
        return self._sure(unlock, gettext("Unlock"), gettext("The person may try to log in again at once."))

    @expose("/new-password/", methods=("GET", "POST"))
    @opens("edit")
    def reset_view(self) -> ResponseReturnValue:
        said = gettext("The present password and all sessions end. You get a one-time password to hand over.")
        row, given = self.row(), []

        def reset(*args: Any, seen: int | None = None, once: str | None = None, **values: Any) -> Account:
            given.append(reset_password(*args, seen=seen, once=once, **values))
            return given[0]

        return acting.answer(
            self, SureForm(posted()), reset, self.key(row), row=row, title=gettext("New password"),
            button=gettext("Make a one-time password"), template="staff/sure.html", said=said,
            done=lambda _row: self._hand_over(given[0]),
        )  # fmt: skip

    def _sure(self, use_case: Any, title: str, said: str) -> ResponseReturnValue:
        return self.act(
            self.row(), SureForm(posted()), use_case, title=title, button=title, template="staff/sure.html", said=said
        )
