"""What comes out otherwise in a case under another issue, each difference with its reason and both clauses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rules.past_case import PastCase, PastSettlement
from rules.replay import Outcome, Ruling, Timed
from terms.people import LADDER
from terms.replay import ReplayChange
from terms.text import Text, say


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that comes out otherwise. was, clause: the clauses before and after; "" where there is none."""

    change: ReplayChange
    said: Text
    was: str
    clause: str


def differences(case: PastCase, before: Outcome, after: Outcome) -> tuple[Difference, ...]:
    """Everything that comes out otherwise, in the order of the case's life."""
    rulings = zip(case.settlements, before.rulings, after.rulings, strict=True)
    return (
        *_lateness(before, after),
        *(found for one, old, new in rulings for found in _of_settlement(one, old, new)),
        *_penalties(before, after),
    )


def _lateness(before: Outcome, after: Outcome) -> Iterator[Difference]:
    old = {(one.clock, one.started_at): one for one in before.clocks}
    new = {(one.clock, one.started_at): one for one in after.clocks}
    for key, clock in new.items():
        was = old.get(key)
        if clock.late and not (was and was.late):
            yield Difference(ReplayChange.BECOMES_LATE, _late(clock, was), was.clause if was else "", clock.clause)
    for key, clock in old.items():
        now = new.get(key)
        if clock.late and not (now and now.late):
            yield Difference(ReplayChange.NO_LONGER_LATE, _in_time(clock, now), clock.clause, now.clause if now else "")


def _late(clock: Timed, was: Timed | None) -> Text:
    done = clock.met_at or "-"
    if was is None:
        return say("%(clock)s: late, due %(due)s; done %(done)s.", clock=clock.clock, due=clock.due_at, done=done)
    return say(
        "%(clock)s: late, due %(due)s instead of %(was)s; done %(done)s.",
        clock=clock.clock, due=clock.due_at, was=was.due_at, done=done,
    )  # fmt: skip


def _in_time(clock: Timed, now: Timed | None) -> Text:
    if now is None:
        return say("%(clock)s: no such limit any more; it was late, due %(was)s.", clock=clock.clock, was=clock.due_at)
    return say(
        "%(clock)s: in time, due %(due)s instead of %(was)s.", clock=clock.clock, due=now.due_at, was=clock.due_at
    )


def _of_settlement(settlement: PastSettlement, old: Ruling, new: Ruling) -> Iterator[Difference]:
    yield from _decides(settlement, old, new)
    yield from _beside(old, new)
    if old.given is not new.given:
        change = ReplayChange.GIVEN if new.given else ReplayChange.NOT_GIVEN
        said = (
            say("The return rules allow what was proposed, %(worth)s yuan.", worth=settlement.worth)
            if new.given
            else say("The return rules refuse what was proposed, %(worth)s yuan.", worth=settlement.worth)
        )
        clauses = [one.answer.clause if one.answer else "" for one in (old, new)]
        yield Difference(change, said, *clauses)


def _decides(settlement: PastSettlement, old: Ruling, new: Ruling) -> Iterator[Difference]:
    was, now = old.decision, new.decision
    if now is None and was is not None:
        said = say("Nobody is left to decide; %(was)s did.", was=was.decides)
        yield Difference(ReplayChange.UNDECIDED, said, was.clause, new.refusal.clause if new.refusal else "")
    if now is None or (was is not None and was.decides is now.decides):
        return
    times = settlement.multiple
    if was is None:
        said = say("%(role)s decides %(times)s×; before nobody could.", role=now.decides, times=times)
        yield Difference(ReplayChange.LOWER, said, old.refusal.clause if old.refusal else "", now.clause)
        return
    higher = LADDER.index(now.decides) > LADDER.index(was.decides)
    said = say("%(role)s decides %(times)s× instead of %(was)s.", role=now.decides, times=times, was=was.decides)
    yield Difference(ReplayChange.HIGHER if higher else ReplayChange.LOWER, said, was.clause, now.clause)


def _beside(old: Ruling, new: Ruling) -> Iterator[Difference]:
    """Co-signers, filing office, goods first."""
    was, now = old.decision, new.decision
    if was is None or now is None:
        return
    clauses = was.filing_clause, now.filing_clause
    if was.co_signers != now.co_signers:
        said = say("Co-signers: %(now)s instead of %(was)s.", now=now.co_signers, was=was.co_signers)
        yield Difference(ReplayChange.OTHER_SIGNERS, said, *clauses)
    if was.file_at is not now.file_at:
        said = say("Filed at %(now)s instead of %(was)s.", now=now.file_at, was=was.file_at)
        yield Difference(ReplayChange.FILED_ELSEWHERE, said, *clauses)
    if was.needs_goods_received is not now.needs_goods_received:
        first = now.needs_goods_received
        said = say("The goods must be received first.") if first else say("The goods need not be received first.")
        yield Difference(ReplayChange.GOODS_FIRST, said, was.clause, now.clause)


def _penalties(before: Outcome, after: Outcome) -> Iterator[Difference]:
    clauses = [one.penalties[0].clause if one.penalties else "" for one in (before, after)]
    yield from _unpriced(before, after)
    if (before.least, before.most) == (after.least, after.most):
        return
    more = before.least + before.most < after.least + after.most
    said = say(
        "Penalties: %(least)s to %(most)s instead of %(was_least)s to %(was_most)s.",
        least=after.least, most=after.most, was_least=before.least, was_most=before.most,
    )  # fmt: skip
    yield Difference(ReplayChange.MORE_PENALTY if more else ReplayChange.LESS_PENALTY, said, *clauses)


def _unpriced(before: Outcome, after: Outcome) -> Iterator[Difference]:
    """Breaches that one of the issues names no price for, where the other does or finds none."""
    was, now = ({one.breach: one for one in outcome.penalties} for outcome in (before, after))
    for breach in sorted({*after.unpriced} - {*before.unpriced}):
        found = was.get(breach)
        said = say("%(breach)s: stands, and has no price.", breach=found.name if found else breach)
        yield Difference(ReplayChange.UNPRICED, said, found.clause if found else "", "")
    for breach in sorted({*before.unpriced} - {*after.unpriced}):
        found = now.get(breach)
        said = (
            say("%(breach)s: has a price now, it had none.", breach=found.name)
            if found
            else say("%(breach)s: does not stand any more; it had no price.", breach=breach)
        )
        yield Difference(ReplayChange.UNPRICED, said, "", found.clause if found else "")
