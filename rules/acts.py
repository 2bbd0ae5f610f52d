"""The one table of acts: in which states each is possible, where it leads, who may, and what stands in its way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rules.case import CaseFacts, Viewer
from rules.course_guards import (
    asks,
    came_in_order,
    is_complete,
    may_answer,
    may_call_back,
    may_carry_out,
    may_find_unfounded,
    may_inspect,
    may_plan,
    may_write_plan,
    reviews_it,
    tells_them,
)
from rules.guards import (
    false_report_is_open,
    files_here,
    goods_are_in,
    goods_not_yet_in,
    handles_it,
    handles_or_inspects,
    has_cash_to_pay,
    has_goods_to_hand_over,
    is_filed_first,
    may_sign_it,
    no_false_report_open,
    not_satisfied_yet,
    proposed_it,
    somebody_else_handled_it,
    talks_to_them,
    was_called_back,
    was_carried_out,
    was_contacted,
    was_filed,
    was_handed_over,
    was_investigated,
    was_paid,
)
from rules.permissions import Permission
from rules.time_guards import (
    approves_extensions,
    duties_done,
    extension_waits,
    has_duties,
    is_paused,
    knows_classes,
    knows_extensions,
    knows_pauses,
    no_extension_waits,
    not_classed_yet,
    not_paused,
    others_handle_it,
)
from terms.complaint import Act, State
from terms.text import Text

Guard = Callable[[CaseFacts, Viewer], Text | None]


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. to: the state it leads to; None where it stays or the outcome decides.

    stays: further states in which the act is possible and leaves the case as it is.
    known: whether the policy of the case knows the act at all; nobody is shown one that it does not.
    """

    act: Act
    states: tuple[State, ...]
    to: State | None
    permission: Permission
    clause: str
    guards: tuple[Guard, ...] = ()
    stays: tuple[State, ...] = ()
    known: Callable[[CaseFacts], bool] | None = None

    def leads_to(self, state: State) -> State | None:
        """The state it leads to from this one; None where it stays."""
        return None if state in self.stays else self.to


S = State
P = Permission
# A result is owed.
OWED = (S.REGISTERED, S.HANDLING, S.PROPOSED, S.APPROVED, S.FILED, S.EXECUTED, S.REOPENED)
# It is worked on: from the first talk to the call-back.
WORKED_ON = (S.HANDLING, S.PROPOSED, S.APPROVED, S.FILED, S.EXECUTED, S.ANSWERED)

