"""Departments and regions: how the company is divided."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from sqlalchemy.orm import selectinload

from admin_views import side_tables
from admin_views.base import Screen
from admin_views.filters import Flag, Picked
from admin_views.forms import BooleanField, Form, LineField, PickField, required
from admin_views.labels import label_of
from admin_views.links import linked, list_of, opens_to
from admin_views.master_picks import DEPARTMENTS, SALES_DEPARTMENTS
from admin_views.story import Cell, Facts, Table
from admin_views.words import listed, words
from models import Department, Region, Staff
from rules.permissions import Permission
from workflows.organisation.departments import change_department, create_department
from workflows.organisation.regions import change_region, create_region

PERMISSIONS = {
    "read": Permission.ORGANISATION_READ,
    "create": Permission.ORGANISATION_WRITE,
    "edit": Permission.ORGANISATION_WRITE,
}
PROVINCES = lazy_gettext("Separated by spaces; an address finds its region by them.")


class DepartmentForm(Form):
    code = LineField(label_of("code"), required(), most=64)
    name = LineField(label_of("name"), required(), most=64)
    is_sales = BooleanField(
        label_of("is_sales"), description=lazy_gettext("It has regions and handles their complaints.")
    )


class ChangeDepartmentForm(DepartmentForm):
    active = BooleanField(label_of("active"))


class RegionForm(Form):
    code = LineField(label_of("code"), required(), most=64)
    name = LineField(label_of("name"), required(), most=64)
    department_id = PickField(label_of("department"), SALES_DEPARTMENTS, required())
    provinces = LineField(
        label_of("provinces"), render_kw={"wide": True}, description=PROVINCES
    )  # fmt: skip


class ChangeRegionForm(RegionForm):
    active = BooleanField(label_of("active"))


def use(row: Department | Region) -> Cell:
    return Cell(gettext("Being used")) if row.active else Cell(gettext("Closed"), pill="pill-disabled")


def people(condition: Any, **narrowed: Any) -> list[Table]:
    """Who works there, for those who may see staff."""
    if not opens_to("staff"):
        return []
    found = side_tables.newest(Staff, condition, Staff.status, selectinload(Staff.role_rows), first=30)
    rows = [
        [linked("staff", one), Cell(one.number), Cell(listed(sorted(one.roles))), _status(one)]
        for one in sorted(found, key=lambda one: (not one.is_active, one.number))
    ]
    labels = [gettext("Full name"), gettext("Staff number"), label_of("roles"), label_of("status")]
    empty = gettext("Nobody in your sight.")
    return [
        Table(
            gettext("People"),
            labels,
            rows[:30],
            more=list_of("staff", **narrowed) if len(rows) > 30 else "",
            empty=empty,
        )
    ]


def _status(row: Staff) -> Cell:
    return Cell(words(row.status), pill="" if row.is_active else "pill-disabled")


class Departments(Screen):
    model = Department
    address = "department"
    title, icon = lazy_gettext("Departments"), "building"
    permissions = PERMISSIONS
    create_with, update_with = staticmethod(create_department), staticmethod(change_department)
    form = DepartmentForm
    edit_form_class = ChangeDepartmentForm
    eager = ("regions",)
    column_list = ("code", "name", "is_sales", "regions", "active")
    column_labels = {"regions": lazy_gettext("Regions"), "active": label_of("status")}
    column_sortable_list = ("code", "name")
    column_searchable_list = ("code", "name")
    column_default_sort = "code"
    column_formatters = {"active": use, "regions": lambda row: listed(region.name for region in row.regions)}
    filters = (Flag("is_sales"), Flag("active"))

    def sections(self, row: Department) -> list[Any]:
        facts = [(self.label(name), self.cell(row, name)) for name in ("code", "name", "is_sales", "active")]
        found: list[Any] = [Facts(gettext("Department"), facts)]
        if row.is_sales:
            labels = [label_of(name) for name in ("name", "code", "provinces")]
            regions = [[linked("region", one), Cell(one.code), Cell(words(one.provinces))] for one in row.regions]
            found.append(Table(gettext("Regions"), labels, regions, empty=gettext("No regions yet.")))
        return [*found, *people(Staff.department_id == row.id, department_id=row.id)]


class Regions(Screen):
    model = Region
    address = "region"
    title, icon = lazy_gettext("Regions"), "map"
    permissions = PERMISSIONS
    create_with, update_with = staticmethod(create_region), staticmethod(change_region)
    form = RegionForm
    edit_form_class = ChangeRegionForm
    eager = ("department",)
    column_list = ("code", "name", "department.name", "provinces", "active")
    column_sortable_list = ("code", "name")
    column_searchable_list = ("code", "name", "provinces")
    column_default_sort = "code"
    column_labels = {"active": label_of("status")}
    column_formatters = {"active": use}
    filters = (Picked("department_id", DEPARTMENTS), Flag("active"))

    def sections(self, row: Region) -> list[Any]:
        facts = [(self.label(name), self.cell(row, name)) for name in self.column_list if name != "department.name"]
        department = (label_of("department"), linked("department", row.department))
        return [
            Facts(gettext("Region"), [*facts[:2], department, *facts[2:]]),
            *people(Staff.region_id == row.id, region_id=row.id),
        ]
