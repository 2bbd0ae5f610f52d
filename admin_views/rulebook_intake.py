"""Taking a complaint, its class and what is told on the way, as tables."""

from __future__ import annotations

from flask_babel import gettext as _

from admin_views.rulebook_tables import Part, kinds, line, only, said, setting, stated, yes
from admin_views.words import listed, words
from rulebook import Book
from rulebook.intake import Demand, Intake
from terms.complaint import ComplaintKind


def intake(book: Book) -> list[Part]:
    rule = book.intake
    demands = [
        stated(one, f"fields.{one.field}", words(one.field), only(one.kinds, ComplaintKind), _whose(one))
        for one in rule.demands
    ]
    return [
        Part(_("What must be recorded"), [_("Fact"), _("For"), _("Only")], demands),
        _ways_in(rule),
        _formalities(rule),
        _anonymous(rule),
        _queue_points(rule),
    ]


def _whose(demand: Demand) -> str:
    packaged = [_("packaged goods only")] if demand.only_packaged else []
    return listed([*packaged, *sorted(demand.customers)]) if packaged or demand.customers else ""


def _ways_in(rule: Intake) -> Part:
    ways = [
        stated(one, f"channels.{one.channel}", words(one.channel), only(one.kinds, ComplaintKind))
        for one in rule.channels
    ]
    return Part(_("Ways in that the documents name"), [_("Channel"), _("For")], ways)


def _formalities(rule: Intake) -> Part:
    asked = [
        stated(one, f"demands.{one.demand}", words(one.demand), only(one.kinds, ComplaintKind))
        for one in rule.formalities
    ]
    return Part(_("What is asked of the way in"), [_("Demand"), _("For")], asked)


def _anonymous(rule: Intake) -> Part:
    allowed = _("Anonymous complaints")
    omitted = _("What an anonymous complaint may leave out")
    unread = _("A photo is needed when the batch number cannot be read")
    lines = [
        setting(allowed, yes(rule.anonymous_allowed), at="anonymous_allowed", why=rule.anonymous_reason),
        setting(omitted, kinds(rule.anonymous_may_omit), at="anonymous_may_omit"),
        setting(unread, yes(rule.unread_batch_needs_photo), at="unread_batch_needs_photo"),
    ]
    return Part(_("Anonymous and unreadable"), [_("Question"), _("Answer")], lines)


def _queue_points(rule: Intake) -> Part:
    lines = [
        setting(_("Serious complaint"), str(rule.priority.serious), at="priority", why=rule.priority.reason),
        setting(_("Key customer"), str(rule.priority.key_customer), at="priority"),
    ]
    return Part(_("Order of the queue"), [_("Because of"), _("Points")], lines)


def classes(book: Book) -> list[Part]:
    rule = book.classes
    found = [
        stated(
            one, f"classes.{one.case_class}", words(one.case_class), said(one.example), str(one.points),
            listed(one.duties) if one.duties else "",
        )
        for one in rule.classes.values()
    ]  # fmt: skip
    labels = [_("Class"), _("Which cases"), _("Points in the queue"), _("What it demands")]
    asked = rule.order_clause or rule.order_reason
    order = [line(rule.order_clause, _("Order"), words(rule.order), at="queue", why=rule.order_reason)] if asked else []
    return [
        Part(_("The classes"), labels, found),
        Part(_("How the queue is worked"), [_("What"), _("Rule")], order),
    ]


def notices(book: Book) -> list[Part]:
    found = [
        stated(
            one, f"notices.{one.notice}", words(one.notice), listed(one.to), words(one.form),
            listed(one.parts) if one.parts else "",
        )
        for one in book.notices.notices.values()
    ]  # fmt: skip
    return [Part("", [_("Notice"), _("Who is told"), _("Form"), _("Contents of the notice")], found)]


def publicity(book: Book) -> list[Part]:
    found = [stated(one, f"publications.{one.key}", said(one.name), said(one.where)) for one in book.publicity]
    return [Part("", [_("What"), _("Made known where")], found)]
