"""Late cases are marked while nobody looks: once, exactly after their time, and nobody's form is disturbed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from models import ComplaintClock
from terms.complaint import Act, Clock
from tests.factories import MORNING
from tests.workflows.acts import do
from tests.workflows.life import SATISFIED, events, footprint
from workflows.time_limits import mark_late as sweeping
from workflows.time_limits.mark_late import mark_late

FOUR = MORNING.replace(hour=16, minute=0)
SECOND = timedelta(seconds=1)


def late(case):
    return {row.clock for row in case.clocks if row.late_at is not None}


@pytest.mark.requirement("SL-03")
class TestMarkLate:
    @pytest.mark.parametrize(
        ("at", "clocks"),
        [
            (MORNING + timedelta(minutes=30), set()),
            (MORNING + timedelta(minutes=30) + SECOND, {Clock.FIRST_CONTACT}),
            (FOUR, {Clock.FIRST_CONTACT}),
            (FOUR + SECOND, {Clock.FIRST_CONTACT, Clock.SAME_DAY, Clock.RESULT}),
        ],
    )
    def test_marks_a_clock_after_its_very_second(self, life, at, clocks):
        case = life.company.register(life.storage)

        assert mark_late(life.session, at=at) == len(clocks)

        assert late(case) == clocks
        assert case.late is (Clock.RESULT in clocks)

    def test_marks_once_and_records_each_clock(self, life):
        case, version = life.company.register(life.storage), 1

        assert mark_late(life.session, at=FOUR + SECOND) == 3
        before = footprint(life.session)
        assert mark_late(life.session, at=FOUR + timedelta(days=1)) == 0

        assert footprint(life.session) == before
        found = [one for one in events(life.session) if one.kind == "complaint.fell_late"]
        assert [one.changes["clock"][1] for one in found] == ["first_contact", "same_day", "result"]
        assert {(one.actor_id, one.subject_id, one.version) for one in found} == {(None, case.id, version)}
        assert [one.clause for one in found] == ["P06 五(1)", "P06 五(3)", "P06 五(3)"]

    def test_disturbs_nobodys_form(self, life):
        case = life.ready()
        seen = case.version

        mark_late(life.session, at=FOUR + SECOND)
        life.company.session.expire_all()
        do(life, Act.INVESTIGATE, case, seen=seen)

        assert case.version == seen + 1

    def test_leaves_alone_what_was_done_in_time_or_is_over(self, life):
        answered = life.answered()
        withdrawn = life.ready()
        do(life, Act.WITHDRAW, withdrawn)

        mark_late(life.session, at=FOUR + timedelta(days=1))

        assert late(answered) == late(withdrawn) == set()

    def test_marks_a_report_that_headquarters_did_not_get(self, life):
        case = life.called_back(SATISFIED)

        mark_late(life.session, at=FOUR.replace(hour=17, minute=30) + SECOND)

        assert late(case) == {Clock.HEADQUARTERS_REPORT}
        assert case.late is False

    def test_does_not_mark_again_what_its_own_act_found_late(self, life):
        case = life.company.register(life.storage)
        do(life, Act.CONTACT, case, at=FOUR)

        mark_late(life.session, at=FOUR)

        assert late(case) == {Clock.FIRST_CONTACT}
        assert not [one for one in events(life.session) if one.kind == "complaint.fell_late"]

    def test_takes_what_is_due_longest_first_and_the_rest_next_time(self, life, monkeypatch):
        monkeypatch.setattr(sweeping, "MOST", 2)
        first, second = life.company.register(life.storage), life.company.register(life.storage, at=MORNING + SECOND)

        found = [mark_late(life.session, at=FOUR + SECOND) for _ in range(4)]

        assert found == [2, 2, 2, 0]
        assert len(late(first)) == len(late(second)) == 3
        order = [one.subject_id for one in events(life.session) if one.kind == "complaint.fell_late"]
        assert order[:2] == [first.id, second.id]

    def test_reads_as_much_as_is_due_however_much_is_stored(self, life):
        """Ten cases answered in time cost the sweep nothing."""

        def statements():
            count = 0

            def counted(*_told):
                nonlocal count
                count += 1

            engine = life.session.get_bind().engine
            event.listen(engine, "before_cursor_execute", counted)
            mark_late(life.session, at=FOUR)
            event.remove(engine, "before_cursor_execute", counted)
            return count

        life.ready()
        few = statements()
        for _ in range(5):
            life.ready()

        assert statements() == few


def test_a_sweep_that_stops_half_way_keeps_what_it_marked(life, monkeypatch):
    life.company.register(life.storage)
    done = sweeping.fell_late
    monkeypatch.setattr(
        sweeping, "fell_late", lambda *told: done(*told) if told[2].clock is Clock.FIRST_CONTACT else 1 / 0
    )

    with pytest.raises(ZeroDivisionError):
        mark_late(life.session, at=FOUR + SECOND)

    marked = life.session.scalars(select(ComplaintClock.clock).where(ComplaintClock.late_at.is_not(None))).all()
    assert marked == [Clock.FIRST_CONTACT]
    assert [one.kind for one in events(life.session)].count("complaint.fell_late") == 1
