"""Returns and exchanges (P11) as tables."""

from __future__ import annotations

from flask_babel import gettext as _

from admin_views.rulebook_tables import Line, Part, kinds, line, said, setting
from admin_views.words import listed, words
from rulebook import Book
from rulebook.returns import Returns


def returns(book: Book) -> list[Part]:
    rules = book.returns
    labels = [_("Situation"), _("Rule"), _("Approved by")]
    bound = setting(_("Why only them"), said(rules.binds_reason), "")
    return [
        Part(_("Bind %(kinds)s only", kinds=kinds(rules.binds)), labels, [*_dealers(rules), bound]),
        Part(_("Faulty goods"), labels, _faults(rules)),
        Part(_("Consumers and sales points"), labels, _consumers(rules)),
    ]


def _dealers(rules: Returns) -> list[Line]:
    months, application = rules.shelf_life.months, rules.application
    left = _("at least %(count)s months", count=months)
    return [
        line(rules.shelf_life.clause, _("Time left before the end of the shelf life"), left, ""),
        line(application.clause, _("The application states"), listed(application.facts), words(application.approver)),
        line(rules.exchange_clause, _("Exchange for another product"), _("swapped at a discount"), ""),
        line(rules.return_clause, _("Goods bought under a promotion"), _("gifts come back too"), ""),
        line(rules.same_variety_clause, _("Exchange"), _("for the same product only"), ""),
    ]


def _faults(rules: Returns) -> list[Line]:
    can, quality = rules.leaking_can, rules.quality
    shelf = _("Goods past their shelf life")
    return [
        line(can.clause, _goods(can.package, can.fault), _("one for one"), words(can.approver)),
        _glass(rules),
        *_packs(rules),
        line(quality.clause, kinds(quality.faults), _("as a quality complaint"), words(quality.approver)),
        line(rules.fault_clause, shelf, _("not taken back"), "", why=rules.fault_reason),
    ]


def _glass(rules: Returns) -> Line:
    glass = rules.glass
    share = _("%(count)s‰ of the delivered bottles each quarter", count=glass.per_mille)
    return line(glass.clause, _goods(glass.package, glass.fault), share, words(glass.approver))


def _packs(rules: Returns) -> list[Line]:
    packs = rules.damaged_packs
    faults, edge = kinds(packs.faults), packs.direct_below
    few = _("fewer than %(count)s packs: replaced directly", count=edge)
    many = _("%(count)s packs and more: by application", count=edge)
    return [
        line(packs.clause, faults, few, words(packs.direct_approver)),
        line(packs.clause, faults, many, words(packs.approver)),
    ]


def _consumers(rules: Returns) -> list[Line]:
    fault, other = rules.consumer_fault, rules.consumer_other
    return [
        line(fault.clause, _("A fault"), _("one for one"), words(fault.approver), why=fault.reason),
        line(other.clause, _("Without a fault"), _("by approval"), words(other.approver), why=other.reason),
    ]


def _goods(package: object, fault: object) -> str:
    return f"{words(package)} · {words(fault)}"
