"""Penalties and rewards: what stands on an entry, and what is done with it."""

from __future__ import annotations

from terms.term import Term


class EntryKind(Term):
    PENALTY = "penalty", "负激励", "Penalty"
    REWARD = "reward", "奖励", "Reward"
    SANCTION = "sanction", "处分", "Sanction"

    @property
    def is_appealed(self) -> bool:
        """Whether the person may object to it."""
        return self is not EntryKind.REWARD


class EntryStatus(Term):
    PROPOSED = "proposed", "待确认", "Proposed"
    CONFIRMED = "confirmed", "已确认", "Confirmed"
    WITHDRAWN = "withdrawn", "不予处理", "Withdrawn"
    APPEALED = "appealed", "申诉中", "Appealed"
    UPHELD = "upheld", "维持", "Upheld"
    LOWERED = "lowered", "减轻", "Lowered"
    STRUCK = "struck", "撤销", "Struck out"

    @property
    def waits(self) -> bool:
        """Whether somebody still has to decide."""
        return self in (EntryStatus.PROPOSED, EntryStatus.APPEALED)

    @property
    def counts(self) -> bool:
        """Whether its amount is owed."""
        return self in (EntryStatus.CONFIRMED, EntryStatus.UPHELD, EntryStatus.LOWERED)


class EntryAct(Term):
    """What is done to an entry after it was proposed."""

    CONFIRM = "confirm", "确认", "Confirm"
    WITHDRAW = "withdraw", "不予处理", "Withdraw"
    APPEAL = "appeal", "申诉", "Appeal"
    DECIDE_APPEAL = "decide_appeal", "裁定申诉", "Decide the appeal"
    NOTE_CONSEQUENCE = "note_consequence", "记录人事处理", "Note the personnel decision"


class AppealOutcome(Term):
    UPHELD = "upheld", "维持", "Upheld"
    LOWERED = "lowered", "减轻", "Lowered"
    STRUCK = "struck", "撤销", "Struck out"


class EvidenceKind(Term):
    """What proves the fact: the row it is read from, or somebody's word with the case they name."""

    CLOCK = "clock", "时限记录", "Time limit"
    EXECUTION = "execution", "执行记录", "Execution"
    SETTLEMENT = "settlement", "处理方案", "Settlement"
    FALSE_REPORT = "false_report", "虚报误报认定", "False report"
    CALL_BACK = "call_back", "回访记录", "Call-back"
    COMPLAINT = "complaint", "投诉", "Complaint"
    HANDLING_FORM = "handling_form", "售后服务处理单", "Handling form"
    SCORECARD = "scorecard", "绩效考核", "Scorecard"
    STATEMENT = "statement", "书面说明", "Statement"
