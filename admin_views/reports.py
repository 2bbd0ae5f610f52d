"""The daily report to headquarters (P06 五(4)): already written; one key sends it."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from flask_admin import BaseView, expose
from flask_babel import gettext, lazy_gettext

from admin_views.acting import attempt
from admin_views.base import Guarded, opens
from admin_views.clock import now, today
from admin_views.fields import ProseField
from admin_views.forms import Form, posted
from admin_views.messages import tell
from admin_views.signed_in import actor
from models import db
from queries.reports import calls_to_tell, latest_reports, report_of
from rules.permissions import Permission
from terms.text import say
from terms.time import local_date
from workflows.call_backs.report import reported, send_daily_report


class ReportForm(Form):
    remark = ProseField(lazy_gettext("Remark"), render_kw={"rows": 2})


class Reports(Guarded, BaseView):
    title = lazy_gettext("Daily report")
    icon = "chart"
    permissions = {"read": Permission.DAILY_REPORT_SEND, "send": Permission.DAILY_REPORT_SEND}

    def __init__(self) -> None:
        super().__init__(name=self.title, endpoint="report", url="/report")

    @expose("/")
    @opens("read")
    def index(self) -> ResponseReturnValue:
        session, day = db.session(), today()
        calls = calls_to_tell(session, day)
        return self.render(
            "complaint/report.html",
            heading=gettext("Daily report"),
            day=day,
            calls=calls,
            sent=report_of(session, day),
            preview=reported(calls, day=day, remark="", actor=actor(), at=now()),
            earlier=latest_reports(session),
            form=ReportForm(),
        )

    @expose("/send/", methods=("POST",))
    @opens("send")
    def send(self) -> ResponseReturnValue:
        form = ReportForm(posted())
        remark = form.remark.data if form.validate() else ""
        report = attempt(send_daily_report, day=local_date(now()), remark=remark, once=form.submission.data)
        if report:
            tell(say("The report of %(day)s is sent.", day=report.day))
        return redirect(url_for("report.index"))
