"""Returns, exchanges and who bears the cost, as tables."""

from __future__ import annotations

from flask_babel import gettext as _

from admin_views.rulebook_tables import Line, Part, kinds, line, only, said, setting, stated
from admin_views.words import listed, words
from rulebook import Book
from rulebook.returns import Eligibility, Need, Returns
from terms.returns import TermUnit
from terms.trade import CustomerKind, Fault


def returns(book: Book) -> list[Part]:
    rules = book.returns
    labels = [_("Situation"), _("Rule"), _("Approved by")]
    if not rules.binds:
        bound = setting(_("Terms for dealers"), _("bind nobody here"), "", at="dealers", why=rules.binds_reason)
        return [*_granted(rules), Part(_("The others"), labels, [*_consumers(rules), bound])]
    bound = setting(_("Why only them"), said(rules.binds_reason), "", at="dealers")
    return [
        *_granted(rules),
        Part(_("Bind %(kinds)s only", kinds=kinds(rules.binds)), labels, [*_dealers(rules), bound]),
        Part(_("Faulty goods"), labels, _faults(rules)),
        Part(_("Consumers and sales points"), labels, _consumers(rules)),
    ]


def _granted(rules: Returns) -> list[Part]:
    """What customers not bound by dealer terms may ask for, the first row that fits."""
    labels = [_("Which customers"), _("Goods"), _("Outcome"), _("What is given"), _("Approved by"), _("On condition")]
    rows = [_eligible(one) for one in rules.eligibility]
    return [Part(_("What may be asked for; the first row that fits counts"), labels, rows)] if rows else []


def _eligible(one: Eligibility) -> Line:
    needs = "; ".join(_need(need) for need in one.needs)
    return stated(
        one, f"eligibility.{one.row}", only(one.customers, CustomerKind), _which_goods(one), words(one.outcome),
        listed(one.remedies), words(one.approver), needs,
    )  # fmt: skip


def _which_goods(one: Eligibility) -> str:
    damage = {True: _("damaged by the user"), False: _("not damaged by the user")}
    repair = {True: _("repaired in vain"), False: _("not yet repaired in vain")}
    how = [damage[one.misused]] if one.misused is not None else []
    how += [repair[one.unrepairable]] if one.unrepairable is not None else []
    return listed([only(one.faults, Fault), *how])


def _need(one: Need) -> str:
    """A condition with its clause or the reason of its figure."""
    source = one.clause or said(one.reason)
    if one.unit is None:
        return _("%(need)s (%(source)s)", need=words(one.need), source=source)
    term = _("%(need)s: %(term)s", need=words(one.need), term=_term(one.amount, one.unit))
    return _("%(need)s (%(source)s)", need=term, source=source)


def _term(amount: int, unit: TermUnit) -> str:
    return {
        TermUnit.DAYS: _("%(count)s calendar days", count=amount),
        TermUnit.WORKING_DAYS: _("%(count)s working days", count=amount),
        TermUnit.MONTHS: _("%(count)s months", count=amount),
    }[unit]


def _dealers(rules: Returns) -> list[Line]:
    months, application = rules.shelf_life.months, rules.application
    left = _("at least %(count)s months", count=months)
    facts, approver = listed(application.facts), words(application.approver)
    swapped, gifts = _("swapped at a discount"), _("gifts come back too")
    return [
        line(rules.shelf_life.clause, _("Time left before the end of the shelf life"), left, "", at="shelf_life"),
        line(application.clause, _("The application states"), facts, approver, at="application"),
        line(rules.exchange_clause, _("Exchange for another product"), swapped, "", at="exchange"),
        line(rules.return_clause, _("Goods bought under a promotion"), gifts, "", at="return"),
        line(rules.same_variety_clause, _("Exchange"), _("for the same product only"), "", at="return"),
    ]


def _faults(rules: Returns) -> list[Line]:
    can, quality = rules.leaking_can, rules.quality
    shelf, complaint = _("Goods past their shelf life"), _("as a quality complaint")
    return [
        line(can.clause, _goods(can.package, can.fault), _("one for one"), words(can.approver), at="leaking_can"),
        _glass(rules),
        *_packs(rules),
        line(quality.clause, kinds(quality.faults), complaint, words(quality.approver), at="quality"),
        line(rules.fault_clause, shelf, _("not taken back"), "", at="faults", why=rules.fault_reason),
    ]


def _glass(rules: Returns) -> Line:
    glass = rules.glass
    share = _("%(count)s‰ of the delivered bottles each quarter", count=glass.per_mille)
    return line(glass.clause, _goods(glass.package, glass.fault), share, words(glass.approver), at="glass")


def _packs(rules: Returns) -> list[Line]:
    packs = rules.damaged_packs
    faults, edge = kinds(packs.faults), packs.direct_below
    few = _("fewer than %(count)s packs: replaced directly", count=edge)
    many = _("%(count)s packs and more: by application", count=edge)
    return [
        line(packs.clause, faults, few, words(packs.direct_approver), at="damaged_packs"),
        line(packs.clause, faults, many, words(packs.approver), at="damaged_packs"),
    ]


def _consumers(rules: Returns) -> list[Line]:
    fault, other = rules.consumer_fault, rules.consumer_other
    return [
        stated(fault, "consumer_fault", _("A fault"), _("one for one"), words(fault.approver)),
        stated(other, "consumer_other", _("Without a fault"), _("by approval"), words(other.approver)),
    ]


def _goods(package: object, fault: object) -> str:
    return f"{words(package)} · {words(fault)}"


def bearing(book: Book) -> list[Part]:
    found = [
        stated(one, f"bearers.{one.occasion}", words(one.occasion), words(one.bears))
        for one in book.bearing.bearers.values()
    ]
    return [Part("", [_("Cost"), _("Who bears it")], found)]
