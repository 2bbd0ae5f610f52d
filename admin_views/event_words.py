"""What happened, in words: one line a kind of audit event. A kind without a line shows its code."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

KINDS: dict[str, Any] = {
    "staff.logged_in": lazy_gettext("Logged in"),
    "staff.log_in_failed": lazy_gettext("Log-in failed"),
    "staff.locked": lazy_gettext("Account rests after too many tries"),
    "staff.logged_out": lazy_gettext("Logged out"),
    "staff.password_changed": lazy_gettext("Password changed"),
    "staff.language_chosen": lazy_gettext("Language chosen"),
    "staff.set_up": lazy_gettext("Company set up"),
    "complaint.registered": lazy_gettext("Registered"),
    "complaint.assigned": lazy_gettext("Assigned"),
    "complaint.contacted": lazy_gettext("Contact recorded"),
    "complaint.investigated": lazy_gettext("Finding recorded"),
    "complaint.attached": lazy_gettext("Files added"),
    "complaint.answered": lazy_gettext("Result reported"),
    "complaint.found_unfounded": lazy_gettext("Found unfounded"),
    "complaint.goods_received": lazy_gettext("Goods received at the warehouse"),
    "complaint.fell_late": lazy_gettext("Time ran out"),
    "complaint.called_back": lazy_gettext("Called back"),
    "complaint.report_decided": lazy_gettext("Finding against the report decided"),
    "complaint.closed": lazy_gettext("Closed"),
    "complaint.reopened": lazy_gettext("Reopened"),
    "complaint.withdrawn": lazy_gettext("Withdrawn"),
    "complaint.merged": lazy_gettext("Merged"),
    "complaint.disputed": lazy_gettext("Dispute opened"),
    "complaint.dispute_settled": lazy_gettext("Dispute settled"),
    "settlement.proposed": lazy_gettext("Settlement proposed"),
    "settlement.signed": lazy_gettext("Settlement signed"),
    "settlement.sent_back": lazy_gettext("Settlement returned for correction"),
    "settlement.refused": lazy_gettext("Settlement refused"),
    "settlement.filed": lazy_gettext("Filed"),
    "execution.handed_over": lazy_gettext("Goods handed over"),
    "execution.paid": lazy_gettext("Money paid"),
    "execution.proved": lazy_gettext("Execution proved"),
    "daily_report.sent": lazy_gettext("Daily report sent"),
}


def kind_words(kind: str) -> str:
    return str(KINDS.get(kind, kind))
