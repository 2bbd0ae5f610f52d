"""Every act as one call by whoever may do it, with words that satisfy its form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

from models import Complaint, Staff
from terms.classes import CaseClass, ClassDuty
from terms.complaint import Act, Channel, Responsible
from terms.limits import PauseReason
from tests.factories import NOON, Company
from tests.workflows.life import SATISFIED, Life
from workflows.call_backs.record import call_back
from workflows.call_backs.report import decide_report
from workflows.complaints.answer import answer, find_unfounded
from workflows.complaints.assign import assign
from workflows.complaints.close import close
from workflows.complaints.complete_facts import Facts, complete_facts
from workflows.complaints.contact import contact
from workflows.complaints.dispute import dispute, settle_dispute
from workflows.complaints.investigate import investigate
from workflows.complaints.merge import merge
from workflows.complaints.reopen import reopen
from workflows.complaints.withdraw import withdraw
from workflows.executions.carry_out import hand_over, pay, prove, receive_goods
from workflows.filings.file import file
from workflows.settlements.propose import propose
from workflows.settlements.sign import refuse, send_back, sign
from workflows.settlements.take_back import take_back
from workflows.time_limits.classify import classify, reclassify
from workflows.time_limits.extend import ask_extension, decide_extension
from workflows.time_limits.pause import pause, resume
from workflows.time_limits.tick_duty import tick_duty

USE_CASES: Mapping[Act, Callable[..., Any]] = {
    Act.ASSIGN: assign, Act.CONTACT: contact, Act.COMPLETE_FACTS: complete_facts, Act.INVESTIGATE: investigate, Act.RECEIVE_GOODS: receive_goods,
    Act.PROPOSE: propose, Act.FIND_UNFOUNDED: find_unfounded, Act.SIGN: sign, Act.SEND_BACK: send_back,
    Act.REFUSE: refuse, Act.TAKE_BACK: take_back, Act.FILE: file, Act.HAND_OVER: hand_over, Act.PAY: pay,
    Act.PROVE: prove, Act.ANSWER: answer, Act.CALL_BACK: call_back, Act.DECIDE_REPORT: decide_report,
    Act.DISPUTE: dispute, Act.SETTLE_DISPUTE: settle_dispute, Act.CLOSE: close, Act.REOPEN: reopen,
    Act.WITHDRAW: withdraw, Act.MERGE: merge, Act.CLASSIFY: classify, Act.RECLASSIFY: reclassify,
    Act.TICK_DUTY: tick_duty, Act.PAUSE: pause, Act.RESUME: resume, Act.ASK_EXTENSION: ask_extension,
    Act.DECIDE_EXTENSION: decide_extension,
}  # fmt: skip


def facts_of(company: Company, **changes: Any) -> Facts:
    """What an ordinary case was registered with, but for these changes."""
    wanted = company.registration()
    same = {one.name: getattr(wanted, one.name) for one in fields(Facts) if one.name != "batch_code"}
    return Facts(**{**same, "batch_code": company.batch.code, **changes})


def words(life: Life, other: Complaint | None = None) -> dict[Act, dict[str, Any]]:
    """What each form would hold. other: the case that merging names."""
    return {
        Act.ASSIGN: {"to_id": life.company.clerk.id},
        Act.CONTACT: {"channel": Channel.PHONE, "reached": True, "said": "已核实"},
        Act.COMPLETE_FACTS: {"facts": facts_of(life.company, address="合肥市长江路9号")},
        Act.INVESTIGATE: {"facts": "瓶盖压合不严", "responsible": Responsible.PRODUCTION},
        Act.PROPOSE: {"proposal": life.company.proposal(12, 48)},
        Act.FIND_UNFOUNDED: {"reasons": "经查与产品无关"},
        Act.SEND_BACK: {"comment": "缺照片"},
        Act.REFUSE: {"comment": "倍数过高"},
        Act.TAKE_BACK: {"reason": "数量写错"},
        Act.HAND_OVER: {"carrier": "自有车辆"},
        Act.PAY: {"voucher": "FK-001"},
        Act.PROVE: {"received_by": "李敏", "proof": "已签收", "storage": life.storage},
        Act.ANSWER: {"result": "已调换"},
        Act.CALL_BACK: {"form": SATISFIED},
        Act.DECIDE_REPORT: {"confirmed": True, "reason": "与送货单不符"},
        Act.DISPUTE: {"reason": "消费者不认可"},
        Act.SETTLE_DISPUTE: {"outcome": "协商后重新处理", "handle_again": True},
        Act.REOPEN: {"reason": "消费者再次来电"},
        Act.WITHDRAW: {"reason": "消费者撤回"},
        Act.CLASSIFY: {"case_class": CaseClass.GENERAL},
        Act.RECLASSIFY: {"case_class": CaseClass.MAJOR, "reason": "多人受影响"},
        Act.TICK_DUTY: {"duty": ClassDuty.REPORT_UP, "note": "已电话报告"},
        Act.PAUSE: {"waits_for": PauseReason.TEST, "reason": "样品已送检"},
        Act.ASK_EXTENSION: {"amount": 1, "reason": "检测未出结果"},
        Act.DECIDE_EXTENSION: {"approved": True},
        Act.MERGE: {"into_number": other.number if other else "TS-0", "reason": "同一事件"},
    }


def doer(life: Life, act: Act) -> Staff:
    """Somebody who may do the act on an ordinary case of 12 for 48, where it is possible at all."""
    company = life.company
    return {
        Act.ASSIGN: company.head, Act.RECEIVE_GOODS: company.logistics, Act.SIGN: company.head,
        Act.SEND_BACK: company.head, Act.REFUSE: company.head, Act.FILE: company.general_office,
        Act.HAND_OVER: company.logistics, Act.PAY: company.finance, Act.CALL_BACK: company.general_office,
        Act.CLOSE: company.general_office, Act.DECIDE_REPORT: company.head, Act.DISPUTE: company.head,
        Act.SETTLE_DISPUTE: company.head, Act.REOPEN: company.director, Act.WITHDRAW: company.supervisor,
        Act.MERGE: company.supervisor, Act.RECLASSIFY: company.supervisor, Act.DECIDE_EXTENSION: company.general_office,
    }.get(act, company.clerk)  # fmt: skip


def do(
    life: Life, act: Act, case: Complaint, *, by: Staff | None = None, other: Complaint | None = None, **more: Any
) -> Any:
    """One act on a case."""
    values = {"actor": by or doer(life, act), "at": NOON, **words(life, other).get(act, {}), **more}
    return USE_CASES[act](life.session, complaint_id=case.id, **values)
