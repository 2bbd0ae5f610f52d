from __future__ import annotations

import pytest

from rules.services import ServiceFacts, ServiceNotPossible, ensure, options
from terms.people import Person, Role
from terms.service import ServiceAct, ServiceStatus

ENGINEER = Person(1, "周工", frozenset({Role.SERVICE_ENGINEER}))
OTHER = Person(2, "吴工", frozenset({Role.SERVICE_ENGINEER}))
SUPERVISOR = Person(3, "王主管", frozenset({Role.SUPERVISOR}))
CLERK = Person(4, "李敏", frozenset({Role.CLERK}))

# state: the acts that are possible in it for the record's engineer
TABLE = {
    ServiceStatus.REQUESTED: {ServiceAct.CHANGE, ServiceAct.PLAN, ServiceAct.VISIT},
    ServiceStatus.VISITED: {ServiceAct.ACCEPT, ServiceAct.DECLINE},
    ServiceStatus.ACCEPTED: set(),
    ServiceStatus.NOT_ACCEPTED: {ServiceAct.PLAN, ServiceAct.VISIT},
}


def possible(facts, person):
    return {option.step.act for option in options(facts, person) if option.obstacle is None}


class TestOptions:
    @pytest.mark.parametrize("status", ServiceStatus)
    @pytest.mark.parametrize("person", [ENGINEER, SUPERVISOR], ids=["engineer", "supervisor"])
    def test_are_those_of_the_table(self, status, person):
        assert possible(ServiceFacts(status, ENGINEER.id), person) == TABLE[status]

    def test_leave_another_engineers_visit_alone(self):
        assert possible(ServiceFacts(ServiceStatus.REQUESTED, ENGINEER.id), OTHER) == {ServiceAct.CHANGE}

    def test_let_a_clerk_correct_the_request_only(self):
        assert possible(ServiceFacts(ServiceStatus.REQUESTED, ENGINEER.id), CLERK) == {ServiceAct.CHANGE}

    @pytest.mark.parametrize("status", ServiceStatus)
    def test_name_every_act_with_a_reason_where_it_is_not_possible(self, status):
        found = options(ServiceFacts(status, None), Person(9, "无", frozenset()))

        assert [option.step.act for option in found] == list(ServiceAct)
        assert all(option.obstacle for option in found)


class TestEnsure:
    def test_refuses_what_options_refuse(self):
        for status in ServiceStatus:
            facts = ServiceFacts(status, ENGINEER.id)
            for option in options(facts, ENGINEER):
                if option.obstacle is None:
                    assert ensure(option.step.act, facts, ENGINEER) is option.step
                else:
                    with pytest.raises(ServiceNotPossible):
                        ensure(option.step.act, facts, ENGINEER)
