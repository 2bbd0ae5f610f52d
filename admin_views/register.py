"""The menu: every screen in its group, one line each; `menu.py` shows it to people."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import lazy_gettext

from admin_views import case_words, menu, penalty_words
from admin_views.accounts import Accounts
from admin_views.audit import Audit
from admin_views.batches import Batches
from admin_views.call_backs import CallBacks
from admin_views.complaints import Complaints
from admin_views.costs import Costs
from admin_views.customers import Customers
from admin_views.filings import Filings
from admin_views.find import Find
from admin_views.handling_forms import HandlingForms
from admin_views.home import Home
from admin_views.imports import Imports
from admin_views.imports import install as install_imports
from admin_views.inbox import Inbox
from admin_views.jobs import Jobs
from admin_views.letters import Letters
from admin_views.months import Months
from admin_views.organisation import Departments, Regions
from admin_views.packs_in_force import PacksInForce
from admin_views.penalties import Penalties
from admin_views.products import Products
from admin_views.register_book import RegisterBook
from admin_views.replenishments import Replenishments
from admin_views.reports import Reports
from admin_views.rewards import Rewards
from admin_views.rulebook_draft import RulebookDrafts
from admin_views.rulebook_pages import Rulebook
from admin_views.scorecards import Scorecards
from admin_views.services import Services
from admin_views.settlements import Settlements
from admin_views.shipments import Shipments
from admin_views.staff import StaffScreen
from admin_views.substitutions import Substitutions
from admin_views.trial_cases import TrialCases
from admin_views.trials import Trials
from admin_views.wages import Wages
from rules.permissions import Permission

# (heading, screens in the order they are shown)
GROUPS: tuple[tuple[Any, tuple[type[Any], ...]], ...] = (
    (lazy_gettext("Daily work"), (Inbox, Complaints, Settlements, Filings, CallBacks, Reports)),
    (lazy_gettext("The month"), (Months, Replenishments, Accounts)),
    (lazy_gettext("Ledgers"), (RegisterBook, HandlingForms, Costs, Letters)),
    (lazy_gettext("Customers and goods"), (Customers, Services, Products, Batches, Shipments, Imports)),
    (lazy_gettext("People"), (Scorecards, Penalties, Rewards, Wages, StaffScreen, Substitutions)),
    (lazy_gettext("Company"), (Rulebook, RulebookDrafts, PacksInForce, Trials, Departments, Regions, Audit, Jobs)),
)

# What is one key away on every page.
QUICK: tuple[menu.Quick, ...] = (
    menu.Quick(lazy_gettext("Register"), "complaint.create_view", Permission.COMPLAINT_REGISTER, key="F2"),
)


def install(app: Flask) -> None:
    admin = Admin(
        app, name="Shouhou", url="/", index_view=Home(), theme=Bootstrap4Theme(base_template="layout/base.html")
    )
    menu.install(app, admin, GROUPS, QUICK)
    admin.add_view(Find())
    admin.add_view(TrialCases())
    case_words.install(app)
    install_imports(app)
    penalty_words.install(app)
