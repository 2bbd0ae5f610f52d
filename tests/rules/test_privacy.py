"""Who reads a telephone number in full, and what of a story is told to whom."""

from __future__ import annotations

import pytest

from rules.privacy import CALLERS, masked, may_be_told, phone_for
from terms.people import Person, Role


def person(*roles):
    return Person(1, "王芳", frozenset(roles))


class TestPhoneFor:
    @pytest.mark.parametrize("role", list(Role))
    def test_shows_the_number_to_those_who_call_and_its_ends_to_others(self, role):
        shown = phone_for(person(role), "13912345678")

        assert shown == ("13912345678" if role in CALLERS else "139****5678")

    @pytest.mark.parametrize("role", list(Role))
    def test_shows_it_to_logistics_while_goods_wait_to_be_brought(self, role):
        shown = phone_for(person(role), "13912345678", to_deliver=True)

        assert shown == ("13912345678" if role in (*CALLERS, Role.LOGISTICS) else "139****5678")

    @pytest.mark.parametrize(
        ("number", "shown"),
        [("", ""), ("1", "1"), ("12", "12"), ("12345678", "******78"), ("123456789", "123**6789")],
    )
    def test_leaves_of_a_short_number_its_last_two_digits(self, number, shown):
        assert masked(number) == shown


class TestMayBeTold:
    @pytest.mark.parametrize(
        ("kind", "roles"),
        [
            ("settlement.filed", {Role.FINANCE, Role.LOGISTICS, Role.QUALITY, Role.SERVICE_ENGINEER}),
            ("settlement.signed", {Role.SERVICE_ENGINEER}),
            ("execution.paid", {Role.SERVICE_ENGINEER}),
            ("complaint.called_back", {Role.FINANCE, Role.LOGISTICS, Role.SERVICE_ENGINEER}),
            ("complaint.report_decided", {Role.FINANCE, Role.LOGISTICS, Role.SERVICE_ENGINEER}),
            ("complaint.registered", set()),
        ],
    )
    def test_says_no_to_readers_of_a_case_without_the_door_to_the_row(self, kind, roles):
        never_see_a_case = {Role.HUMAN_RESOURCES, Role.ADMINISTRATOR}

        assert {role for role in Role if not may_be_told(person(role), kind)} - never_see_a_case == roles
