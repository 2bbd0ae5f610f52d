"""Rewards that must be earned, and sanctions that the policy allows."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from models import Department, PackInForce
from rules.entries import EntryNotPossible
from rules.incentives import NotAllowed
from rules.penalties import OutOfRange
from terms.incentives import Sanction
from terms.measures import Measure
from terms.penalties import AppealOutcome, EntryKind, EntryStatus, EvidenceKind
from terms.people import Role
from terms.periods import Period
from terms.scorecard import ScoreStatus
from tests.factories import MORNING, NOON, make_staff
from tests.workflows.accused import DAY, no, yuan
from tests.workflows.life import SATISFIED, last_event
from tests.workflows.scored import AFTER, Scored
from workflows.call_backs.record import Form
from workflows.penalties.appeal import appeal, decide_appeal
from workflows.penalties.decide import confirm
from workflows.penalties.incentive import NotEarned, propose_sanction
from workflows.penalties.propose import propose_reward
from workflows.penalties.whose import AlreadyProposed
from workflows.scorecards.open import opened

STAR, FAST = "satisfaction_award", "efficiency_allowance"


@pytest.fixture
def scored(life) -> Scored:
    return Scored(life)


def reward(scored, key, **values):
    ordinary = {
        "staff_id": scored.company.clerk.id, "happened_on": AFTER.date(), "amount": yuan("200"), "reason": "季度第一",
        "actor": scored.company.human_resources, "at": AFTER, "reward": key,
    }  # fmt: skip
    return propose_reward(scored.session, **{**ordinary, **values})


class TestStar:
    @pytest.mark.requirement("PK-13")
    def test_is_whoever_has_the_best_score_of_a_signed_quarter(self, scored):
        other = make_staff(scored.session, Role.CLERK, region=scored.company.region)
        worse = Form(**{**vars_of(SATISFIED), "result": 4})
        scored.life.called_back(worse, case=scored.life.answered(by=other))
        scored.signed()

        with pytest.raises(NotEarned, match=scored.company.clerk.name):
            reward(scored, STAR, staff_id=other.id)
        entry = reward(scored, STAR)

        assert (entry.kind, entry.clause, entry.evidence) == (
            EntryKind.REWARD, "P23 三节2(1)", EvidenceKind.SCORECARD,
        )  # fmt: skip
        assert entry.facts == {"period": "2026-Q3", "score": "100.00"}
        with pytest.raises(AlreadyProposed):
            reward(scored, STAR)

    def test_is_nobody_while_cards_may_still_be_returned(self, scored):
        scored.frozen()

        with pytest.raises(NotEarned, match="signed"):
            reward(scored, STAR)

    def test_is_of_a_quarter_whatever_else_was_signed_later(self, scored):
        scored.signed()
        office = scored.company.general_office
        for first, every in ((date(2026, 9, 1), Period.MONTHLY), (date(2026, 7, 1), Period.HALF_YEARLY)):
            row = opened(scored.session, every, first, MORNING)
            row.status, row.frozen_at, row.signed_at, row.frozen_by_id = ScoreStatus.SIGNED, AFTER, AFTER, office.id
        scored.session.commit()

        assert reward(scored, STAR).facts["period"] == "2026-Q3"

    def test_is_not_given_to_another_for_the_same_quarter(self, scored):
        scored.signed()
        other = make_staff(scored.session, Role.CLERK, region=scored.company.region)
        entry = reward(scored, "", staff_id=other.id)
        entry.facts_key = f"reward:{STAR}:2026-Q3"
        scored.session.commit()

        with pytest.raises(AlreadyProposed):
            reward(scored, STAR)


class TestAllowance:
    @pytest.mark.requirement("PK-14")
    @pytest.mark.parametrize(("hours", "earned"), [("24", True), ("1", False)])
    def test_goes_to_who_was_faster_than_the_target_last_month(self, scored, hours, earned):
        scored.case()
        scored.aim(hours, measure=Measure.EFFICIENCY, reason="每件平均小时数")

        if not earned:
            with pytest.raises(NotEarned):
                reward(scored, FAST)
            return
        entry = reward(scored, FAST)

        assert (entry.clause, entry.facts["period"], entry.facts["target"]) == ("P23 三节2(2)", "2026-09", "24.00")

    def test_is_held_against_the_departments_own_target(self, scored):
        scored.case()
        scored.aim("24", measure=Measure.EFFICIENCY)
        scored.aim("1", measure=Measure.EFFICIENCY, department_id=scored.company.department.id)

        with pytest.raises(NotEarned):
            reward(scored, FAST)

    def test_counts_to_the_second(self, scored):
        """Just under the target is earned, though both read 24.00."""
        case = scored.case()
        case.result_at = case.registered_at + timedelta(hours=24) - timedelta(seconds=1)
        scored.session.commit()
        scored.aim("24", measure=Measure.EFFICIENCY)

        assert reward(scored, FAST).facts["hours"] == "24.00"

    def test_needs_a_target(self, scored):
        with pytest.raises(NotEarned, match="target"):
            reward(scored, FAST)


class TestOtherReward:
    @pytest.mark.requirement("PK-25")
    def test_of_another_policy_is_refused(self, scored):
        with pytest.raises(NotAllowed):
            reward(scored, "good_work")
        with pytest.raises(NotAllowed):
            reward(scored, "useful_suggestion")

    def test_praise_in_words_needs_no_sum(self, scored):
        in_force(scored, "supermarket")

        entry = reward(scored, "good_work", amount=yuan("0"))

        assert (entry.amount, entry.clause) == (yuan("0"), "P34 七1")


def sanction(accused, **values):
    ordinary = {
        "staff_id": accused.company.clerk.id, "rule": "major_impact", "sanction": Sanction.DEMOTION,
        "happened_on": DAY, "reason": "处理不当，媒体曝光", "actor": accused.company.human_resources, "at": MORNING,
    }  # fmt: skip
    return propose_sanction(accused.session, **{**ordinary, **values})


class TestSanction:
    @pytest.mark.requirement("PK-26")
    def test_is_proposed_confirmed_above_and_may_be_appealed(self, accused):
        entry = sanction(accused)
        assert (entry.kind, entry.amount, entry.clause, entry.decides) == (
            EntryKind.SANCTION, yuan("0"), "P06 七5", Role.SUPERVISOR,
        )  # fmt: skip
        confirm(accused.session, penalty_id=entry.id, actor=accused.company.supervisor, at=NOON)
        appeal(accused.session, penalty_id=entry.id, text="已及时上报", actor=accused.company.clerk, at=NOON)
        lower = {"penalty_id": entry.id, "reason": "情节较轻", "actor": accused.company.head, "at": NOON}

        with no(accused, OutOfRange):
            decide_appeal(accused.session, outcome=AppealOutcome.LOWERED, amount=yuan("1"), **lower)
        decide_appeal(accused.session, outcome=AppealOutcome.STRUCK, **lower)

        assert entry.status is EntryStatus.STRUCK
        assert last_event(accused.session).kind == "penalty.struck"

    @pytest.mark.requirement("PK-27")
    @pytest.mark.parametrize(
        "values",
        [
            {"sanction": Sanction.FINE, "amount": Decimal(100)}, {"rule": "bad_handling"},
            {"amount": Decimal(100)},
        ],
    )  # fmt: skip
    def test_is_none_that_the_policy_does_not_name(self, accused, values):
        with no(accused, NotAllowed):
            sanction(accused, **values)

    def test_stands_once_for_one_fact(self, accused):
        sanction(accused)

        with no(accused, AlreadyProposed):
            sanction(accused, sanction=Sanction.DISMISSAL)

    def test_a_fine_says_its_sum(self, accused):
        in_force(accused, "general")
        fine = {"rule": "serious_breach", "sanction": Sanction.FINE}

        with no(accused, NotAllowed):
            sanction(accused, **fine, amount=Decimal(0))
        entry = sanction(accused, **fine, amount=Decimal(300))

        assert (entry.amount, entry.clause) == (yuan("300"), "P16 四3")

    def test_is_not_lifted_by_the_person(self, accused):
        entry = sanction(accused)

        with no(accused, EntryNotPossible):
            confirm(accused.session, penalty_id=entry.id, actor=accused.company.clerk, at=NOON)


def in_force(company, pack: str) -> None:
    """Another policy for the department."""
    code = company.session.get_one(Department, company.company.department.id).code
    for one, departments in (("food", []), (pack, [code])):
        company.session.add(
            PackInForce(pack=one, since=date(2020, 1, 1), departments=departments, branches=[], product_lines=[],
                        customers=[], put_at=MORNING)
        )  # fmt: skip
    company.session.commit()


def vars_of(form: Form) -> dict:
    return {name: getattr(form, name) for name in Form.__dataclass_fields__}