TABLE: tuple[Step, ...] = (
    # Once decided, somebody else may have to go on with it: the handler is ill or has left.
    Step(
        Act.ASSIGN,
        (S.REGISTERED, S.HANDLING, S.REOPENED),
        S.HANDLING,
        P.COMPLAINT_ASSIGN,
        "P06 五(3)",
        stays=(S.APPROVED, S.FILED, S.EXECUTED),
    ),
    Step(Act.CONTACT, (S.REGISTERED, S.HANDLING), S.HANDLING, P.COMPLAINT_REGISTER, "P06 五(1)", (talks_to_them,)),
    # Until a settlement is proposed: signatures rest on the facts as they stood.
    Step(
        Act.COMPLETE_FACTS,
        (S.REGISTERED, S.HANDLING, S.REOPENED),
        None,
        P.COMPLAINT_REGISTER,
        "P06 五(1)",
        (talks_to_them,),
    ),
    Step(Act.INVESTIGATE, (S.HANDLING,), None, P.COMPLAINT_INVESTIGATE, "P06 五(3)", (handles_or_inspects,)),
    Step(
        Act.INSPECT,
        (S.HANDLING, S.PROPOSED, S.APPROVED, S.FILED),
        None,
        P.COMPLAINT_INVESTIGATE,
        "",
        (may_inspect,),
        known=asks(Act.INSPECT),
    ),
    Step(
        Act.PLAN,
        (S.HANDLING,),
        None,
        P.COMPLAINT_HANDLE,
        "",
        (handles_it, was_contacted, was_investigated, not_paused, came_in_order, may_write_plan),
        known=asks(Act.PLAN),
    ),
    Step(
        Act.REVIEW_PLAN,
        (S.HANDLING,),
        None,
        P.PLAN_REVIEW,
        "",
        (reviews_it,),
        known=asks(Act.REVIEW_PLAN),
    ),
    Step(Act.CLASSIFY, OWED, None, P.COMPLAINT_REGISTER, "", (talks_to_them, not_classed_yet), known=knows_classes),
    Step(Act.RECLASSIFY, OWED, None, P.COMPLAINT_CLASS, "", (others_handle_it,), known=knows_classes),
    Step(Act.TICK_DUTY, (*OWED, S.ANSWERED), None, P.COMPLAINT_HANDLE, "", (handles_it,), known=has_duties),
    Step(
        Act.PAUSE,
        (S.HANDLING,),
        None,
        P.COMPLAINT_HANDLE,
        "",
        (handles_it, was_contacted, not_paused),
        known=knows_pauses,
    ),
    Step(Act.RESUME, (S.HANDLING,), None, P.COMPLAINT_HANDLE, "", (handles_it, is_paused), known=knows_pauses),
    Step(
        Act.ASK_EXTENSION,
        OWED,
        None,
        P.COMPLAINT_HANDLE,
        "",
        (handles_it, not_paused, no_extension_waits),
        known=knows_extensions,
    ),
    Step(
        Act.DECIDE_EXTENSION,
        OWED,
        None,
        P.EXTENSION_DECIDE,
        "",
        (extension_waits, approves_extensions),
        known=knows_extensions,
    ),
    Step(
        Act.PROPOSE,
        (S.HANDLING,),
        S.PROPOSED,
        P.COMPLAINT_HANDLE,
        "P06 六",
        (handles_it, was_contacted, was_investigated, not_paused, came_in_order, may_plan),
    ),
    Step(
        Act.FIND_UNFOUNDED,
        (S.HANDLING,),
        S.ANSWERED,
        P.COMPLAINT_HANDLE,
        "P06 五(3)",
        (handles_it, was_contacted, was_investigated, not_paused, came_in_order, may_find_unfounded),
    ),
    Step(Act.RECEIVE_GOODS, (S.HANDLING, S.PROPOSED), None, P.GOODS_RECEIVE, "P06 六(5)", (goods_not_yet_in,)),
    Step(Act.SIGN, (S.PROPOSED,), None, P.SETTLEMENT_SIGN, "P06 六", (may_sign_it, goods_are_in)),
    Step(Act.SEND_BACK, (S.PROPOSED,), S.HANDLING, P.SETTLEMENT_SIGN, "P06 六", (may_sign_it,)),
    Step(Act.REFUSE, (S.PROPOSED,), S.HANDLING, P.SETTLEMENT_SIGN, "P06 六", (may_sign_it,)),
    Step(Act.TAKE_BACK, (S.PROPOSED,), S.HANDLING, P.COMPLAINT_HANDLE, "P06 五(3)", (proposed_it,)),
    Step(
        Act.AGREE,
        (S.HANDLING, S.PROPOSED, S.APPROVED, S.FILED),
        None,
        P.COMPLAINT_HANDLE,
        "",
        (handles_it, was_contacted),
        known=asks(Act.AGREE),
    ),
    Step(
        Act.RECORD_STEP,
        WORKED_ON,
        None,
        P.COMPLAINT_HANDLE,
        "",
        (handles_it,),
        known=asks(Act.RECORD_STEP),
    ),
    Step(
        Act.TELL,
        (S.REGISTERED, *WORKED_ON),
        None,
        P.COMPLAINT_REGISTER,
        "",
        (tells_them,),
        known=asks(Act.TELL),
    ),
    Step(
        Act.CORRECT,
        WORKED_ON,
        None,
        P.COMPLAINT_INVESTIGATE,
        "",
        (handles_or_inspects,),
        known=asks(Act.CORRECT),
    ),
    Step(
        Act.WRITE_REPORT,
        WORKED_ON,
        None,
        P.COMPLAINT_INVESTIGATE,
        "",
        (handles_or_inspects,),
        known=asks(Act.WRITE_REPORT),
    ),
    Step(Act.FILE, (S.APPROVED,), S.FILED, P.FILING_DO, "P06 六", (files_here,)),
    Step(
        Act.HAND_OVER,
        (S.APPROVED, S.FILED),
        None,
        P.GOODS_HAND_OVER,
        "P06 六",
        (is_filed_first, has_goods_to_hand_over, may_carry_out),
    ),
    Step(
        Act.PAY,
        (S.APPROVED, S.FILED),
        None,
        P.CASH_PAY,
        "P06 六(5)",
        (is_filed_first, has_cash_to_pay, may_carry_out),
    ),
    Step(
        Act.PROVE,
        (S.FILED,),
        S.EXECUTED,
        P.COMPLAINT_HANDLE,
        "P06 五(3)",
        (handles_it, was_handed_over, was_paid, may_carry_out),
    ),
    Step(
        Act.ANSWER,
        (S.HANDLING, S.EXECUTED),
        S.ANSWERED,
        P.COMPLAINT_HANDLE,
        "P06 五(3)",
        (handles_it, was_carried_out, not_paused, came_in_order, may_answer),
    ),
    Step(
        Act.CALL_BACK,
        (S.ANSWERED,),
        None,
        P.CALL_BACK_DO,
        "P06 五(4)",
        (somebody_else_handled_it, not_satisfied_yet, may_call_back),
    ),
    Step(
        Act.CLOSE,
        (S.ANSWERED,),
        S.CLOSED,
        P.COMPLAINT_CLOSE,
        "P06 五(4)",
        (was_called_back, was_filed, no_false_report_open, duties_done, is_complete),
    ),
    Step(
        Act.DECIDE_REPORT,
        (S.REOPENED, S.HANDLING, S.PROPOSED, S.APPROVED, S.FILED, S.EXECUTED, S.ANSWERED, S.DISPUTED),
        None,
        P.FALSE_REPORT_DECIDE,
        "P06 七2",
        (false_report_is_open,),
    ),
    Step(Act.DISPUTE, (S.ANSWERED, S.REOPENED), S.DISPUTED, P.COMPLAINT_DISPUTE, "P06 七5"),
    Step(Act.SETTLE_DISPUTE, (S.DISPUTED,), S.HANDLING, P.COMPLAINT_DISPUTE, "P06 七5"),
    Step(Act.REOPEN, (S.CLOSED,), S.REOPENED, P.COMPLAINT_REOPEN, "P06 七5"),
    Step(
        Act.WITHDRAW,
        (S.REGISTERED, S.HANDLING),
        S.WITHDRAWN,
        P.COMPLAINT_WITHDRAW,
        "P06 五(3)",
        (no_false_report_open,),
    ),
    Step(Act.MERGE, (S.REGISTERED, S.HANDLING), S.MERGED, P.COMPLAINT_WITHDRAW, "P06 五(3)", (no_false_report_open,)),
)
STEPS = {step.act: step for step in TABLE}
