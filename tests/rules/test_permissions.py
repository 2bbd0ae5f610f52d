"""Which role opens which door, against a second table written down here."""

from __future__ import annotations

import pytest

from rules.permissions import GRANTS, NotPermitted, Permission, allowed, require
from terms.people import Role

COLUMNS = ["clk", "sup", "dep", "dir", "gm", "sad", "gof", "fin", "log", "qua", "eng", "hum", "adm"]
ROLES = dict(zip(COLUMNS, Role, strict=True))
DOORS = """
                       clk sup dep dir gm  sad gof fin log qua eng hum adm
complaint.read          x   x   x   x   x   x   x   x   x   x   x   .   .
complaint.register      x   x   x   .   .   x   x   .   .   x   .   .   .
complaint.assign        .   x   x   x   .   .   .   .   .   .   .   .   .
complaint.handle        x   x   x   .   .   .   .   .   .   .   .   .   .
complaint.investigate   x   x   x   .   .   .   .   .   .   x   .   .   .
complaint.withdraw      .   x   x   .   .   .   .   .   .   .   .   .   .
complaint.reopen        .   .   .   x   x   .   .   .   .   .   .   .   .
complaint.dispute       .   .   x   x   x   .   x   .   .   .   .   .   .
complaint.close         .   .   .   .   .   .   x   .   .   .   .   .   .
complaint.class         .   x   x   .   .   .   .   .   .   .   .   .   .
extension.decide        .   x   x   x   x   x   x   .   .   .   .   .   .
plan.review             .   x   x   x   x   .   x   .   .   x   .   .   .
false_report.decide     .   .   x   x   x   .   .   .   .   .   .   .   .
attachment.add          x   x   x   .   .   x   x   .   x   x   .   .   .
settlement.sign         x   x   x   x   x   .   .   .   .   .   .   .   .
settlement.read         x   x   x   x   x   x   x   x   x   x   .   .   .
goods.receive           .   .   .   .   .   .   .   .   x   .   .   .   .
goods.hand_over         .   .   .   .   .   .   .   .   x   .   .   .   .
cash.pay                .   .   .   .   .   .   .   x   .   .   .   .   .
filing.read             x   x   x   x   x   x   x   .   .   .   .   .   .
filing.do               .   .   .   .   .   x   x   .   .   .   .   .   .
call_back.read          x   x   x   x   x   x   x   .   .   x   .   .   .
call_back.do            .   .   .   .   .   .   x   .   .   .   .   .   .
daily_report.send       .   .   .   .   .   .   x   .   .   .   .   .   .
service.read            x   x   x   x   x   x   x   .   .   x   x   .   .
service.request         x   x   x   .   .   .   x   .   .   .   x   .   .
service.visit           .   x   x   .   .   .   .   .   .   .   x   .   .
customer.read           x   x   x   x   x   x   x   x   x   x   x   .   .
customer.write          x   x   x   .   .   x   x   .   .   .   .   .   .
product.read            x   x   x   x   x   x   x   x   x   x   x   x   x
product.write           .   .   .   .   .   .   .   .   .   x   .   .   x
shipment.read           x   x   x   x   x   x   x   x   x   x   .   .   .
shipment.write          .   .   .   .   .   .   .   .   x   .   .   .   .
staff.read              x   x   x   x   x   x   x   .   .   .   .   x   x
staff.write             .   .   .   .   .   .   .   .   .   .   .   .   x
organisation.read       x   x   x   x   x   x   x   x   x   x   x   x   x
organisation.write      .   .   .   .   .   .   .   .   .   .   .   .   x
substitute.name         .   x   x   x   x   .   .   .   .   .   .   .   x
rulebook.read           x   x   x   x   x   x   x   x   x   x   x   x   x
rulebook.draft          .   .   x   x   x   .   x   x   x   x   .   x   .
rulebook.sign           .   .   x   x   x   .   x   x   x   x   .   x   .
rulebook.put            .   .   .   .   x   .   .   .   .   .   .   .   .
rulebook.try            .   .   x   x   x   .   x   x   x   x   .   x   .
audit.read              .   .   .   .   x   .   .   .   .   .   .   .   x
machinery.read          .   .   .   .   .   .   .   .   .   .   .   .   x
machinery.run           .   .   .   .   .   .   .   .   .   .   .   .   x
form.read               x   x   x   x   x   x   x   .   .   .   .   .   .
form.move               x   x   x   x   x   x   x   .   .   .   .   .   .
form.keep               .   .   .   .   .   x   x   .   .   .   .   .   .
cost.read               x   x   x   x   x   x   x   x   x   x   x   .   .
cost.enter              .   .   x   .   .   .   .   x   x   x   x   .   .
letter.read             x   x   x   x   x   x   x   .   .   x   .   .   .
letter.write            x   x   x   .   .   x   x   .   .   x   .   .   .
penalty.read            x   x   x   x   x   x   x   x   x   x   x   x   x
penalty.propose         .   .   x   .   .   .   x   .   .   .   .   x   .
penalty.decide          .   x   x   x   x   .   .   .   .   .   .   .   .
penalty.note            .   .   .   .   .   .   .   .   .   .   .   x   .
reward.propose          .   .   x   .   .   .   .   .   .   .   .   x   .
reward.read             x   x   x   x   x   x   x   x   .   x   .   x   .
reward.give             x   x   x   .   .   .   x   .   .   x   .   x   .
reward.decide           .   .   .   x   x   .   .   .   .   .   .   .   .
scorecard.read          x   x   x   x   x   x   x   x   x   x   x   x   .
scorecard.assess        .   .   x   x   x   .   .   .   .   .   .   .   .
scorecard.target        .   .   .   x   x   .   .   x   .   .   .   .   .
scorecard.freeze        .   .   .   .   .   .   x   .   .   .   .   .   .
scorecard.sign          .   .   .   x   x   .   .   .   .   .   .   x   .
wage.enter              .   .   .   .   .   .   .   .   .   .   .   x   .
month.read              .   .   x   x   x   x   x   x   x   .   .   .   .
month.summarize         .   .   x   .   .   x   .   .   .   .   .   .   .
month.send              .   .   .   .   .   .   x   .   .   .   .   .   .
month.approve           .   .   .   .   x   .   .   x   .   .   .   .   .
month.close             .   .   .   .   .   .   .   x   .   .   .   .   .
month.ask_reopening     .   .   .   .   .   x   x   x   .   .   .   .   .
month.reopen            .   .   .   .   x   .   .   .   .   .   .   .   .
replenishment.read      .   .   x   x   x   x   x   x   x   .   .   .   .
replenishment.deliver   .   .   .   .   .   .   .   .   x   .   .   .   .
account.read            x   x   x   x   x   x   x   x   x   .   .   .   .
export                  x   x   x   x   x   x   x   x   x   x   .   x   x
import                  x   x   x   .   .   x   x   x   x   x   x   x   x
"""


