"""The topics of the rulebook, in the order of a case's life and then of what stands beside it."""

from __future__ import annotations

from flask_babel import lazy_gettext

from admin_views.rulebook_flow import corrective, execution, flow, papers
from admin_views.rulebook_intake import classes, intake, notices, publicity
from admin_views.rulebook_pay import incentives, month_close, penalties, scorecard
from admin_views.rulebook_powers import authority
from admin_views.rulebook_returns import bearing, returns
from admin_views.rulebook_rounds import callback, reports, supervision, training
from admin_views.rulebook_tables import Topic
from admin_views.rulebook_time import time_limits

TOPICS = (
    Topic(
        "intake", lazy_gettext("Taking a complaint"), lazy_gettext("What is asked, and which case goes first"), intake
    ),
    Topic("flow", lazy_gettext("The way of a case"), lazy_gettext("Which step follows which, and its gates"), flow),
    Topic(
        "classes", lazy_gettext("Classes"), lazy_gettext("How cases are sorted, and the order of the queue"), classes
    ),
    Topic("time_limits", lazy_gettext("Time limits"), lazy_gettext("Until when each step is done"), time_limits),
    Topic(
        "authority", lazy_gettext("Authority"), lazy_gettext("Who decides, who co-signs, where it is filed"), authority
    ),
    Topic(
        "returns", lazy_gettext("Returns and exchanges"), lazy_gettext("What is taken back, from whom, how"), returns
    ),
    Topic("bearing", lazy_gettext("Who bears the cost"), lazy_gettext("Freight, repair, installation, tests"), bearing),
    Topic("notices", lazy_gettext("Notices"), lazy_gettext("What complainants and others are told"), notices),
    Topic(
        "execution", lazy_gettext("Filing before execution"), lazy_gettext("What comes before goods leave"), execution
    ),
    Topic("callback", lazy_gettext("Call-back rules"), lazy_gettext("What is asked, and what follows"), callback),
    Topic(
        "corrective", lazy_gettext("Corrective measures"), lazy_gettext("So that it does not come again"), corrective
    ),
    Topic("papers", lazy_gettext("Papers and letters"), lazy_gettext("How soon they come in and are answered"), papers),
    Topic(
        "month_close", lazy_gettext("Close of the month"), lazy_gettext("Which summary is due, from whom"), month_close
    ),
    Topic("penalties", lazy_gettext("Penalties"), lazy_gettext("What a breach costs"), penalties),
    Topic(
        "incentives", lazy_gettext("Rewards and sanctions"), lazy_gettext("What is rewarded, what is not"), incentives
    ),
    Topic("scorecard", lazy_gettext("Scorecard"), lazy_gettext("What people are scored by, and how"), scorecard),
    Topic("supervision", lazy_gettext("Supervision"), lazy_gettext("Who checks what, how often"), supervision),
    Topic("training", lazy_gettext("Training"), lazy_gettext("Courses, and tests before the post"), training),
    Topic("reports", lazy_gettext("Regular reports"), lazy_gettext("Who reports what to whom, how often"), reports),
    Topic("publicity", lazy_gettext("Publicity"), lazy_gettext("What is made known, and where"), publicity),
)
NAMES = tuple(topic.name for topic in TOPICS)
