"""What the pack asks beside the house's own acts: classes, duties, notices, agreement, corrections, as they fall due.

A company whose pack asks for nothing more passes through here without a throw of the dice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from demo.dice import one
from demo.story import Story
from demo.telling import Life
from models import CaseCorrection, CaseNotice
from queries.case_facts import case_facts
from queries.course import asks_nothing
from queries.running_clocks import lacking
from rules.course import Course
from terms.classes import CaseClass
from terms.complaint import Act, Channel
from terms.flow import CaseFact
from terms.limits import PauseReason
from terms.notices import NoticeKind, NoticePart, NoticeTo
from terms.people import Role
from workflows.course.correct import corrected
from workflows.course.record import stepped
from workflows.course.tell import told
from workflows.time_limits.classify import classed
from workflows.time_limits.pause import paused, resumed
from workflows.time_limits.tick_duty import duty_ticked

# Minutes between two such entries.
SOON = (0.5, 3)
# Of a hundred classed cases: those whose class somebody above changes once the facts are known.
CLASSED_ANEW = 6


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to be made: the step and what it is given. timed: the column of a row given that says when."""

    step: Callable[..., Any]
    given: dict[str, Any]
    timed: str = ""


def see_to(story: Story) -> Life:
    """Everything the pack asks for now that whoever handles the case can enter."""
    while (entry := next(_asked(story), None)) is not None:
        yield story.later(*SOON)
        if entry.timed:
            setattr(entry.given["made"], entry.timed, story.desk.now)
        story.do(entry.step, story.handler, **entry.given)


def wait(story: Story) -> Life:
    """Now and then the case waits for the customer or for a test, and its time limits stand still."""
    if story.desk.company.waits and story.happens(story.desk.company.waits):
        yield story.later(5, 60)
        what = story.rng.choice((PauseReason.CUSTOMER, PauseReason.TEST))
        story.do(paused, story.handler, waits_for=what, reason=story.words["waits"][what])
        yield story.later(120, 700)
        story.do(resumed, story.handler, reason="")


def agree(story: Story) -> Life:
    """The customer agrees to what was approved, where the pack waits for it."""
    if CaseFact.CUSTOMER_AGREED in _wanted(_course(story)):
        yield story.later(5, 60)
        note = story.words.one_of(story.rng, "agreement")
        story.do(stepped, story.handler, act=Act.AGREE, fact=CaseFact.CUSTOMER_AGREED, note=note)


def class_anew(story: Story) -> Life:
    """Now and then somebody above finds the case graver than it was taken for."""
    now, classes = story.case.case_class, tuple(story.desk.book.classes.classes)
    if now is None or now is classes[-1] or not story.happens(CLASSED_ANEW):
        return
    yield story.later(5, 40)
    reason = story.words.one_of(story.rng, "graver")
    by = story.here(Role.SUPERVISOR, Role.DEPARTMENT_HEAD, but=story.handler)
    story.do(classed, by, act=Act.RECLASSIFY, case_class=classes[classes.index(now) + 1], reason=reason)


def classify(story: Story) -> Life:
    """Whoever handles a case that nobody has classed says of which class it is."""
    shares = story.desk.company.classes.get(story.case.kind)
    if shares and story.case.case_class is None:
        yield story.later(*SOON)
        case_class = one(story.rng, shares)
        story.do(classed, story.handler, act=Act.CLASSIFY, case_class=case_class, reason="")
        story.set_pace()


def is_open(story: Story) -> bool:
    """Whether the pack still asks for something, as the use-cases that end a case see it."""
    return _course(story).is_open or bool(lacking(story.case, story.desk.book))


def _course(story: Story) -> Course:
    return case_facts(story.case).course


def _wanted(course: Course) -> frozenset[CaseFact]:
    stops = (obstacle.wanted for several in course.stops.values() for obstacle in several)
    return frozenset().union(*stops, course.unfinished)


def _asked(story: Story) -> Iterator[Entry]:
    """What is open, duties first."""
    case, book = story.case, story.desk.book
    for duty in lacking(case, book):
        yield Entry(duty_ticked, {"duty": duty, "note": story.words["duties"][duty]})
    if asks_nothing(book):
        return
    course = _course(story)
    if _lasts(story) and not any(one.notice is NoticeKind.TIMETABLE for one in case.notices):
        yield _notice(story, NoticeKind.TIMETABLE, book.notices.notices[NoticeKind.TIMETABLE].parts)
    for owed in course.to_tell:
        yield _notice(story, owed.notice, owed.lack.parts, *owed.lack.to)
    for demanded in course.to_correct if case.findings else ():
        what = story.words["corrections"][demanded.demand]
        made = CaseCorrection(demand=demanded.demand, what=what, person="", recorded_by_id=story.handler.id)
        yield Entry(corrected, {"made": made}, "recorded_at")


def _lasts(story: Story) -> bool:
    """Whether the complainant is told a timetable at once, because the case will take its days."""
    known = NoticeKind.TIMETABLE in story.desk.book.notices.notices
    return known and story.case.case_class in (CaseClass.COMPLEX, CaseClass.MAJOR)


def _notice(story: Story, notice: NoticeKind, parts: tuple[NoticePart, ...], *to: NoticeTo) -> Entry:
    told_to = to[0] if to else NoticeTo.COMPLAINANT
    outside = told_to is NoticeTo.COMPLAINANT
    made = CaseNotice(
        notice=notice, told_to=told_to, channel=Channel.PHONE if outside else Channel.EMAIL, written=not outside,
        parts=[part.value for part in parts], said=story.words["notices"][notice].format(number=story.case.number),
        told_by_id=story.handler.id,
    )  # fmt: skip
    return Entry(told, {"made": made}, "told_at")
