"""Scorecards (考核): the cards of a period, each figure with the cases behind it; assessed, frozen, signed."""

from __future__ import annotations

from typing import Any

from flask import Response, abort, g, redirect, request, stream_with_context, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext, lazy_gettext
from sqlalchemy import select

from admin_views import acting, scorecard_words
from admin_views.base import opens
from admin_views.clock import now, today
from admin_views.exports import as_file
from admin_views.filters import Choice
from admin_views.forms import posted
from admin_views.lookups import Pick, key_of
from admin_views.messages import tell
from admin_views.record_screen import RecordScreen
from admin_views.scorecard_file import COLUMNS, rows_of
from admin_views.scorecard_forms import PAGES, AssessForm, TargetForm
from admin_views.signed_in import actor, may
from admin_views.story import Link
from admin_views.words import language, words
from exchange.writing import Sheet, csv_blocks
from models import ScorePeriod, Staff, db
from queries import scorecards
from queries.earned import known_today, stars_of
from queries.score_facts import assessable, score_facts
from queries.score_said import targets_on
from queries.scorecards import Card, Figure
from rules.permissions import Permission
from rules.score_acts import STEPS
from terms.incentives import RewardBasis
from terms.measures import Measure
from terms.periods import Period
from terms.scorecard import ScoreAct, ScoreStatus
from terms.text import say
from workflows.exports.record import record_list
from workflows.penalties.whose import theirs
from workflows.scorecards.assess import assess
from workflows.scorecards.target import set_target

SHOWN = 100


