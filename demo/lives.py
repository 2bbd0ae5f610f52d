"""The life of one case, from the call to wherever it has got by the end of the telling."""

from __future__ import annotations

from demo.carrying_out import carry_out, report
from demo.course import class_anew, classify, see_to, wait
from demo.follow_up import back_to_department, follow_up
from demo.handling import (
    ABOUT_GOODS,
    contact,
    duplicate,
    find_handler,
    find_unfounded,
    investigate,
    nothing_to_settle,
    withdraw,
)
from demo.settling import settle
from demo.story import Story, Untold
from demo.telling import Life
from terms.complaint import State


def live(story: Story) -> Life:
    """Tell one case; it ends closed, withdrawn, or where nobody has gone on."""
    yield story.call.at
    try:
        yield from _tell(story)
    except Untold:
        return


def _tell(story: Story) -> Life:
    story.case = story.call.take(story.desk, story.rng)
    story.set_pace()
    yield from find_handler(story)
    about_goods = story.case.kind in ABOUT_GOODS
    if about_goods and story.happens(1.5):
        yield from withdraw(story)
        return
    if about_goods and story.happens(0.8):
        yield from duplicate(story)
    while True:
        yield from _handle(story)
        yield from follow_up(story)
        if story.case.state is State.CLOSED:
            return
        yield from back_to_department(story)


def _handle(story: Story) -> Life:
    yield from contact(story)
    yield from classify(story)
    yield from see_to(story)
    yield from wait(story)
    yield from investigate(story)
    yield from class_anew(story)
    yield from see_to(story)
    if nothing_to_settle(story):
        yield from find_unfounded(story)
        return
    yield from settle(story)
    yield from carry_out(story)
    yield from report(story)
