"""The scorecards of the last quarter, assessed, frozen and signed by those whose turn it was; and what was earned.

Written after the months, because figures are asked of the database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from demo.worktime import at_minute
from models import Complaint, PenaltyEntry, Reward, ScorePeriod, Staff, StaffRole
from queries.capacity import holders_by_role
from queries.earned import proof
from queries.rulebook import for_person, in_force
from queries.scorecards import cards
from rulebook import Book
from rulebook.incentives import Reward as Rule
from rules.entries import barred
from rules.score_acts import AIMED, may_assess
from terms.complaint import ComplaintKind
from terms.incentives import RewardBasis, RewardTo
from terms.measures import Formula, Measure
from terms.people import Role
from terms.periods import Period
from terms.time import local_date
from workflows.months.gate import first_open
from workflows.penalties.case import facts_of
from workflows.penalties.decide import confirm
from workflows.penalties.propose import propose_reward
from workflows.rewards.decide import approve, pay
from workflows.rewards.propose import propose
from workflows.scorecards.assess import assessed
from workflows.scorecards.freeze import frozen
from workflows.scorecards.open import first_of, opened
from workflows.scorecards.sign import signed
from workflows.scorecards.target import target_set
from workflows.transaction import transaction

# Days after the quarter on which it is assessed, frozen, signed, and rewarded; minutes of the day.
ASSESSED, FROZEN, SIGNED, REWARDED = (3, 600), (7, 620), (8, 570), (10, 640)
# Yuan a case, hours a case.
AIMS = {Measure.COST: (Decimal(80), "按上季度每件平均成本"), Measure.EFFICIENCY: (Decimal(36), "按上年平均处理时长")}
POINTS = (
    (95, "物流、质检配合及时，资料齐全"), (90, "跨部门会办按时到场"), (86, "主动协助其他区域处理"),
    (82, "交接清楚，偶有延误"), (74, "回复质检询问较慢，已提醒"),
)  # fmt: skip
STAR = (Decimal(500), "按部门奖金方案，季度服务标兵500元")
FAST = (Decimal(200), "上月平均处理时长达到目标，按部门奖金方案200元")
SUGGESTED = (Decimal(100), "建议已采纳并转相关部门改进，参照两箱产品的价值致谢")

# Whose turn it is; a company without one of them scores nobody.
NEEDED = (Role.DIRECTOR, Role.FINANCE, Role.GENERAL_OFFICE, Role.HUMAN_RESOURCES)

Step = Callable[[ScorePeriod, datetime], None]


class Scoring:
    """The people who score, and those who are rewarded."""

    def __init__(self, session: Session, until: datetime) -> None:
        self.session, self.until = session, until
        self.today = local_date(until)
        self.dice = Random(f"scores {self.today}")  # noqa: S311  the same day gives the same company

    def score(self) -> None:
        """The running quarter begun, the one before as far as the end of the telling allows, and what it earned."""
        running = first_of(Period.QUARTERLY, self.today)
        before = first_of(Period.QUARTERLY, running - timedelta(days=1))
        book = in_force(self.session, on=running - timedelta(days=1))
        scored = book.scorecard is not None and book.scorecard.every is Period.QUARTERLY
        if not scored or not all(self._holders(role) for role in NEEDED):
            return
        self._aim(book, before)
        period = self._open(before)
        self._open(running)
        for at, step in self._steps(running):
            if at <= self.until:
                step(period, at)
        self._earn(running)
        self._thank(book)

    def _open(self, first: date) -> ScorePeriod:
        with transaction(self.session):
            return opened(self.session, Period.QUARTERLY, first, at_minute(first, 0))

    def _aim(self, book: Book, since: date) -> None:
        """Whatever is measured against a target gets one from finance."""
        aimed = {part.measure for part in (book.scorecard.parts if book.scorecard else ()) if part.formula in AIMED}
        if any(one.basis is RewardBasis.EFFICIENCY for one in book.incentives.rewards):
            aimed.add(Measure.EFFICIENCY)
        with transaction(self.session):
            for measure in sorted(aimed & AIMS.keys()):
                amount, reason = AIMS[measure]
                target_set(
                    self.session, measure=measure, amount=amount, since=since, reason=reason, department_id=None,
                    actor=self._holder(Role.FINANCE), at=at_minute(since, 560),
                )  # fmt: skip

    def _steps(self, after: date) -> Iterator[tuple[datetime, Step]]:
        for (days, minute), step in ((ASSESSED, self._assess), (FROZEN, self._freeze), (SIGNED, self._sign)):
            yield at_minute(after + timedelta(days=days), minute), step

    def _assess(self, period: ScorePeriod, at: datetime) -> None:
        """Heads their people, the director departments and heads."""
        leader = self._holder(Role.DIRECTOR)
        heads = {one.department_id: one for one in self._holders(Role.DEPARTMENT_HEAD)}
        with transaction(self.session):
            for card in cards(self.session, period, at):
                subject = card.subject
                head = heads.get(subject.department_id, leader)
                theirs = may_assess(head.as_person(), staff_id=subject.staff_id, department_id=subject.department_id)
                for figure in card.figures:
                    if figure.formula is Formula.ASSESSED:
                        points, reason = self.dice.choice(POINTS)
                        assessed(
                            self.session, period, card, measure=figure.measure, points=Decimal(points), reason=reason,
                            actor=head if theirs else leader, at=at,
                        )  # fmt: skip

    def _freeze(self, period: ScorePeriod, at: datetime) -> None:
        with transaction(self.session):
            found = cards(self.session, period, at)
            frozen(self.session, period, found, actor=self._holder(Role.GENERAL_OFFICE), at=at)

    def _sign(self, period: ScorePeriod, at: datetime) -> None:
        with transaction(self.session):
            signed(self.session, period, actor=self._holder(Role.HUMAN_RESOURCES), at=at)

    # What was earned.
    def _earn(self, running: date) -> None:
        """The star of the quarter is confirmed; of whoever was fast last month, one allowance waits."""
        at = at_minute(running + timedelta(days=REWARDED[0]), REWARDED[1])
        for basis, (amount, reason) in ((RewardBasis.QUARTERLY_SCORE, STAR), (RewardBasis.EFFICIENCY, FAST)):
            on = max(at, at_minute(first_open(self.session, local_date(at)) + timedelta(days=1), REWARDED[1]))
            entry = self._reward(basis, amount, reason, on)
            if entry is not None and basis is RewardBasis.QUARTERLY_SCORE:
                self._confirm(entry, on + timedelta(days=1))

    def _reward(self, basis: RewardBasis, amount: Decimal, reason: str, at: datetime) -> PenaltyEntry | None:
        if at > self.until:
            return None
        personnel = self._holder(Role.HUMAN_RESOURCES)
        known = for_person(self.session, personnel, on=local_date(at)).incentives
        rule = next((one for one in known.rewards if one.basis is basis and one.to is RewardTo.STAFF), None)
        shown = proof(self.session, rule, known, local_date(at)) if rule else None
        if rule is None or shown is None or not shown.best:
            return None
        return propose_reward(
            self.session, staff_id=shown.best[0], happened_on=local_date(at), amount=amount, reason=reason,
            reward=rule.reward, actor=personnel, at=at,
        )  # fmt: skip

    def _confirm(self, entry: PenaltyEntry, at: datetime) -> None:
        if at <= self.until:
            bars = barred(facts_of(self.session, entry))
            holders = sorted(holders_by_role(self.session, entry)[entry.decides] - bars)
            by = self.session.get_one(Staff, holders[0])
            confirm(self.session, penalty_id=entry.id, actor=by, at=at)

    def _thank(self, book: Book) -> None:
        """The last suggestion that was answered is rewarded, and paid the day after."""
        rule = next((one for one in book.incentives.rewards if one.basis is RewardBasis.USEFUL_SUGGESTION), None)
        case = self._suggestion() if rule else None
        if rule is None or case is None or case.result_at is None:
            return
        at = at_minute(max(local_date(case.result_at), self.today.replace(day=1)) + timedelta(days=1), 615)
        days = [at + timedelta(days=days) for days in range(3)]
        if days[0] <= self.until:
            row = self._propose(rule, case, days[0])
            if days[1] <= self.until:
                approve(self.session, reward_id=row.id, actor=self._holder(row.decides), at=days[1])
            if days[2] <= self.until:
                pay(
                    self.session, reward_id=row.id, voucher=f"FK-{days[2]:%Y%m%d}-01", paid_on=local_date(days[2]),
                    actor=self._holder(Role.FINANCE), at=days[2],
                )  # fmt: skip

    def _propose(self, rule: Rule, case: Complaint, at: datetime) -> Reward:
        amount, reason = SUGGESTED
        by = case.assigned_to or case.registered_by
        return propose(
            self.session, complaint_id=case.id, reward=rule.reward, amount=amount, reason=reason, actor=by, at=at
        )

    def _suggestion(self) -> Complaint | None:
        """The last that was answered some days ago, from somebody with a name."""
        answered = select(Complaint).where(
            Complaint.kind == ComplaintKind.SUGGESTION, Complaint.anonymous.is_(False),
            Complaint.result_at < self.until - timedelta(days=4), Complaint.merged_into_id.is_(None),
        )  # fmt: skip
        return self.session.scalars(answered.order_by(Complaint.result_at.desc(), Complaint.id).limit(1)).one_or_none()

    def _holder(self, role: Role) -> Staff:
        return self._holders(role)[0]

    def _holders(self, role: Role) -> list[Staff]:
        held = select(StaffRole.staff_id).where(StaffRole.role == role)
        return list(self.session.scalars(select(Staff).where(Staff.id.in_(held)).order_by(Staff.number)))
