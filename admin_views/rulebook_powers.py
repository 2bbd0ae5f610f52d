"""Who decides what: the ladder, what lifts a case above it, and who reviews, as tables."""

from __future__ import annotations

from decimal import Decimal

from flask_babel import gettext as _

from admin_views.rulebook_tables import Line, Part, line, said, setting, stated, yes
from admin_views.words import listed, money, words
from rulebook import Book
from rulebook.authority import Authority, Lift, Rung
from terms.authority import Measured


def authority(book: Book) -> list[Part]:
    rule = book.authority
    labels = [
        _("Compensated / exchanged"),
        _("Decides"),
        _("Co-sign"),
        _("Filing office"),
        _("Goods first at the warehouse"),
    ]
    reviewers = [stated(one, f"reviewers.{one.of}", words(one.of), said(one.by)) for one in rule.reviewers]
    return [
        Part(_("The ladder"), labels, _ladder(rule)),
        Part(_("Special cases"), [_("Situation"), _("Decides")], _special(rule)),
        Part(_("What lifts a case higher"), [_("Above"), _("Decides at least")], [_lift(one) for one in rule.lifts]),
        Part(_("Cases of one kind"), [_("Kind"), _("Decides at least")], _of_kind(rule)),
        Part(_("Who reviews"), [_("Paper"), _("Reviewed by")], reviewers),
    ]


def _ladder(rule: Authority) -> list[Line]:
    tops = [None, *(rung.within for rung in rule.rungs)]
    places = [*(f"ladder.{rung.within}" for rung in rule.rungs[:-1]), "above"]
    bands = zip(places, tops, rule.rungs, strict=False)
    return [
        *(_rung(place, _band(below, rung.within), rung) for place, below, rung in bands),
        _rung("cash", _("Any compensation in money"), rule.cash),
    ]


def _special(rule: Authority) -> list[Line]:
    least = _("at least: %(role)s", role=words(rule.one_to_many.at_least))
    many = _("One incident that compensates many people")
    own = _("A case of one's own above %(above)s×", above=rule.own_case.above)
    return [
        line(rule.one_to_many.clause, many, least, at="one_to_many"),
        setting(own, _("the next one up"), at="own_case", why=rule.own_case.reason),
    ]


def _band(below: int | None, top: int | None) -> str:
    if top is None:
        return _("above %(below)s×", below=below)
    if below is None:
        return _("up to %(top)s×", top=top)
    return _("above %(below)s× to %(top)s×", below=below, top=top)


def _rung(place: str, band: str, rung: Rung) -> Line:
    signers, office = listed(rung.co_signers), words(rung.file_at)
    return line(rung.clause, band, words(rung.decides), signers, office, yes(rung.needs_goods_received), at=place)


def _lift(one: Lift) -> Line:
    figure = str(_whole(one.over)) if one.measure is Measured.COUNT else money(one.over)
    return stated(one, f"lifts.{one.lift}", f"{words(one.measure)} {figure}", words(one.at_least))


def _whole(number: Decimal) -> Decimal:
    return number.to_integral_value() if number == number.to_integral_value() else number


def _of_kind(rule: Authority) -> list[Line]:
    return [stated(one, f"kinds.{one.kind}", words(one.kind), words(one.at_least)) for one in rule.kinds]
