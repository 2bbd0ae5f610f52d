"""Which deed a time limit waits for: every limit stops where its deed is put on record."""

from __future__ import annotations

from collections.abc import Mapping

from terms.complaint import Act, Clock

# A result told answers whatever was to be told before it.
_BY_RESULT = (
    Clock.RESULT, Clock.SAME_DAY, Clock.PICK_UP, Clock.RESPONSE, Clock.VERIFICATION, Clock.PRELIMINARY_OPINION,
    Clock.GOODS_PROCESSED, Clock.REPAIR_ARRANGED,
)  # fmt: skip

# By act, the limits it ends. A talk ends them once somebody was reached. Beside the acts on a case: the daily report
# ends HEADQUARTERS_REPORT, the confirmation of receipt ACKNOWLEDGEMENT, a planned visit REPAIR_ARRANGED.
STOPS: Mapping[Act, tuple[Clock, ...]] = {
    Act.CONTACT: (Clock.FIRST_CONTACT, Clock.PICK_UP, Clock.RESPONSE),
    Act.INVESTIGATE: (Clock.VERIFICATION,),
    Act.PROPOSE: (Clock.PRELIMINARY_OPINION,),
    Act.HAND_OVER: (Clock.GOODS_PROCESSED,),
    Act.PAY: (Clock.GOODS_PROCESSED,),
    Act.PROVE: (Clock.GOODS_PROCESSED, Clock.GOODS_DELIVERED),
    Act.ANSWER: _BY_RESULT,
    Act.FIND_UNFOUNDED: _BY_RESULT,
}
BESIDE = (Clock.HEADQUARTERS_REPORT, Clock.ACKNOWLEDGEMENT, Clock.REPAIR_ARRANGED)
