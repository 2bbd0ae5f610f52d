"""The call-back and what recurs beside the cases, as tables."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

from admin_views.rulebook_tables import Line, Part, line, said, stated, yes
from admin_views.words import words
from rulebook import Book
from rulebook.rounds import Course, Round


def callback(book: Book) -> list[Part]:
    rule = book.callback
    questions = [
        line(rule.record_clause, words(one.key), said(one.text), at=f"questions.{one.key}") for one in rule.questions
    ]
    follows = [
        stated(one, f"outcomes.{one.outcome}", words(one.outcome), words(one.follows))
        for one in rule.consequences.values()
    ]
    what = _("Unanswered calls before a case may be closed on record")
    tries = line(rule.clause, what, str(rule.attempts), at="attempts", why=rule.attempts_reason)
    return [
        Part(_("What is asked"), [_("About"), _("Question")], questions),
        Part(_("What follows"), [_("Answer"), _("Then")], follows),
        Part(_("Calls"), [_("What"), _("How many")], [tries]),
        _recurring(_("Surveys"), rule.surveys, "surveys"),
    ]


def supervision(book: Book) -> list[Part]:
    return [_recurring("", book.supervision, "checks")]


def reports(book: Book) -> list[Part]:
    return [_recurring("", book.reports, "reports")]


def training(book: Book) -> list[Part]:
    labels = [_("Course"), _("By whom"), _("How often it recurs"), _("What it teaches"), _("Test before the post")]
    return [Part("", labels, [_course(one) for one in book.training])]


def _course(one: Course) -> Line:
    return stated(
        one, f"courses.{one.key}", said(one.name), said(one.by), often(one), said(one.contents), yes(one.gate)
    )


def _recurring(title: str, rows: Iterable[Round], key: str) -> Part:
    labels = [_("What"), _("By whom"), _("For whom"), _("How often it recurs")]
    found = [stated(one, f"{key}.{one.key}", said(one.name), said(one.by), said(one.to), often(one)) for one in rows]
    return Part(title, labels, found)


def often(one: Round) -> str:
    """How often something recurs, in words."""
    if one.times == 1:
        return words(one.every)
    return _("%(every)s, %(times)s times", every=words(one.every), times=one.times)
