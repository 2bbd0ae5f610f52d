"""The forms of a person of the staff."""

from __future__ import annotations

from flask_babel import lazy_gettext

from admin_views.forms import Form, LineField, PickField, TermsField, required
from admin_views.labels import label_of
from admin_views.master_picks import COLLEAGUES, DEPARTMENTS, REGIONS
from terms.people import Role


class StaffForm(Form):
    groups = (
        (lazy_gettext("Person"), ("number", "name", "phone")),
        (lazy_gettext("What they do"), ("roles",)),
        (lazy_gettext("Where"), ("region_id", "department_id", "reports_to_id")),
    )
    number = LineField(
        lazy_gettext("Staff number"),
        required(),
        most=64,
        description=lazy_gettext("They log in with it, or with the phone."),
    )
    name = LineField(lazy_gettext("Full name"), required(), most=64)
    phone = LineField(label_of("phone"), most=40, render_kw={"inputmode": "tel"})
    roles = TermsField(
        label_of("roles"),
        Role,
        description=lazy_gettext("Several roles add up. Other roles end the person's sessions."),
    )
    region_id = PickField(label_of("region"), REGIONS, description=lazy_gettext("Needed for clerks and supervisors."))
    department_id = PickField(
        label_of("department"), DEPARTMENTS, description=lazy_gettext("Follows from the region where there is one.")
    )
    reports_to_id = PickField(label_of("reports_to"), COLLEAGUES)


class ReasonForm(Form):
    reason = LineField(label_of("reason"), required(), render_kw={"wide": True})


class SureForm(Form):
    """Nothing to enter: the button says it all."""