def doors():
    head, *lines = DOORS.strip().splitlines()
    assert head.split() == COLUMNS
    for name, *marks in (line.split() for line in lines):
        for column, mark in zip(COLUMNS, marks, strict=True):
            yield Permission(name), ROLES[column], mark == "x"


TABLE = list(doors())


class TestAllowed:
    @pytest.mark.parametrize(("permission", "role", "opens"), TABLE)
    def test_opens_a_door_to_the_roles_of_the_table(self, permission, role, opens):
        assert allowed({role}, permission) is opens

    def test_knows_every_permission(self):
        assert {permission for permission, _role, _opens in TABLE} == set(Permission) == set(GRANTS)

    def test_adds_several_roles_up(self):
        assert allowed({Role.CLERK, Role.FINANCE}, Permission.CASH_PAY)

    @pytest.mark.parametrize("permission", list(Permission))
    def test_opens_nothing_without_a_role(self, permission):
        assert not allowed((), permission)

    def test_keeps_set_up_and_case_decisions_apart(self):
        """An administrator names people, never decides what becomes of a case (days: the administrator)."""
        on_cases = [one for one in Permission if one.value.split(".")[0] in
                    ("complaint", "settlement", "filing", "call_back", "goods", "cash", "false_report", "daily_report")]  # fmt: skip

        assert not [one for one in on_cases if allowed({Role.ADMINISTRATOR}, one)]


class TestRequire:
    def test_lets_a_permitted_role_through(self):
        require({Role.CLERK}, Permission.COMPLAINT_REGISTER)

    def test_refuses_and_names_the_roles_that_may(self):
        with pytest.raises(NotPermitted) as refused:
            require({Role.CLERK}, Permission.CASH_PAY)

        assert dict(refused.value.text.values) == {"roles": (Role.FINANCE,)}