class Scorecards(RecordScreen):
    model = ScorePeriod
    address = "scorecard"
    title, icon = lazy_gettext("Scorecards"), "chart"
    permissions = {
        "read": Permission.SCORECARD_READ,
        "assess": Permission.SCORECARD_ASSESS,
        "target": Permission.SCORECARD_TARGET,
        "export": Permission.EXPORT,
    }
    eager = ("frozen_by",)
    column_list = ("period", "status", "every", "first", "last", "frozen_at", "signed_at")
    column_labels: dict[str, Any] = {"period": lazy_gettext("Period"), "last": lazy_gettext("Last day")}
    column_formatters = {"period": str, "last": lambda row: row.last}
    column_sortable_list = ("first",)
    column_default_sort = "-first"
    pills = ("status",)
    filters = (Choice("status", ScoreStatus),)
    table = STEPS
    pages = PAGES
    onward = (ScoreAct.FREEZE, ScoreAct.SIGN)
    list_template = "scorecard/list.html"
    details_template = "scorecard/details.html"
    score_words = scorecard_words

    @staticmethod
    def facts_of(row: ScorePeriod) -> Any:
        """Counted once a page; only for whoever freezes the cards it matters what they lack."""
        kept = g.setdefault("score_facts", {})
        if row.id not in kept:
            found = None if may(Permission.SCORECARD_FREEZE) else ()
            kept[row.id] = score_facts(db.session(), row, now(), found)
        return kept[row.id]

    # One period.
    def cards(self, row: ScorePeriod) -> list[tuple[str, list[Card]]]:
        found = scorecards.cards(db.session(), row, now(), person=actor().as_person())
        return scorecard_words.by_department(found)

    def links(self, row: ScorePeriod) -> list[Link]:
        more = []
        if self.allows("target"):
            more.append(Link(gettext("Set a target"), url_for(".target_view")))
        if self.allows("export"):
            more.append(
                Link(gettext("Export as %(format)s", format="CSV"), self.url_of(row, "download_view"), icon="download")
            )
        return [*super().links(row), *more]

    def targets(self, row: ScorePeriod) -> list[Any]:
        """What the period is judged by."""
        found = targets_on(db.session(), row.first).values()
        return sorted(found, key=lambda one: (one.measure.value, one.department_id or 0))

    def stars(self, row: ScorePeriod) -> list[Any]:
        """Who has the best score of a signed quarter, of all its cards; for those who may propose their reward."""
        if (
            row.status is not ScoreStatus.SIGNED
            or row.every is not Period.QUARTERLY
            or not may(Permission.REWARD_PROPOSE)
        ):
            return []
        me, policy = actor(), known_today(db.session(), row.last)
        found = stars_of(db.session(), row, policy)
        people = db.session().scalars(select(Staff).where(Staff.id.in_(found.best)).order_by(Staff.number))
        mine = [one for one in people if one.id != me.id and theirs(one.department_id, me)]
        known = [one for one in policy.rewards if one.basis is RewardBasis.QUARTERLY_SCORE]
        return [(one, star.id, star.name, found.facts[star.id]["score"]) for one in known for star in mine]

    # One card.
    @expose("/card/")
    @opens("read")
    def card_view(self) -> ResponseReturnValue:
        row = self.row()
        card = self._card(row)
        before = scorecards.history(db.session(), card.subject.key, actor().as_person())
        return self.render(
            "scorecard/card.html", row=row, card=card, heading=gettext("Scorecard"), before=before,
            mine=[figure for _card, figure in assessable([card], actor().as_person())],
        )  # fmt: skip

    def _card(self, row: ScorePeriod) -> Card:
        subject = request.values.get("subject", "")
        kind, _, key = subject.partition(":")
        if kind not in ("staff", "department") or key_of(key) is None or subject != f"{kind}:{key_of(key)}":
            abort(404)
        found = scorecards.cards(db.session(), row, now(), person=actor().as_person(), only=subject)
        return found[0] if found else abort(404)

    def card_url(self, row: ScorePeriod, card: Card) -> str:
        return self.url_of(row, "card_view", subject=card.subject.key)

    def evidence_url(self, row: ScorePeriod, card: Card, figure: Figure) -> str:
        return self.url_of(row, "evidence_view", subject=card.subject.key, measure=figure.measure.value)

    @expose("/evidence/")
    @opens("read")
    def evidence_view(self) -> ResponseReturnValue:
        """What one figure was counted from; of a frozen card, as it was then."""
        row = self.row()
        card = self._card(row)
        figure = self._figure(card)
        found = scorecards.evidence_of(db.session(), card, figure.measure)
        page = max(1, min(key_of(request.args.get("page", "1")) or 1, len(found) // SHOWN + 1))
        shown = scorecard_words.lines(scorecard_words.worst_first(found)[(page - 1) * SHOWN : page * SHOWN])
        return self.render(
            "scorecard/evidence.html", row=row, card=card, figure=figure, heading=words(figure.measure), found=found,
            shown=shown, page=page, pages=(len(found) + SHOWN - 1) // SHOWN,
        )  # fmt: skip

    @staticmethod
    def _figure(card: Card) -> Figure:
        measure = next((one for one in Measure if one.value == request.values.get("measure")), None)
        figure = card.figure(measure) if measure else None
        return figure if figure is not None else abort(404)

    @expose("/assess/", methods=("GET", "POST"))
    @opens("assess")
    def assess_view(self) -> ResponseReturnValue:
        row = self.row()
        card = self._card(row)
        figure = self._figure(card)
        form = AssessForm(posted(), data={"subject": card.subject.key, "measure": figure.measure.value})
        return acting.answer(
            self, form, assess, self.key(row), row=row, title=f"{card.subject.name} · {words(figure.measure)}",
            button=gettext("Assess"), done=lambda _row: self._assessed(row, card), template="scorecard/assess.html",
            card=card, figure=figure,
        )  # fmt: skip

    def _assessed(self, row: ScorePeriod, card: Card) -> ResponseReturnValue:
        tell(say("Saved."))
        return redirect(self.card_url(row, card))

    @expose("/target/", methods=("GET", "POST"))
    @opens("target")
    def target_view(self) -> ResponseReturnValue:
        form = TargetForm(posted(), data={"since": today().replace(day=1)})
        return acting.answer(
            self, form, set_target, {}, title=gettext("Set a target"), button=gettext("Set"),
            done=lambda _row: self._target_set(),
        )  # fmt: skip

    def _target_set(self) -> ResponseReturnValue:
        tell(say("Saved."))
        return redirect(url_for(".index_view"))

    def picks(self) -> dict[str, Pick]:
        return super().picks() | ({"department_id": TargetForm().department_id.pick} if self.allows("target") else {})

    @expose("/download/")
    @opens("export")
    def download_view(self) -> ResponseReturnValue:
        """The cards the reader sees, one line a measure."""
        if not self.allows("read"):
            abort(403)
        row = self.row()
        found = list(rows_of(row, [card for _name, cards in self.cards(row) for card in cards]))
        record_list(db.session(), table="score_period", rows=len(found), narrowed_by=str(row), actor=actor(), at=now())
        blocks = csv_blocks(Sheet(COLUMNS, language()), iter(found))
        answer = Response(stream_with_context(blocks), mimetype="text/csv")
        return as_file(answer, f"{self.title}_{row}.csv")
