from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.entries import (
    DECISIONS,
    STEPS,
    EntryFacts,
    EntryNotPossible,
    NobodyAbove,
    barred,
    ensure,
    obstacle,
    options,
    rungs_over,
    who_decides,
)
from terms.penalties import EntryAct, EntryKind, EntryStatus
from terms.people import LADDER, Person, Role

R = Role
FACTS = EntryFacts(
    kind=EntryKind.PENALTY, status=EntryStatus.PROPOSED, staff_id=1, department_id=1, region_id=1,
    decides=R.SUPERVISOR, concerned=frozenset({1}),
)  # fmt: skip
people = st.integers(1, 6)
persons = st.builds(
    Person, id=people, name=st.just("王芳"), roles=st.frozensets(st.sampled_from(Role)),
    department_id=st.integers(1, 2), region_id=st.integers(1, 2),
)  # fmt: skip
entries = st.builds(
    EntryFacts, kind=st.sampled_from(EntryKind), status=st.sampled_from(EntryStatus), staff_id=people,
    department_id=st.integers(1, 2), region_id=st.integers(1, 2), decides=st.sampled_from(LADDER[1:]),
    concerned=st.frozensets(people), proposed_by=st.none() | people, decided_by=st.none() | people,
    locked=st.booleans(), has_consequence=st.booleans(), was_appealed=st.booleans(),
)  # fmt: skip


class TestRungsOver:
    @pytest.mark.parametrize(
        ("roles", "first"),
        [
            ({R.CLERK}, R.SUPERVISOR), ({R.SERVICE_ENGINEER}, R.SUPERVISOR), ({R.SUPERVISOR}, R.DEPARTMENT_HEAD),
            ({R.SALES_ADMINISTRATION}, R.DEPARTMENT_HEAD), ({R.DEPARTMENT_HEAD}, R.DIRECTOR),
            ({R.GENERAL_OFFICE}, R.DIRECTOR), ({R.FINANCE}, R.DIRECTOR), ({R.LOGISTICS}, R.DIRECTOR),
            ({R.QUALITY}, R.DIRECTOR), ({R.HUMAN_RESOURCES}, R.DIRECTOR), ({R.ADMINISTRATOR}, R.DIRECTOR),
            ({R.DIRECTOR}, R.GENERAL_MANAGER), ({R.CLERK, R.DEPARTMENT_HEAD}, R.DIRECTOR),
        ],
    )  # fmt: skip
    def test_begin_above_the_highest_of_a_persons_roles(self, food, roles, first):
        assert rungs_over(frozenset(roles), food.penalties)[0] is first

    def test_are_none_above_the_top(self, food):
        assert rungs_over(frozenset({R.GENERAL_MANAGER}), food.penalties) == ()


class TestWhoDecides:
    HOLDERS = {R.SUPERVISOR: frozenset({2}), R.DEPARTMENT_HEAD: frozenset({3, 4}), R.DIRECTOR: frozenset({5})}

    @pytest.mark.parametrize(
        ("concerned", "role"),
        [({1}, R.SUPERVISOR), ({1, 2}, R.DEPARTMENT_HEAD), ({1, 2, 3}, R.DEPARTMENT_HEAD), ({1, 2, 3, 4}, R.DIRECTOR)],
    )
    def test_is_the_first_rung_that_somebody_unconcerned_holds(self, concerned, role):
        assert who_decides(LADDER[1:], self.HOLDERS, frozenset(concerned)) is role

    def test_is_nobody_where_all_are_concerned(self):
        with pytest.raises(NobodyAbove):
            who_decides(LADDER[1:], self.HOLDERS, frozenset({2, 3, 4, 5}))


class TestBarred:
    def test_names_everybody_who_has_a_part_in_it(self):
        facts = replace(FACTS, concerned=frozenset({1, 7}), proposed_by=8, decided_by=9)

        assert barred(facts) == {1, 7, 8, 9}


class TestObstacle:
    @given(person=persons, facts=entries, step=st.sampled_from(STEPS))
    def test_never_lets_anybody_concerned_decide(self, person, facts, step):
        if step.act in DECISIONS and obstacle(step, facts, person) is None:
            assert person.id not in barred(facts) | {facts.staff_id}
            assert facts.decides in person.roles

    @given(person=persons, facts=entries, step=st.sampled_from(STEPS))
    def test_lets_nothing_of_a_locked_entry_change(self, person, facts, step):
        if step.act is not EntryAct.NOTE_CONSEQUENCE:
            assert obstacle(step, replace(facts, locked=True), person) is not None

    @given(person=persons, facts=entries)
    def test_lets_personnel_note_after_the_lock_what_it_could_before(self, person, facts):
        note = next(step for step in STEPS if step.act is EntryAct.NOTE_CONSEQUENCE)
        locked, open_one = (obstacle(note, replace(facts, locked=value), person) for value in (True, False))
        assert locked == open_one

    @given(person=persons, facts=entries)
    def test_lets_only_the_person_appeal_and_once(self, person, facts):
        appeal = next(step for step in STEPS if step.act is EntryAct.APPEAL)
        if obstacle(appeal, facts, person) is None:
            assert person.id == facts.staff_id
            assert not facts.was_appealed
            assert facts.kind is EntryKind.PENALTY

    @given(person=persons, facts=entries)
    def test_says_the_same_to_the_page_and_to_the_use_case(self, person, facts):
        for option in options(facts, person):
            if option.obstacle is None:
                assert ensure(option.step.act, facts, person) is option.step
            else:
                with pytest.raises(EntryNotPossible):
                    ensure(option.step.act, facts, person)

    @pytest.mark.parametrize(("region", "may"), [(1, True), (2, False)])
    def test_keeps_a_supervisor_to_their_region(self, region, may):
        person = Person(2, "李敏", frozenset({R.SUPERVISOR}), 1, region)

        assert (obstacle(STEPS[0], FACTS, person) is None) is may

    @pytest.mark.parametrize(("department", "may"), [(1, True), (2, False)])
    def test_keeps_a_head_to_their_department(self, department, may):
        person = Person(2, "李敏", frozenset({R.DEPARTMENT_HEAD}), department)

        assert (obstacle(STEPS[0], replace(FACTS, decides=R.DEPARTMENT_HEAD), person) is None) is may
