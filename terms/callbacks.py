"""What follows from a call-back."""

from __future__ import annotations

from terms.term import Term


class FollowUp(Term):
    CLOSE = "close", "结案", "Close"
    REOPEN = "reopen", "重新处理", "Reopen"
    OPEN_FINDING = "open_finding", "登记虚报或误报核查", "Open a false-report finding"
    CALL_AGAIN = "call_again", "再次回访", "Call again"


class CallBackQuestion(Term):
    RESULT = "result", "处理结果", "Result"
    SPEED = "speed", "处理速度", "Speed"
    ATTITUDE = "attitude", "服务态度", "Attitude"
