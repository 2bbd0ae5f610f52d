"""Correspondence: letters in and out."""

from __future__ import annotations

from terms.term import Term


class LetterDirection(Term):
    INCOMING = "incoming", "来函", "Incoming"
    OUTGOING = "outgoing", "去函", "Outgoing"


class LetterStatus(Term):
    WAITING = "waiting", "待回复", "To be answered"
    ANSWERED = "answered", "已回复", "Answered"
    NO_REPLY = "no_reply", "无需回复", "No reply needed"
    SENT = "sent", "已寄出", "Sent"
    VOID = "void", "作废", "Void"


class LetterAct(Term):
    """What is done to a registered letter."""

    REPLY = "reply", "复函", "Reply"
    ASSIGN = "assign", "交办", "Give to somebody"
    NO_REPLY = "no_reply", "无需回复", "No reply needed"
    ATTACH = "attach", "添加附件", "Add files"
    CANCEL = "cancel", "作废", "Make void"
