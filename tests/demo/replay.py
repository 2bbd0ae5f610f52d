"""A told case once more, through the real use-cases: every event of its audit gives the call that made it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from demo.ledger import COLUMNS, Ledger
from demo.writer import write_all
from models import (
    AuditEvent,
    Batch,
    Complaint,
    Customer,
    DailyReport,
    Department,
    NumberSeries,
    Product,
    Region,
    Shipment,
    Staff,
    StaffRole,
    Substitution,
)
from terms.complaint import CallBackOutcome
from workflows.attachments.files import Storage
from workflows.call_backs.record import Form, call_back
from workflows.call_backs.report import decide_report, send_daily_report
from workflows.complaints.answer import answer, find_unfounded
from workflows.complaints.assign import assign
from workflows.complaints.close import close
from workflows.complaints.contact import contact
from workflows.complaints.dispute import dispute, settle_dispute
from workflows.complaints.investigate import investigate
from workflows.complaints.merge import merge
from workflows.complaints.register import Registration, register
from workflows.complaints.reopen import reopen
from workflows.complaints.withdraw import withdraw
from workflows.executions.carry_out import hand_over, pay, prove, receive_goods
from workflows.filings.file import LETTERS, file
from workflows.settlements.lines import Proposal, ProposedLine
from workflows.settlements.propose import propose
from workflows.settlements.sign import refuse, send_back, sign
from workflows.settlements.take_back import take_back
from workflows.time_limits.mark_late import mark_late

# What a case stands on: written as it was told, with the same keys.
GROUND = (Department, Region, Staff, StaffRole, Product, Batch, Customer, Shipment, Substitution)
# Keys differ, because only some cases are told again.
# Where a paper lies is told on by its own acts, which are not told again.
KEYS = {"id", "paper_place", "complaint_id", "settlement_id", "call_back_id", "repeat_of_id", "merged_into_id"}
SAID = (
    "channel", "description", "region_id", "fault", "quantity", "kind", "severity", "customer_id", "customer_kind",
    "anonymous", "complainant_name", "complainant_phone", "address", "purchase_place", "purchased_on", "promotion",
    "product_id", "batch_id", "batch_mark", "batch_code", "produced_on", "unit", "consumers", "incident", "demand",
    "truthful", "proof_of_purchase",
)  # fmt: skip
LINE = ("remedy", "product_id", "exchanged_quantity", "compensated_quantity", "unit", "cash", "note")
BESIDE = ("clocks", "contacts", "findings", "call_backs", "false_reports")


def with_those_before(past: Ledger, chosen: Iterable[Complaint]) -> list[Complaint]:
    """The chosen cases and every case they name, in the order of registration."""
    found: dict[int, Complaint] = {}
    waiting = list(chosen)
    while waiting:
        case = waiting.pop()
        if case.id not in found:
            found[case.id] = case
            named = (case.repeat_of_id, case.merged_into_id)
            waiting += [past.rows[Complaint][key - 1] for key in named if key is not None]
    return [found[key] for key in sorted(found)]


class Replay:
    """Tells cases again in an otherwise empty company, in the order of their events."""

    ground: tuple[type[Any], ...] = GROUND

    def __init__(self, session: Session, past: Ledger, storage: Storage) -> None:
        self.session, self.past, self.storage = session, past, storage
        self.keys: dict[int, int] = {}
        self.seen: dict[tuple[int, str], int] = {}

    def lay_ground(self) -> None:
        ground = Ledger()
        ground.rows.update({model: self.past.rows[model] for model in self.ground})
        write_all(self.session.connection(), ground)
        self.session.commit()

    def tell(self, cases: list[Complaint]) -> None:
        wanted = {case.id for case in cases}
        for event in self.past.events:
            if event["subject"] == "complaint" and event["subject_id"] in wanted:
                self._again(event, self.past.rows[Complaint][event["subject_id"] - 1])
            elif event["kind"] == "daily_report.sent" and self.keys:
                self._report(event)

    def _again(self, event: dict[str, Any], case: Complaint) -> None:
        subject, _, act = event["kind"].partition(".")
        if act == "fell_late":
            mark_late(self.session, at=event["at"])
            return
        do = getattr(self, f"_{act}" if subject != "settlement" else f"_settlement_{act}")
        do(event, case)

    def _call(self, use_case: Any, event: dict[str, Any], case: Complaint, **values: Any) -> None:
        seen = event["version"] - 1
        use_case(
            self.session, complaint_id=self.keys[case.id], actor=self._actor(event), at=event["at"], seen=seen, **values
        )

    def _actor(self, event: dict[str, Any]) -> Staff:
        return self.session.get_one(Staff, event["actor_id"])

    def _next(self, case: Complaint, what: str, rows: list[Any]) -> Any:
        """The rows a case has of one kind, one after the other."""
        number = self.seen.get((case.id, what), 0)
        self.seen[case.id, what] = number + 1
        return rows[number]

    def _series(self, number: str) -> None:
        """The series stands where it stood then, so that the same number is given."""
        series, last = number[:-6], int(number[-5:]) - 1
        self.session.execute(delete(NumberSeries).where(NumberSeries.series == series))
        self.session.execute(insert(NumberSeries).values(series=series, last=last))
        self.session.commit()

    def _registered(self, event: dict[str, Any], case: Complaint) -> None:
        self._series(case.number)
        said = {**{name: getattr(case, name) for name in SAID}, "case_class": first_class(case)}
        made = register(
            self.session,
            registration=Registration(**said),
            actor=self._actor(event),
            at=event["at"],
            storage=self.storage,
        )
        self.keys[case.id] = made.id

    def _assigned(self, event: dict[str, Any], case: Complaint) -> None:
        to = event["changes"].get("assigned_to_id", [None, case.assigned_to_id])[1]
        self._call(assign, event, case, to_id=to)

    def _contacted(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "contacts", case.contacts)
        self._call(
            contact,
            event,
            case,
            channel=row.channel,
            reached=row.reached,
            said=row.said,
            next_promise_at=row.next_promise_at,
        )

    def _investigated(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "findings", case.findings)
        self._call(
            investigate,
            event,
            case,
            facts=row.facts,
            evidence=row.evidence,
            cause=row.cause,
            responsible=row.responsible,
        )

    def _settlement_proposed(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "settlements", case.settlements)
        lines = tuple(ProposedLine(**{name: getattr(line, name) for name in LINE}) for line in row.lines)
        proposal = Proposal(lines, row.reason, gifts_returned=True if case.promotion else None)
        self._call(propose, event, case, proposal=proposal)

    def _settlement_signed(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(sign, event, case, comment=event["note"])

    def _settlement_sent_back(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(send_back, event, case, comment=event["note"])

    def _settlement_refused(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(refuse, event, case, comment=event["note"])

    def _settlement_taken_back(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(take_back, event, case, reason=event["note"])

    def _settlement_filed(self, event: dict[str, Any], case: Complaint) -> None:
        number = event["changes"]["register_number"][1]
        row = next(one.filing for one in case.settlements if one.filing and one.filing.register_number == number)
        assert number.startswith(LETTERS[row.office])
        self._series(number)
        _old, place = event["changes"].get("paper_place", (None, ""))
        self._call(file, event, case, paper_place=place)

    def _goods_received(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(receive_goods, event, case, note=event["note"])

    def _handed_over(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(hand_over, event, case, carrier=event["changes"]["carrier"][1],
                   supplier_id=event["changes"].get("supplier_id", [None, None])[1])  # fmt: skip

    def _paid(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(pay, event, case, voucher=event["changes"]["voucher"][1])

    def _proved(self, event: dict[str, Any], case: Complaint) -> None:
        received_by = event["changes"]["received_by"][1]
        self._call(prove, event, case, received_by=received_by, proof=event["note"], storage=self.storage)

    def _answered(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(answer, event, case, result=event["note"])

    def _found_unfounded(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(find_unfounded, event, case, reasons=event["note"])

    def _called_back(self, event: dict[str, Any], case: Complaint) -> None:
        row = self._next(case, "call_backs", case.call_backs)
        outcome = CallBackOutcome.NOT_REACHED if row.outcome is CallBackOutcome.GIVEN_UP else row.outcome
        difference = next((one.difference for one in case.false_reports if one.call_back is row), "")
        form = Form(
            outcome=outcome, spoke_with=row.spoke_with, attitude=row.attitude, speed=row.speed, result=row.result,
            answers=row.answers, difference=difference, next_step=row.next_step,
        )  # fmt: skip
        self._call(call_back, event, case, form=form)

    def _report_decided(self, event: dict[str, Any], case: Complaint) -> None:
        confirmed = event["changes"]["status"][1] == "confirmed"
        self._call(decide_report, event, case, confirmed=confirmed, reason=event["note"])

    def _closed(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(close, event, case)

    def _reopened(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(reopen, event, case, reason=event["note"])

    def _withdrawn(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(withdraw, event, case, reason=event["note"])

    def _merged(self, event: dict[str, Any], case: Complaint) -> None:
        number, _, reason = event["note"].partition(" ")
        self._call(merge, event, case, into_number=number, reason=reason)

    def _disputed(self, event: dict[str, Any], case: Complaint) -> None:
        self._call(dispute, event, case, reason=event["note"])

    def _dispute_settled(self, event: dict[str, Any], case: Complaint) -> None:
        again = event["changes"]["state"][1] == "handling"
        self._call(settle_dispute, event, case, outcome=event["note"], handle_again=again)

    def _report(self, event: dict[str, Any]) -> None:
        row = self.past.rows[DailyReport][event["subject_id"] - 1]
        day: date = row.day
        send_daily_report(self.session, day=day, remark=row.remark, actor=self._actor(event), at=event["at"])

    def story(self, case: Complaint) -> dict[str, Any]:
        """The case as it now stands in the database."""
        return story(self.session.get_one(Complaint, self.keys[case.id]))

    def events(self, case: Complaint) -> list[dict[str, Any]]:
        """What the database has on record of the case."""
        found = select(AuditEvent).where(AuditEvent.subject == "complaint", AuditEvent.subject_id == self.keys[case.id])
        return [
            record({name: getattr(row, name) for name in COLUMNS[AuditEvent]})
            for row in self.session.scalars(found.order_by(AuditEvent.id))
        ]


def first_class(case: Complaint) -> Any:
    """Of which class it was taken to be when it was registered."""
    return next((mark.class_before for mark in case.time_marks if mark.case_class), case.case_class)


def story(case: Complaint) -> dict[str, Any]:
    """A case with everything beside it, without keys."""
    return {
        "case": plain(case),
        "repeats": case.repeat_of.number if case.repeat_of else None,
        **{name: [plain(row) for row in getattr(case, name)] for name in BESIDE},
        "settlements": [
            {
                "settlement": plain(row),
                "lines": [plain(line) for line in row.lines],
                "signatures": [plain(signature) for signature in row.signatures],
                "filing": plain(row.filing) if row.filing else None,
                "form": row.handling_form.number if row.handling_form else None,
                "execution": plain(row.execution) if row.execution else None,
            }
            for row in case.settlements
        ],
    }


def plain(row: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS[type(row)] if name not in KEYS}


def record(event: dict[str, Any]) -> dict[str, Any]:
    changes = {name: values for name, values in event["changes"].items() if name not in KEYS}
    return {**event, "changes": changes, "id": None, "subject_id": None}
