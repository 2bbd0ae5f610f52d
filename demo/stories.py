"""The life of one case, from the call to wherever it has got by the end of the telling."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

from demo import words
from demo.callers import Call
from demo.desk import Desk
from demo.telling import Life
from models import Complaint, Staff
from rules.permissions import Permission, allowed
from terms.complaint import (
    Act,
    CallBackOutcome,
    Channel,
    ComplaintKind,
    Remedy,
    Responsible,
    SettlementStatus,
    State,
    Verdict,
)
from terms.people import FILES_AS, Office, Role
from terms.time import local_date
from terms.trade import CustomerKind, Fault, Package, Unit
from workflows.call_backs.record import Form
from workflows.call_backs.report import report_decided
from workflows.complaints.answer import answered
from workflows.complaints.assign import assigned
from workflows.complaints.close import closed, merged, reopened, withdrawn
from workflows.complaints.contact import contacted
from workflows.complaints.dispute import dispute_settled, disputed
from workflows.complaints.investigate import investigated
from workflows.executions.carry_out import goods_received, handed_over, paid, proved
from workflows.settlements.propose import Proposal, ProposedLine
from workflows.settlements.sign import given

# How much is given: (times, weight); most cases are one or two for one.
TIMES = (
    ("1", 46), ("2", 27), ("3/2", 7), ("3", 7), ("4", 4), ("5", 3), ("6", 1.6), ("8", 1.2), ("10", 0.8), ("12", 0.7), ("15", 0.3),
)  # fmt: skip
CASH_SHARE = 0.022
# People who keep others waiting.
SLOW = frozenset({"1039", "1051", "1056"})


@dataclass(frozen=True, slots=True)
class Ending:
    """What is special about one case; what is left open goes as dice fall.

    stops: the act before which nobody has gone on, and for a signature the role it waits for.
    finish: the case moves on quickly and waits there by this moment.
    """

    times: Fraction | None = None
    cash: bool = False
    stops: Act | None = None
    waits_for: Role | None = None
    finish: datetime | None = None


class Untold(Exception):  # noqa: N818  not an error: the story waits here
    """Nobody has gone on with this case."""


class Story:
    """One case with the person who handles it and the dice that decide."""

    def __init__(self, desk: Desk, rng: Random, call: Call, ending: Ending) -> None:
        self.desk = desk
        self.rng = rng
        self.call = call
        self.ending = ending
        self.case: Complaint
        self.handler: Staff
        self.pace: Iterator[datetime] = iter(())

    def live(self) -> Life:
        """The whole life; stops where the ending says."""
        yield self.call.at
        try:
            yield from self._tell()
        except Untold:
            return

    def _tell(self) -> Life:
        self.case = self.call.take(self.desk, self.rng)
        self._set_pace()
        yield from self._find_handler()
        if self.case.kind in (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.RETURN) and not self.ending.stops:
            fate = self.rng.random()
            if fate < 0.018:
                yield from self._withdraw()
                return
            if fate < 0.026:
                yield from self._duplicate()
        yield from self._handle()
        yield from self._after_answer()

    # --- time ---

    def _set_pace(self) -> None:
        start, due = self.desk.now, self.ending.finish or self.case.due_at
        hours = self.desk.hours
        left = hours.minutes(due) - hours.minutes(start)
        slow = self._slow()
        late = not self.ending.finish and self.rng.random() < (
            0.05 + (0.25 if left < 90 else 0.0) + (0.25 if slow else 0.0)
        )
        first = self.rng.uniform(2, 26) if self.rng.random() < 0.93 and not slow else self.rng.uniform(20, 160)
        if late:
            end = hours.later(due, self.rng.expovariate(1 / 260) + 10)
        elif self.ending.finish:
            end, first = due, min(first, max(left / 10, 1.0))
        else:
            end = hours.later(start, max(left - self.rng.uniform(3, 60), left * 0.7, 14.0))
            first = min(first, max(left / 6, 1.5))
        begin = hours.later(start, first)
        rest = hours.spread(self.rng, begin, max(end, hours.later(begin, 12)), 11)
        self.pace = iter((begin, *rest))

    def _slow(self) -> bool:
        registrar = self.desk.house.by_id(self.case.registered_by_id)
        return registrar.number in SLOW and self.rng.random() < 0.7

    def _next(self, low: float = 15, high: float = 120) -> datetime:
        """The next moment of the pace; when it is used up, some working minutes later."""
        at = next(self.pace, None)
        if at is None or at <= self.desk.now:
            at = self.desk.hours.later(self.desk.now, self.rng.uniform(low, high))
        return at

    def _later(self, low: float, high: float) -> datetime:
        return self.desk.hours.later(self.desk.now, self.rng.uniform(low, high))

    def _stop_before(self, act: Act, role: Role | None = None) -> None:
        if self.ending.stops is act and self.ending.waits_for in (None, role):
            raise Untold

    # --- people ---

    def _find_handler(self) -> Life:
        registrar = self.desk.house.by_id(self.case.registered_by_id)
        if allowed(registrar.roles, Permission.COMPLAINT_HANDLE) and (self.ending.stops or self.rng.random() < 0.9):
            self.handler = registrar
            return
        yield from self._assign()

    def _assign(self) -> Life:
        self._stop_before(Act.ASSIGN)
        yield self._next(5, 40)
        house = self.desk.house
        clerks = [one for one in house.of(Role.CLERK, self.case) if Role.SUPERVISOR not in one.roles]
        self.handler = self.rng.choice(clerks)
        chief = house.of(Role.SUPERVISOR if self.rng.random() < 0.6 else Role.DEPARTMENT_HEAD, self.case)[0]
        if house.stand_in(chief, local_date(self.desk.now)) is not chief:
            chief = house.of(Role.SUPERVISOR, self.case)[0]
        self.desk.do(assigned, self.case, chief, to=self.handler)

    def _chief(self) -> Staff:
        return self.desk.house.of(Role.SUPERVISOR, self.case)[0]

    def _office(self) -> Staff:
        office = self.desk.house.at(Role.GENERAL_OFFICE)
        return self.rng.choice(office[1:])

    # --- short lives ---

    def _withdraw(self) -> Life:
        yield self._next()
        self.desk.do(withdrawn, self.case, self._chief(), reason=self.rng.choice(words.WITHDRAWN))
        raise Untold

    def _duplicate(self) -> Life:
        """The same caller reaches somebody else; the second entry goes into the first."""
        yield self._later(4, 25)
        again = self.call.again(self.desk, self.rng)
        yield self._later(5, 30)
        self.desk.do(merged, again, self._chief(), into=self.case, reason="同一投诉重复登记")

    # --- from contact to answer ---

    def _handle(self) -> Life:
        yield from self._contact()
        yield from self._investigate()
        if self._nothing_to_settle():
            yield from self._find_unfounded()
            return
        yield from self._settle()
        yield from self._carry_out()
        self._stop_before(Act.ANSWER)
        yield self._next()
        self.desk.do(answered, self.case, self.handler, act=Act.ANSWER, result=self._result())

    def _contact(self) -> Life:
        self._stop_before(Act.CONTACT)
        while True:
            yield self._next(10, 60)
            reached = self.rng.random() < 0.93
            said = self.rng.choice(words.TALKED if reached else words.NOT_REACHED)
            promise = self.case.due_at if reached and self.rng.random() < 0.3 else None
            self.desk.do(
                contacted,
                self.case,
                self.handler,
                channel=Channel.PHONE,
                reached=reached,
                said=said,
                next_promise_at=promise,
            )
            if reached:
                return

    def _investigate(self) -> Life:
        self._stop_before(Act.INVESTIGATE)
        yield self._next()
        facts, cause, responsible = self.rng.choice(words.FOUND[self.case.fault])
        quality = self.desk.house.at(Role.QUALITY)
        grave = self.case.fault in (Fault.FOREIGN_BODY, Fault.QUALITY, Fault.SEDIMENT)
        person = self.rng.choice(quality) if grave and self.rng.random() < 0.4 else self.handler
        evidence = self.rng.choice(("照片及实物", "照片", "留样检验记录", "视频通话核实"))
        self.desk.do(
            investigated, self.case, person, facts=facts, cause=cause, responsible=responsible, evidence=evidence
        )

    def _nothing_to_settle(self) -> bool:
        if self.ending.times or self.ending.cash or self.ending.stops:
            return False
        case = self.case
        if case.kind not in (ComplaintKind.QUALITY_COMPLAINT, ComplaintKind.RETURN, ComplaintKind.SERVICE_COMPLAINT):
            return True
        if self._dealer_glass() or self._dealer_expired():
            return True
        responsible = case.findings[-1].responsible
        return self.rng.random() < (0.3 if responsible in (Responsible.CONSUMER, Responsible.UNKNOWN) else 0.03)

    def _dealer_glass(self) -> bool:
        case = self.case
        dealer = case.customer_kind in (CustomerKind.DISTRIBUTOR, CustomerKind.WHOLESALER)
        return bool(dealer and case.product and case.product.package is Package.GLASS and case.fault is Fault.BREAKAGE)

    def _dealer_expired(self) -> bool:
        """Whether the return rules refuse a dealer's goods for their age."""
        case = self.case
        if case.product is None or case.produced_on is None:
            return False
        left = case.product.shelf_life_days - (case.registered_on - case.produced_on).days
        return left < (0 if case.kind is ComplaintKind.QUALITY_COMPLAINT else 95)

    def _find_unfounded(self) -> Life:
        self._stop_before(Act.FIND_UNFOUNDED)
        yield self._next()
        self.desk.do(answered, self.case, self.handler, act=Act.FIND_UNFOUNDED, result=self._why_nothing())

    def _why_nothing(self) -> str:
        if self._dealer_glass():
            return "经销商玻璃瓶破损按季度千分之二补偿，不单独调换，已告知"
        if self.case.kind is ComplaintKind.RETURN:
            return "不足保质期前三个月，按退换货规定不予退换，已告知"
        if self.case.kind in (ComplaintKind.CONSULTATION, ComplaintKind.SUGGESTION):
            return "已答复并致谢"
        if self.case.kind is ComplaintKind.SERVICE_REQUEST:
            return "已转售后服务部安排上门"
        return "经核实不属产品质量问题，已向投诉人说明理由"

    # --- settlement ---

    def _settle(self) -> Life:
        times = self.ending.times or Fraction(self._dice(TIMES))
        cash = self.ending.cash or (self.rng.random() < CASH_SHARE and not self.ending.stops)
        while True:
            self._stop_before(Act.PROPOSE)
            yield self._next()
            self.desk.propose(self.case, self.handler, self._proposal(times, cash=cash))
            yield from self._signatures()
            settlement = self.case.settlement
            if settlement is not None and settlement.status is SettlementStatus.APPROVED:
                return
            if settlement is not None and settlement.status is SettlementStatus.REFUSED:
                times, cash = Fraction(1), False

    def _dice(self, choices: tuple[tuple[str, float], ...]) -> str:
        values, weights = zip(*choices, strict=True)
        return str(self.rng.choices(values, weights)[0])

    def _proposal(self, times: Fraction, *, cash: bool) -> Proposal:
        case = self.case
        if case.kind is ComplaintKind.SERVICE_COMPLAINT or case.product_id is None:
            return Proposal((ProposedLine(remedy=Remedy.APOLOGY, note="当面致歉"),), "服务不到位，致歉并整改")
        exchanged = case.quantity
        given_back = max(int(exchanged * times), 1)
        lines = [
            ProposedLine(
                remedy=Remedy.EXCHANGE if given_back <= exchanged else Remedy.REPLACEMENT,
                product_id=case.product_id,
                exchanged_quantity=exchanged,
                compensated_quantity=given_back,
                unit=case.unit,
            )
        ]
        if cash:
            amount = Decimal(self.rng.choice((50, 80, 100, 150, 200, 300, 500, 1000)))
            lines.append(ProposedLine(remedy=Remedy.CASH, cash=amount, note="误工及交通补偿"))
        reason = "按等量调换" if times <= 1 else f"核实属实，按{float(times):g}倍赔偿"
        return Proposal(tuple(lines), reason, gifts_returned=True if case.promotion else None)

    def _signatures(self) -> Life:
        """Everybody the ladder names, in some order, until all have signed or somebody says no."""
        while self.case.state is State.PROPOSED:
            pending = [row for row in self.case.settlement.signatures if row.verdict is Verdict.PENDING]  # type: ignore[union-attr]
            row = pending[-1] if self.rng.random() < 0.5 else pending[0]
            if self.ending.waits_for and self.ending.waits_for is row.role and len(pending) > 1:
                row = next(one for one in pending if one.role is not self.ending.waits_for)
            if row.role is self.case.settlement.decides and self.case.settlement.needs_goods_received:  # type: ignore[union-attr]
                yield from self._receive_goods()
            for act in (Act.SIGN, Act.SEND_BACK):
                self._stop_before(act, row.role)
            yield self._next(15, 150)
            yield from self._one_signature(row.role)

    def _one_signature(self, role: Role) -> Life:
        signer = self.desk.signer(self.case, role)
        if signer is None:
            raise LookupError(f"nobody signs {self.case.number} as {role}")
        verdict, comment = Verdict.SIGNED, self.rng.choice(("同意", "", "同意，注意时限", "同意按制度处理"))
        dice = self.rng.random()
        if not self.ending.stops and dice < 0.02 and len(self.case.settlements) < 3:
            verdict, comment = Verdict.SENT_BACK, self.rng.choice(words.SEND_BACK)
        elif not self.ending.stops and dice < 0.028 and self.case.settlement.multiple > 1:  # type: ignore[union-attr]
            verdict, comment = Verdict.REFUSED, self.rng.choice(words.REFUSALS)
        self.desk.do(given, self.case, signer, verdict=verdict, comment=comment)
        return
        yield

    def _receive_goods(self) -> Life:
        if self.case.goods_received_at is not None:
            return
        self._stop_before(Act.RECEIVE_GOODS)
        yield self._later(20, 60) if self.ending.finish else self._later(240, 1100)
        person = self.rng.choice(self.desk.house.at(Role.LOGISTICS))
        self.desk.do(goods_received, self.case, person, note="实物已入库，数量相符")

    # --- carrying out ---

    def _carry_out(self) -> Life:
        settlement = self.case.settlement
        assert settlement is not None
        self._stop_before(Act.FILE)
        yield self._next(10, 90)
        role = FILES_AS[settlement.file_at]
        within = self.case.department_id if settlement.file_at is Office.SALES_ADMINISTRATION else None
        clerk = self.desk.house.at(role, department_id=within)[0]
        self.desk.file(self.case, clerk, self.rng.choice(words.PAPERS).format(office=settlement.file_at.zh))
        order = settlement.execution
        assert order is not None
        if order.needs_cash:
            self._stop_before(Act.PAY)
            yield self._next(30, 300)
            number = f"FK{self.desk.now:%y%m%d}{self.case.id % 1000:03d}"
            self.desk.do(paid, self.case, self.rng.choice(self.desk.house.at(Role.FINANCE)), voucher=number)
        if order.needs_goods:
            self._stop_before(Act.HAND_OVER)
            yield self._next(20, 150)
            person = self.rng.choice(self.desk.house.at(Role.LOGISTICS))
            self.desk.do(handed_over, self.case, person, carrier=self.rng.choice(words.CARRIERS))
        self._stop_before(Act.PROVE)
        yield self._next(20, 150)
        name = self.case.complainant_name or "投诉人"
        self.desk.do(proved, self.case, self.handler, received_by=name, proof=self.rng.choice(words.PROOFS))

    def _result(self) -> str:
        line = self.case.settlement.lines[0]  # type: ignore[union-attr]
        if line.remedy is Remedy.APOLOGY:
            return "已致歉并说明整改措施"
        unit = "箱" if line.unit is Unit.CASE else "瓶"
        cash = self.case.settlement.cash  # type: ignore[union-attr]
        paid_too = f"，另付现金{cash}元" if cash else ""
        if line.compensated_quantity <= line.exchanged_quantity:
            return f"已调换{line.exchanged_quantity}{unit}{paid_too}"
        return f"调换{line.exchanged_quantity}{unit}，共赔付{line.compensated_quantity}{unit}{paid_too}"

    # --- after the answer ---

    def _after_answer(self) -> Life:
        for _round in range(3):
            self._stop_before(Act.CALL_BACK)
            if self.ending.stops is Act.SETTLE_DISPUTE or (not self.ending.stops and self.rng.random() < 0.004):
                yield from self._dispute()
                if self.case.state is State.CLOSED:
                    return
            else:
                yield from self._call_until_heard()
                if self.case.state is State.ANSWERED:
                    yield from self._close()
                    return
            yield from self._again()

    def _call_until_heard(self) -> Life:
        while self.case.state is State.ANSWERED:
            yield self._calling_time()
            call = self.desk.call_back(self.case, self._office(), self._form())
            if call.outcome in (CallBackOutcome.SATISFIED, CallBackOutcome.GIVEN_UP):
                return

    def _calling_time(self) -> datetime:
        """The next morning, or the same afternoon when the answer came early; never after the day's report."""
        now, hours = self.desk.now, self.desk.hours
        answered_at = self.case.result_at or now
        fresh = self.case.call_backs and self.case.call_backs[-1].called_at >= answered_at
        at = hours.later(now, self.rng.uniform(20, 120))
        if fresh or at.hour >= 16 or self.rng.random() < 0.5:
            day = hours.day_after(local_date(now))
            at = hours.later(
                hours.moment(hours.minutes(now.replace(year=day.year, month=day.month, day=day.day, hour=0))),
                self.rng.uniform(15, 300),
            )
        return at

    def _form(self) -> Form:
        dice = self.rng.random()
        outcome = CallBackOutcome.SATISFIED
        if self.ending.stops is Act.ASSIGN or (dice < 0.028 and not self.ending.stops):
            outcome = CallBackOutcome.DISSATISFIED
        elif dice < 0.038 and not self.case.unfounded and not self.ending.stops:
            outcome = CallBackOutcome.CONTRADICTS
        elif dice < 0.1:
            outcome = CallBackOutcome.NOT_REACHED
        if outcome is CallBackOutcome.NOT_REACHED:
            return Form(outcome=outcome, answers="无人接听", next_step="次日再拨")
        good = outcome is CallBackOutcome.SATISFIED
        score = (3, 4, 5, 5, 5) if good else (1, 2, 2, 3)
        return Form(
            outcome=outcome,
            spoke_with=self.case.complainant_name or "投诉人",
            attitude=self.rng.choice(score),
            speed=self.rng.choice(score) if not self.case.late else self.rng.choice((2, 3, 3, 4)),
            result=self.rng.choice(score),
            answers=self.rng.choice(words.PRAISE if good else words.GRUMBLES),
            difference=self.rng.choice(words.DIFFERENCES) if outcome is CallBackOutcome.CONTRADICTS else "",
            next_step="" if good else "退回销售部重新处理",
        )

    def _close(self) -> Life:
        self._stop_before(Act.CLOSE)
        yield self._later(3, 90)
        self.desk.do(closed, self.case, self._office())
        if not self.ending.stops and self.rng.random() < 0.002:
            yield self._later(900, 4000)
            director = self.desk.house.at(Role.DIRECTOR)[0]
            self.desk.do(reopened, self.case, director, reason="消费者再次来访，提供新的检测报告", book=self.desk.book)
            yield from self._again()
            yield from self._after_answer()

    def _again(self) -> Life:
        """A reopened case goes through the department head's hands once more."""
        if any(one.status.value == "open" for one in self.case.false_reports):
            yield self._later(30, 400)
            head = self.desk.house.of(Role.DEPARTMENT_HEAD, self.case)[0]
            if self.desk.house.stand_in(head, local_date(self.desk.now)) is not head:
                head = self.desk.house.at(Role.DIRECTOR)[0]
            confirmed = self.rng.random() < 0.6
            reason = "核对签收单，情况属实" if confirmed else "消费者记忆有误，签收单有本人签名"
            self.desk.do(report_decided, self.case, head, confirmed=confirmed, reason=reason)
        if self.case.state is State.REOPENED:
            self.pace = iter(())
            yield from self._assign()
        yield from self._handle()

    def _dispute(self) -> Life:
        yield self._later(30, 500)
        self.desk.do(disputed, self.case, self._office(), reason=self.rng.choice(words.DISPUTES))
        self._stop_before(Act.SETTLE_DISPUTE)
        yield self._later(1200, 5200)
        again = self.rng.random() < 0.3
        self.desk.do(
            dispute_settled,
            self.case,
            self.desk.house.at(Role.DIRECTOR)[0],
            outcome=self.rng.choice(words.SETTLED),
            handle_again=again,
            book=self.desk.book,
        )
