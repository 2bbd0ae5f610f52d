"""The cards of a quarter: worked out from cases, assessed, aimed, frozen, signed."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models import AuditEvent, Complaint, ScorePeriod, ScoreTarget
from queries.score_evidence import Span
from queries.score_facts import to_assess, turns
from queries.scorecards import cards, evidence_of, history
from rules.records import ActNotPossible
from rules.score_figures import OF_THE_HANDLER, value_of
from terms.measures import Measure
from terms.people import Role
from terms.periods import Period
from terms.scorecard import EvidenceOf, ScoreAct, ScoreStatus
from tests.factories import MORNING, make_staff
from tests.workflows.life import SATISFIED, last_event
from tests.workflows.scored import AFTER, QUARTER
from workflows.scorecards.assess import CardsFrozen, NotAssessed, NotYoursToAssess, OutOfScale
from workflows.scorecards.freeze import freeze
from workflows.scorecards.open import open_due
from workflows.scorecards.sign import send_back, sign
from workflows.scorecards.target import NoSuchTarget, TooLate


class TestOpenDue:
    def test_prepares_the_running_quarter_once(self, session):
        assert open_due(session, at=MORNING) == 1
        assert open_due(session, at=MORNING + timedelta(days=3)) == 0

        row = session.scalars(select(ScorePeriod)).one()
        assert (row.first, row.last, row.every, str(row)) == (
            QUARTER, date(2026, 9, 30), Period.QUARTERLY, "2026-Q3",
        )  # fmt: skip


class TestCards:
    @pytest.mark.requirement("PK-15", "PK-16", "PK-17", "PK-18", "PK-24")
    def test_follow_from_cases_for_the_person_and_the_department(self, scored):
        case = scored.case()
        scored.aim()
        scored.assess(points="80")

        mine, ours = scored.card(), scored.card(scored.department)

        values = {one.measure: one.value for one in mine.figures}
        assert values == {
            Measure.SATISFACTION: Decimal("100.00"), Measure.TIMELINESS: Decimal("100.00"),
            Measure.COST: Decimal(100), Measure.TEAMWORK: Decimal("80.00"),
        }  # fmt: skip
        assert mine.score == Decimal("98.00")
        assert [one.key for one in mine.figures[0].evidence] == [case.id]
        assert ours.score is None
        assert [one.measure for one in ours.missing] == [Measure.TEAMWORK]

    def test_say_what_is_missing_instead_of_guessing(self, scored):
        scored.case()

        lacks = {one.measure: str(one.why_not) for one in scored.card().missing}

        assert lacks == {
            Measure.COST: "Nobody has set a target for it.", Measure.TEAMWORK: "Not assessed yet.",
        }  # fmt: skip

    def test_spending_beyond_the_target_counts_in_proportion(self, scored):
        scored.case()
        spent = scored.card().figure(Measure.COST)
        yuan = Decimal(spent.evidence[0].figure)
        scored.aim(amount=str(yuan / 2))

        assert scored.card().figure(Measure.COST).value == Decimal("50.00")

    def test_count_a_limit_by_its_own_start_and_none_that_stands_still(self, scored):
        """A case of long ago was reopened: its new limits count. One that waits for others has missed nothing."""
        case = scored.case()
        case.registered_at -= timedelta(days=200)
        scored.session.commit()
        kept = scored.card().figure(Measure.TIMELINESS)
        last = [one for one in case.clocks if one.clock in OF_THE_HANDLER][-1]
        last.met_at, case.paused_at = None, last.started_at
        scored.session.commit()

        assert kept.counted > 1
        standing = scored.card().figure(Measure.TIMELINESS)
        assert (standing.counted, standing.value) == (kept.counted - 1, Decimal("100.00"))
        case.paused_at = last.due_at + timedelta(minutes=1)
        scored.session.commit()
        assert scored.card().figure(Measure.TIMELINESS).counted == kept.counted

    def test_are_seen_by_the_person_their_chiefs_and_the_leaders(self, scored):
        scored.case()
        company = scored.company
        other = make_staff(scored.session, Role.CLERK, region=company.region)
        seen = {
            name: [one.subject.key for one in cards(scored.session, scored.period, AFTER, person=person.as_person())]
            for name, person in {
                "clerk": company.clerk, "other": other, "supervisor": company.supervisor, "head": company.head,
                "personnel": company.human_resources, "finance": company.finance,
            }.items()
        }  # fmt: skip

        both = [scored.department, scored.clerk]
        assert seen == {
            "clerk": [scored.clerk], "other": [], "supervisor": [scored.clerk], "head": both, "personnel": both,
            "finance": [],
        }  # fmt: skip


class TestAssess:
    @pytest.mark.requirement("PK-18")
    def test_keeps_who_gave_which_points_and_why(self, scored):
        scored.case()
        scored.assess(points="70")
        row = scored.assess(points="85.5")

        assert (row.points, row.reason, row.assessed_by_id) == (
            Decimal("85.50"),
            "配合物流部及时",
            scored.company.head.id,
        )
        event = last_event(scored.session)
        assert (event.kind, event.changes["points"]) == ("assessment.changed", ["70.00", "85.5"])

    def test_is_not_for_oneself_nor_for_other_departments(self, scored):
        scored.case()
        scored.life.called_back(SATISFIED, case=scored.life.answered(by=scored.company.head))
        stranger = make_staff(scored.session, Role.DIRECTOR)

        with pytest.raises(NotYoursToAssess):
            scored.assess(f"staff:{scored.company.head.id}")
        with pytest.raises(NotYoursToAssess):
            scored.assess(scored.department, actor=scored.company.head)
        assert scored.assess(f"staff:{scored.company.head.id}", actor=stranger).points == Decimal(90)

    @pytest.mark.parametrize(
        ("values", "error"),
        [
            ({"measure": Measure.COST}, NotAssessed), ({"measure": Measure.ATTITUDE}, NotAssessed),
            ({"points": Decimal("100.01")}, OutOfScale), ({"points": Decimal(-1)}, OutOfScale),
        ],
    )  # fmt: skip
    def test_takes_points_of_an_assessed_measure_only(self, scored, values, error):
        scored.case()

        with pytest.raises(error):
            scored.assess(**values)


class TestTarget:
    @pytest.mark.requirement("PK-17")
    def test_holds_until_the_next_and_a_department_has_its_own(self, scored):
        scored.case()
        scored.aim("500")
        scored.aim("300", since=date(2026, 8, 1))
        assert scored.card().figure(Measure.COST).target == Decimal(500)

        scored.aim("200", department_id=scored.company.department.id)

        assert scored.card().figure(Measure.COST).target == Decimal(200)

    def test_of_all_departments_is_one_a_day(self, scored):
        """The database says so, too, of two at one moment."""
        row = scored.aim("500")
        again = {name: getattr(row, name) for name in ("measure", "since", "reason", "set_at", "set_by_id")}
        scored.session.add(ScoreTarget(**again, amount=Decimal(600), version=1))

        with pytest.raises(IntegrityError):
            scored.session.flush()
        scored.session.rollback()

    def test_is_for_what_is_measured_by_one(self, scored):
        with pytest.raises(NoSuchTarget):
            scored.aim(measure=Measure.SATISFACTION)

    def test_comes_too_late_for_frozen_cards(self, scored):
        scored.frozen()

        with pytest.raises(TooLate):
            scored.aim("100")


class TestFreeze:
    @pytest.mark.requirement("PK-19")
    def test_keeps_the_figures_whatever_happens_to_the_cases(self, scored):
        scored.frozen()
        before = scored.card()
        case = scored.session.scalars(select(Complaint)).one()
        case.reopened_count, case.call_backs[0].result = 3, 1
        scored.session.commit()

        after = scored.card()

        assert [one.value for one in after.figures] == [one.value for one in before.figures]
        assert (after.score, after.issue) == (Decimal("99.00"), "food@2020-01-01")
        event = scored.session.scalars(select(AuditEvent).where(AuditEvent.kind == "score_period.frozen")).one()
        assert event.changes["cards"] == [None, 2]

    def test_keeps_the_evidence_from_which_each_figure_follows(self, scored):
        card = scored.frozen().card()

        assert all(
            one.value == value_of(one.formula, evidence_of(scored.session, card, one.measure), one.target)
            for one in card.figures
        )
        assert evidence_of(scored.session, card, Measure.SATISFACTION)[0].of is EvidenceOf.CALL_BACK

    def test_waits_for_the_end_and_for_what_is_missing(self, scored):
        scored.case()
        office = scored.company.general_office

        with pytest.raises(ActNotPossible, match="runs until"):
            freeze(scored.session, score_period_id=scored.period.id, actor=office, at=MORNING)
        with pytest.raises(ActNotPossible, match="Still missing: 4"):
            freeze(scored.session, score_period_id=scored.period.id, actor=office, at=AFTER)

    def test_ends_assessing(self, scored):
        scored.frozen()

        with pytest.raises(CardsFrozen):
            scored.assess()


class TestSign:
    @pytest.mark.requirement("PK-19", "PK-30")
    def test_is_personnels_and_ends_the_period(self, scored):
        scored.signed()

        assert scored.period.status is ScoreStatus.SIGNED
        signers = {one.row.signed_by_id for one in cards(scored.session, scored.period, AFTER) if one.row}
        assert signers == {scored.company.human_resources.id}
        assert [one.score for one in history(scored.session, scored.clerk, scored.company.clerk.as_person())] == [
            Decimal("99.00")
        ]

    def test_nobody_signs_their_own_card(self, scored):
        """Whoever signs and handles cases is signed by the director."""
        both = make_staff(scored.session, Role.CLERK, Role.HUMAN_RESOURCES, region=scored.company.region)
        scored.life.called_back(SATISFIED, case=scored.life.answered(by=both))
        scored.frozen()

        sign(scored.session, score_period_id=scored.period.id, actor=both, at=AFTER)
        assert scored.period.status is ScoreStatus.FROZEN
        with pytest.raises(ActNotPossible, match="nobody signs their own"):
            sign(scored.session, score_period_id=scored.period.id, actor=both, at=AFTER)
        sign(scored.session, score_period_id=scored.period.id, actor=scored.company.director, at=AFTER)

        assert scored.period.status is ScoreStatus.SIGNED

    def test_who_assessed_a_card_does_not_sign_it(self, scored):
        """Of somebody who signs, assessed by the director: the general manager's."""
        both = make_staff(scored.session, Role.CLERK, Role.HUMAN_RESOURCES, region=scored.company.region)
        scored.life.called_back(SATISFIED, case=scored.life.answered(by=both))
        scored.ready()
        company, key = scored.company, scored.period.id
        scored.assess(f"staff:{both.id}", actor=company.director)
        freeze(scored.session, score_period_id=key, actor=company.general_office, at=AFTER)
        sign(scored.session, score_period_id=key, actor=both, at=AFTER)

        with pytest.raises(ActNotPossible, match="nor one they assessed"):
            sign(scored.session, score_period_id=key, actor=company.director, at=AFTER)
        assert turns(scored.session, company.director, AFTER).count == 0
        assert turns(scored.session, company.manager, AFTER).count == 1
        sign(scored.session, score_period_id=key, actor=company.manager, at=AFTER)
        assert scored.period.status is ScoreStatus.SIGNED

    def test_is_another_hand_than_froze_it(self, scored):
        scored.ready()
        both = make_staff(scored.session, Role.GENERAL_OFFICE, Role.HUMAN_RESOURCES)
        freeze(scored.session, score_period_id=scored.period.id, actor=both, at=AFTER)

        with pytest.raises(ActNotPossible, match="does not sign"):
            sign(scored.session, score_period_id=scored.period.id, actor=both, at=AFTER)

    def test_returned_cards_are_counted_anew_and_the_old_are_kept(self, scored):
        scored.frozen()
        personnel, key = scored.company.human_resources, scored.period.id
        send_back(scored.session, score_period_id=key, reason="团队协作未说明", actor=personnel, at=AFTER)
        assert scored.period.status is ScoreStatus.OPEN

        scored.assess(points="60")
        freeze(scored.session, score_period_id=key, actor=scored.company.general_office, at=AFTER)

        assert (scored.period.edition, scored.card().score) == (2, Decimal("96.00"))


class TestTurns:
    def test_reads_no_evidence_to_say_who_is_to_be_assessed(self, scored, monkeypatch):
        scored.case()
        monkeypatch.setattr(Span, "of", None)

        assert to_assess(scored.session, scored.company.director, AFTER).count == 2

    def test_shows_the_quarter_to_whoever_goes_on_with_it(self, scored):
        company, session = scored.company, scored.session
        scored.case()
        assert [one[1] for one in turns(session, company.general_office, AFTER).rows] == [ScoreAct.FREEZE]
        assert turns(session, company.human_resources, AFTER).count == 0
        assert [(one[1].key, one[2].measure) for one in to_assess(session, company.head, AFTER).rows] == [
            (scored.clerk, Measure.TEAMWORK)
        ]
        assert to_assess(session, company.director, AFTER).count == 2
        scored.aim()
        scored.assess()
        scored.assess(scored.department)
        assert to_assess(session, company.head, AFTER).count == 0

        freeze(session, score_period_id=scored.period.id, actor=company.general_office, at=AFTER)

        assert [one[1] for one in turns(session, company.human_resources, AFTER).rows] == [ScoreAct.SIGN]
