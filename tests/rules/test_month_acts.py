"""Who may do what to a month, each refusal with its sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rules.month_acts import (
    STEPS,
    TABLE,
    Capacity,
    MonthFacts,
    MonthNotPossible,
    acting_as,
    ensure,
    obstacle,
    options,
)
from terms.month import MonthAct, MonthStatus
from terms.people import Person, Role

A, S, R = MonthAct, MonthStatus, Role
OPEN = MonthFacts(S.OPEN, department=1)
SENT = MonthFacts(S.SENT, hands=frozenset({7, 8}))


def person(*roles: Role, key: int = 1, department: int | None = 1, **values) -> Person:
    return Person(key, "某人", frozenset(roles), department, **values)


OFFICE, MANAGER, FINANCE = person(R.GENERAL_OFFICE), person(R.GENERAL_MANAGER), person(R.FINANCE)
SALES_ADMINISTRATION, HEAD = person(R.SALES_ADMINISTRATION), person(R.DEPARTMENT_HEAD)


def reason(act: MonthAct, facts: MonthFacts, who: Person) -> str:
    found = obstacle(STEPS[act], facts, who)
    return str(found) if found else ""


@pytest.mark.parametrize(
    ("act", "facts", "who", "says"),
    [
        (A.SIGN, OPEN, SALES_ADMINISTRATION, ""),
        (A.SIGN, OPEN, HEAD, "sales administration signs"),
        (A.SIGN, replace(OPEN, lacks_office=True), HEAD, ""),
        (A.SIGN, replace(OPEN, department=2), SALES_ADMINISTRATION, "another region or department"),
        (A.SIGN, replace(OPEN, ended=False), SALES_ADMINISTRATION, "not over"),
        (A.SIGN, replace(OPEN, signed_here=True), SALES_ADMINISTRATION, "already signed"),
        (A.SIGN, replace(OPEN, status=S.LOCKED), SALES_ADMINISTRATION, "The month is: Locked"),
        (A.SIGN, OPEN, OFFICE, "It is for"),
        (A.SEND, OPEN, OFFICE, ""),
        (A.SEND, replace(OPEN, late=("东区 (王)",)), OFFICE, "东区"),
        (A.SEND, replace(OPEN, before_locked=False), OFFICE, "before it must be locked"),
        (A.SEND, replace(OPEN, hands=frozenset({1})), OFFICE, "already signed this month"),
        (A.SEND_BACK, replace(OPEN, signed_here=True), OFFICE, ""),
        (A.SEND_BACK, OPEN, OFFICE, "not signed"),
        (A.APPROVE, SENT, MANAGER, ""),
        (A.APPROVE, SENT, FINANCE, ""),
        (A.APPROVE, SENT, OFFICE, "It is for"),
        (A.APPROVE, replace(SENT, before_locked=False), MANAGER, "before it must be locked"),
        (A.RETURN, replace(SENT, before_locked=False), MANAGER, ""),
        (A.APPROVE, replace(SENT, approved_as=frozenset({R.FINANCE})), FINANCE, "already given"),
        (A.APPROVE, replace(SENT, hands=frozenset({1})), FINANCE, "another person"),
        (A.RETURN, SENT, MANAGER, ""),
        (A.CLOSE, MonthFacts(S.LOCKED), FINANCE, ""),
        (A.CLOSE, MonthFacts(S.LOCKED, undelivered=3), FINANCE, "3"),
        (A.ASK_REOPENING, MonthFacts(S.CLOSED), SALES_ADMINISTRATION, ""),
        (A.ASK_REOPENING, MonthFacts(S.CLOSED, reopening_asked_by=9), OFFICE, "already asked"),
        (A.DECIDE_REOPENING, MonthFacts(S.LOCKED, reopening_asked_by=9), MANAGER, ""),
        (A.DECIDE_REOPENING, MonthFacts(S.LOCKED), MANAGER, "Nobody asked"),
        (A.DECIDE_REOPENING, MonthFacts(S.LOCKED, reopening_asked_by=1), MANAGER, "wish of their own"),
    ],
)
@pytest.mark.requirement("AP-14")
def test_says_what_stands_in_the_way(act, facts, who, says):
    assert says in reason(act, facts, who) if says else reason(act, facts, who) == ""


class TestCapacity:
    def test_of_a_substitute_is_the_principals(self):
        director = person(R.DIRECTOR, key=2, standing_in=(person(R.GENERAL_MANAGER, key=9),))

        assert acting_as(STEPS[A.APPROVE], SENT, director) == Capacity(R.GENERAL_MANAGER, 9)

    def test_is_nobodys_whose_principal_has_signed(self):
        director = person(R.DIRECTOR, key=2, standing_in=(person(R.GENERAL_MANAGER, key=7),))

        with pytest.raises(MonthNotPossible, match="another person"):
            ensure(A.APPROVE, SENT, director)

    def test_is_ones_own_first(self):
        both = person(R.FINANCE, standing_in=(person(R.GENERAL_MANAGER, key=9),))

        assert acting_as(STEPS[A.APPROVE], SENT, both) == Capacity(R.FINANCE)


def test_options_tell_every_act_in_order():
    assert [one.step.act for one in options(OPEN, OFFICE)] == [step.act for step in TABLE]


@pytest.mark.parametrize("status", list(S))
def test_a_locked_month_is_only_closed_or_reopened(status):
    possible = {step.act for step in TABLE if status in step.states}

    if status.is_locked:
        assert possible <= {A.CLOSE, A.ASK_REOPENING, A.DECIDE_REOPENING}
