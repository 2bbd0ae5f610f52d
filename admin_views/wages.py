"""Wages of a month, for personnel alone: what a deduction in money is held against."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from admin_views.base import Screen
from admin_views.clock import today
from admin_views.filters import Picked
from admin_views.forms import Form, MoneyField, MonthField, PickField, required
from admin_views.labels import label_of
from admin_views.master_picks import STAFF
from admin_views.penalty_filters import Among, last_months
from models import Wage
from rules.permissions import Permission
from workflows.wages.enter import change_wage, enter_wage

MINIMUM = lazy_gettext("The local minimum wage, where it is known.")


class EnterForm(Form):
    staff_id = PickField(label_of("staff"), STAFF, required())
    month = MonthField(label_of("month"), required())
    amount = MoneyField(label_of("wage"), required())
    minimum = MoneyField(label_of("minimum"), description=MINIMUM)


class ChangeForm(Form):
    amount = MoneyField(label_of("wage"), required())
    minimum = MoneyField(label_of("minimum"), description=MINIMUM)


class Wages(Screen):
    model = Wage
    address = "wage"
    title, icon = lazy_gettext("Wages"), "money"
    permissions = {"read": Permission.WAGE_ENTER, "create": Permission.WAGE_ENTER, "edit": Permission.WAGE_ENTER}
    create_with, update_with = staticmethod(enter_wage), staticmethod(change_wage)
    form, edit_form_class = EnterForm, ChangeForm
    eager = ("staff", "entered_by")
    column_list = ("staff.name", "month", "amount", "minimum", "entered_by.name", "entered_at")
    column_labels: dict[str, Any] = {"amount": label_of("wage")}
    column_formatters = {"month": lambda row: f"{row.month:%Y-%m}"}
    column_sortable_list = ("month",)
    column_default_sort = "-month"
    filters = (Among("month", last_months), Picked("staff_id", STAFF))

    def prefill(self) -> dict[str, Any]:
        return {"month": today().replace(day=1)}
