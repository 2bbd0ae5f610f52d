"""After the result: the general office calls back; closed, reopened, disputed."""

from __future__ import annotations

from datetime import datetime

from demo.course import is_open, see_to
from demo.dice import chance, one
from demo.handling import assign
from demo.story import Story
from demo.telling import Life
from demo.worktime import at_minute, minute_of
from terms.complaint import Act, CallBackOutcome, FindingStatus, State
from terms.people import Role
from terms.time import local_date
from workflows.call_backs.record import Form
from workflows.call_backs.report import report_decided
from workflows.complaints.close import closed
from workflows.complaints.dispute import dispute_settled, disputed
from workflows.complaints.reopen import reopened

# Nobody calls in the last minutes of the day, when its report is written.
BEFORE_CLOSING = 30
OUTCOMES = {
    CallBackOutcome.SATISFIED: 90,
    CallBackOutcome.NOT_REACHED: 6.2,
    CallBackOutcome.DISSATISFIED: 2.8,
    CallBackOutcome.CONTRADICTS: 1,
}
# Whoever did not answer once may not answer again.
MISSED_AGAIN = 35
# Work that waits because the consumer was not satisfied.
UNSATISFIED = (Act.ASSIGN, Act.SETTLE_DISPUTE)
WELL = (3, 4, 5, 5, 5)
BADLY = (1, 2, 2, 3)


def follow_up(story: Story) -> Life:
    """Until the case is closed or goes back to the department."""
    yield from see_to(story)
    story.stop_before(Act.CALL_BACK)
    yield from _call_until_heard(story)
    if story.case.state is State.ANSWERED:
        yield from _close(story)
    elif _disputes(story):
        yield from _dispute(story)


def back_to_department(story: Story) -> Life:
    """Whoever contradicted a report is heard first; then the department head has the case again."""
    if any(found.status is FindingStatus.OPEN for found in story.case.false_reports):
        yield story.later(30, 400)
        confirmed = chance(story.rng, 60)
        reason = "核对签收单，情况属实" if confirmed else "消费者记忆有误，签收单有本人签名"
        person = story.here(Role.DEPARTMENT_HEAD, Role.DIRECTOR)
        story.do(report_decided, person, confirmed=confirmed, reason=reason)
        if confirmed and story.desk.notes is not None:
            story.desk.notes.confirmed_report(story.case)
    if story.case.state is State.REOPENED:
        yield from assign(story)


def _call_until_heard(story: Story) -> Life:
    outcome = CallBackOutcome.NOT_REACHED
    while outcome is CallBackOutcome.NOT_REACHED:
        again = _called_already(story)
        yield _calling_time(story, again=again)
        form = _form(story, _outcome(story, again=again))
        outcome = story.desk.call_back(story.case, story.anyone(Role.GENERAL_OFFICE), form).outcome


def _called_already(story: Story) -> bool:
    since, calls = story.case.result_at, story.case.call_backs
    return bool(calls and since and calls[-1].called_at >= since)


def _calling_time(story: Story, *, again: bool) -> datetime:
    """The same afternoon when the result came early, else the next working day; a second call is another day's."""
    at = story.later(20, 120)
    same_day = local_date(at) == local_date(story.desk.now) and minute_of(at) < story.desk.hours.closes - BEFORE_CLOSING
    if same_day and not again and chance(story.rng, 50):
        return at
    opens = story.desk.hours.opens
    next_day = story.desk.hours.day_after(local_date(story.desk.now))
    return at_minute(next_day, story.rng.uniform(opens + 15, opens + 330))


def _form(story: Story, outcome: CallBackOutcome) -> Form:
    if outcome is CallBackOutcome.NOT_REACHED:
        return Form(outcome=outcome, answers="无人接听", next_step="次日再拨")
    good = outcome is CallBackOutcome.SATISFIED
    scores = WELL if good else BADLY
    return Form(
        outcome=outcome,
        spoke_with=story.case.complainant_name or "投诉人",
        attitude=story.rng.choice(scores),
        speed=story.rng.choice((2, 3, 3, 4) if story.case.late else scores),
        result=story.rng.choice(scores),
        answers=story.words.one_of(story.rng, "praise" if good else "grumbles"),
        difference=story.words.one_of(story.rng, "differences") if outcome is CallBackOutcome.CONTRADICTS else "",
        next_step="" if good else story.words["back"],
    )


def _outcome(story: Story, *, again: bool) -> CallBackOutcome:
    if again and chance(story.rng, MISSED_AGAIN):
        return CallBackOutcome.NOT_REACHED
    if story.ending.stops in UNSATISFIED:
        return CallBackOutcome.DISSATISFIED
    outcome = one(story.rng, OUTCOMES) if story.free else CallBackOutcome.SATISFIED
    # Where nothing was given the report cannot say what was not done.
    told_nothing = outcome is CallBackOutcome.CONTRADICTS and story.case.unfounded
    return CallBackOutcome.NOT_REACHED if told_nothing else outcome


def _close(story: Story) -> Life:
    story.stop_before(Act.CLOSE)
    yield story.later(3, 90)
    yield from see_to(story)
    story.do(closed, story.anyone(Role.GENERAL_OFFICE))
    if story.happens(0.2):
        yield story.later(900, 4000)
        reason = "消费者再次来访，提供新的检测报告"
        story.do(reopened, story.here(Role.DIRECTOR), reason=reason, book=story.desk.book)


def _disputes(story: Story) -> bool:
    """Whether somebody who is not satisfied goes further; a contradicted report is looked into first."""
    return not story.case.false_reports and (story.ending.stops is Act.SETTLE_DISPUTE or story.happens(15))


def _dispute(story: Story) -> Life:
    yield story.later(30, 500)
    story.do(disputed, story.anyone(Role.GENERAL_OFFICE), reason=story.words.one_of(story.rng, "disputes"))
    story.stop_before(Act.SETTLE_DISPUTE)
    yield story.later(1200, 5200)
    # Where the pack still asks for something it is handled again, whatever was agreed.
    again = chance(story.rng, 30) or is_open(story)
    outcome = story.words.one_of(story.rng, "settled")
    story.do(dispute_settled, story.here(Role.DIRECTOR), outcome=outcome, handle_again=again, book=story.desk.book)
