"""Several cases at once: ticked with the version they were seen at, done one by one, told one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from admin_views import acting
from admin_views.lookups import key_of
from admin_views.messages import tell_refusal
from models import Complaint
from terms.refusal import Refusal
from terms.text import say

MOST = 100


def ticked(form: Any) -> dict[int, int]:
    """The ticked boxes `case=<key>:<version>`; whatever reads differently is left out."""
    pairs = (value.partition(":") for value in form.getlist("case")[:MOST])
    keys = ((key_of(case), key_of(version)) for case, _colon, version in pairs)
    return {key: seen for key, seen in keys if key is not None and seen is not None}


def each(use_case: Callable[..., Any], cases: Iterable[Complaint], seen: dict[int, int]) -> list[str]:
    """Do one act on every ticked case among these; the numbers of those it was done on. Refusals become messages."""
    wanted = [(case.id, case.number) for case in cases if case.id in seen]
    return [number for key, number in wanted if _done(use_case, key, number, seen[key])]


def _done(use_case: Callable[..., Any], key: int, number: str, seen: int) -> bool:
    try:
        acting.call(use_case, complaint_id=key, seen=seen)
    except Refusal as refusal:
        tell_refusal(Refusal(say("%(number)s: %(reason)s", number=number, reason=refusal.text), clause=refusal.clause))
        return False
    return True
