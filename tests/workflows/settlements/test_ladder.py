"""P06 六 as the use-cases carry it out: both sides of every edge, money, goods, own cases, empty posts."""

from __future__ import annotations

from fractions import Fraction

import pytest

from models import StaffRole
from rules.authority import NobodyLeftToDecide
from rules.lifecycle import NotPossible
from terms.complaint import SettlementStatus, SignaturePart, State, Verdict
from terms.people import LADDER, Office, StaffStatus
from tests.factories import NOON, make_region, make_staff
from tests.workflows.life import last_event, refused
from workflows.executions.carry_out import receive_goods
from workflows.rows import NotFound
from workflows.settlements.sign import sign

CLERK, SUPERVISOR, HEAD, DIRECTOR, MANAGER = LADDER
SALES, OFFICE = Office.SALES_ADMINISTRATION, Office.GENERAL_OFFICE

# Twelve bottles exchanged; the last two columns are where it is filed and whether the goods come first.
EDGES = [
    # given  decides     co-sign              clause        office  goods
    (12,     CLERK,      [SUPERVISOR, HEAD],  "P06 六(1)",  SALES,  False),
    (13,     SUPERVISOR, [HEAD],              "P06 六(2)",  SALES,  False),
    (24,     SUPERVISOR, [HEAD],              "P06 六(2)",  SALES,  False),
    (25,     HEAD,       [],                  "P06 六(3)",  OFFICE, False),
    (60,     HEAD,       [],                  "P06 六(3)",  OFFICE, False),
    (61,     DIRECTOR,   [],                  "P06 六(4)",  OFFICE, False),
    (120,    DIRECTOR,   [],                  "P06 六(4)",  OFFICE, False),
    (121,    MANAGER,    [],                  "P06 六(5)",  OFFICE, True),
]  # fmt: skip
LADDER_MARKS = [pytest.mark.requirement(f"AP-0{number}") for number in range(1, 6)]


def ladder(function):
    for mark in LADDER_MARKS:
        function = mark(function)
    return pytest.mark.parametrize(("given", "decides", "co_signers", "clause", "office", "goods"), EDGES)(function)


def asked(settlement):
    return [(row.part, row.role, row.verdict) for row in settlement.signatures]


def roles_of(settlement, part):
    return [row.role for row in settlement.signatures if row.part is part]


class TestPropose:
    @ladder
    def test_asks_whom_the_band_names(self, life, given, decides, co_signers, clause, office, goods):
        settlement = life.proposed(12, given).settlement

        assert settlement.multiple == Fraction(given, 12)
        assert (settlement.decides, settlement.file_at, settlement.clause) == (decides, office, clause)
        assert settlement.needs_goods_received is goods
        assert roles_of(settlement, SignaturePart.DECIDES) == [decides]
        assert roles_of(settlement, SignaturePart.CO_SIGNS) == co_signers

    @pytest.mark.requirement("AP-01")
    def test_is_the_clerks_signature_in_band_one_only(self, life):
        first = life.proposed(12, 12).settlement
        second = life.proposed(12, 13).settlement

        assert (first.signatures[0].verdict, first.signatures[0].signer_id) == (Verdict.SIGNED, life.company.clerk.id)
        assert {row.verdict for row in second.signatures} == {Verdict.PENDING}

    @pytest.mark.requirement("AP-06")
    @pytest.mark.parametrize(("given", "goods"), [(12, False), (24, False), (60, False), (120, False), (121, True)])
    def test_asks_the_general_manager_for_money_in_every_band(self, life, given, goods):
        settlement = life.proposed(12, given, "20.00").settlement

        assert asked(settlement) == [(SignaturePart.DECIDES, MANAGER, Verdict.PENDING)]
        assert (settlement.file_at, settlement.clause, settlement.needs_goods_received) == (OFFICE, "P06 六(5)", goods)

    @pytest.mark.requirement("AP-09")
    @pytest.mark.parametrize(
        ("given", "decides", "co_signers", "office"),
        [(12, HEAD, [SUPERVISOR], SALES), (24, HEAD, [], SALES), (60, HEAD, [], OFFICE), (61, DIRECTOR, [], OFFICE)],
    )
    def test_brings_one_incident_of_many_consumers_to_the_department_head(
        self, life, given, decides, co_signers, office
    ):
        settlement = life.proposed(12, given, consumers=6).settlement

        assert settlement.decides is decides
        assert roles_of(settlement, SignaturePart.CO_SIGNS) == co_signers
        assert settlement.file_at is office

    @pytest.mark.parametrize(
        ("given", "by", "decides", "co_signers"),
        [
            (12, SUPERVISOR, CLERK, [HEAD, DIRECTOR]),
            (24, SUPERVISOR, HEAD, []),
            (24, HEAD, SUPERVISOR, [DIRECTOR]),
            (60, HEAD, DIRECTOR, []),
            (60, SUPERVISOR, HEAD, []),
        ],
    )
    def test_passes_over_the_role_of_whoever_proposed(self, life, given, by, decides, co_signers):
        settlement = life.proposed(12, given, by=life.signer(by)).settlement

        assert settlement.decides is decides
        assert roles_of(settlement, SignaturePart.CO_SIGNS) == co_signers

    def test_passes_over_the_role_of_whoever_registered(self, life):
        case = life.company.register(life.storage, by=life.company.supervisor)
        case.assigned_to_id = life.company.clerk.id
        life.session.commit()
        life.handle(case)

        assert life.propose(case, 12, 24).decides is HEAD

    @pytest.mark.parametrize(
        ("empty", "given", "decides", "co_signers"),
        [
            (SUPERVISOR, 24, HEAD, []),
            (SUPERVISOR, 12, CLERK, [HEAD, DIRECTOR]),
            (HEAD, 60, DIRECTOR, []),
            (HEAD, 24, SUPERVISOR, [DIRECTOR]),
            (DIRECTOR, 120, MANAGER, []),
        ],
    )
    def test_passes_over_a_post_that_nobody_holds_here(self, life, empty, given, decides, co_signers):
        case = life.ready()
        life.signer(empty).status = StaffStatus.DISABLED
        if empty in (SUPERVISOR, HEAD):
            make_staff(life.session, empty, region=make_region(life.session))
        life.session.commit()

        settlement = life.propose(case, 12, given)

        assert settlement.decides is decides
        assert roles_of(settlement, SignaturePart.CO_SIGNS) == co_signers

    def test_finds_a_second_person_where_one_holds_both_roles(self, life):
        """Nobody fills two places: the case would wait for ever."""
        life.signer(HEAD).status = StaffStatus.DISABLED
        life.company.supervisor.role_rows.append(StaffRole(role=HEAD))
        life.session.commit()

        first, second = life.proposed(12, 12).settlement, life.proposed(12, 24).settlement

        assert roles_of(first, SignaturePart.CO_SIGNS) == [HEAD, DIRECTOR]
        assert (second.decides, roles_of(second, SignaturePart.CO_SIGNS)) == (SUPERVISOR, [DIRECTOR])
        assert life.propose(life.ready(), 12, 60).decides is HEAD

    def test_asks_both_roles_where_two_people_hold_both(self, life):
        for person in (life.company.supervisor, life.company.head):
            person.region_id = life.company.region.id
            person.role_rows = [StaffRole(role=SUPERVISOR), StaffRole(role=HEAD)]
        life.session.commit()

        assert roles_of(life.proposed(12, 12).settlement, SignaturePart.CO_SIGNS) == [SUPERVISOR, HEAD]

    def test_refuses_when_nobody_is_left_to_decide(self, life):
        case = life.ready()
        life.company.manager.status = StaffStatus.DISABLED
        life.session.commit()

        with refused(life.session, NobodyLeftToDecide, clause="P06 六(5)"):
            life.propose(case, 12, 121)


class TestSign:
    @ladder
    def test_is_given_by_exactly_those_who_are_asked(self, life, given, decides, co_signers, clause, office, goods):
        case = life.proposed(12, given)
        if goods:
            receive_goods(life.session, complaint_id=case.id, actor=life.company.logistics, at=NOON)
        waiting = {row.role for row in case.settlement.signatures if row.verdict is Verdict.PENDING}

        for person in life.company.everybody():
            if not person.roles & waiting:
                with refused(life.session, (NotPossible, NotFound)):
                    sign(life.session, complaint_id=case.id, actor=person, at=NOON)
        for role in sorted(waiting, key=LADDER.index):
            assert case.state is State.PROPOSED
            sign(life.session, complaint_id=case.id, actor=life.signer(role), at=NOON)

        assert case.state is State.APPROVED
        assert case.settlement.status is SettlementStatus.APPROVED
        assert {row.verdict for row in case.settlement.signatures} == {Verdict.SIGNED}
        assert (case.settlement.filing.office, case.settlement.filing.filed_at) == (office, None)

    @ladder
    def test_stands_on_record_with_its_clause(self, life, given, decides, co_signers, clause, office, goods):
        life.approved(12, given)

        event = last_event(life.session)
        assert event.kind == "settlement.signed"
        assert event.clause == clause
        assert event.changes["state"] == ["proposed", "approved"]

    @pytest.mark.parametrize("given", [24, 60])
    def test_is_refused_in_another_region_or_department(self, life, given):
        case = life.proposed(12, given)
        elsewhere = make_region(life.session)
        for other in (
            make_staff(life.session, SUPERVISOR, region=elsewhere),
            make_staff(life.session, HEAD, department=elsewhere.department),
        ):
            with refused(life.session, NotFound):
                sign(life.session, complaint_id=case.id, actor=other, at=NOON)

    def test_is_refused_to_a_supervisor_of_the_region_beside(self, life):
        case = life.proposed(12, 24)
        beside = make_staff(life.session, SUPERVISOR, region=make_region(life.session, life.company.department))

        with refused(life.session, NotFound):
            sign(life.session, complaint_id=case.id, actor=beside, at=NOON)

    @pytest.mark.parametrize("given", [13, 24])
    def test_is_not_the_proposers_even_where_another_holds_the_role(self, life, given):
        """A clerk who became supervisor before it was signed."""
        case = life.proposed(12, given)
        life.company.clerk.role_rows.append(StaffRole(role=SUPERVISOR))
        life.session.commit()

        with refused(life.session, NotPossible, says="Nobody decides their own case", clause="P06 六(2)"):
            sign(life.session, complaint_id=case.id, actor=life.company.clerk, at=NOON)

    def test_is_not_the_registrars(self, life):
        case = life.company.register(life.storage, by=life.company.clerk)
        other = make_staff(life.session, CLERK, region=life.company.region)
        case.assigned_to_id = other.id
        life.session.commit()
        life.handle(case, by=other)
        life.propose(case, 12, 24, by=other)
        life.company.clerk.role_rows.append(StaffRole(role=SUPERVISOR))
        life.session.commit()

        with refused(life.session, NotPossible, says="Nobody decides their own case"):
            sign(life.session, complaint_id=case.id, actor=life.company.clerk, at=NOON)

    def test_does_not_fill_two_places(self, life):
        case = life.proposed(12, 24)
        life.company.supervisor.role_rows.append(StaffRole(role=HEAD))
        life.session.commit()
        sign(life.session, complaint_id=case.id, actor=life.company.supervisor, at=NOON)

        with refused(life.session, NotPossible, says="You have already signed"):
            sign(life.session, complaint_id=case.id, actor=life.company.supervisor, at=NOON)

    def test_may_come_from_the_co_signer_first(self, life):
        case = life.proposed(12, 24)

        sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON)
        assert case.state is State.PROPOSED
        sign(life.session, complaint_id=case.id, actor=life.company.supervisor, at=NOON)

        assert case.state is State.APPROVED

    @pytest.mark.requirement("AP-08")
    def test_keeps_who_reviewed_when_and_what_they_said(self, life):
        case = life.proposed(12, 48)

        sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON, comment="同意")

        row = case.settlement.signatures[0]
        assert (row.signer_id, row.principal_id, row.signed_at, row.comment) == (
            life.company.head.id,
            None,
            NOON,
            "同意",
        )

    @pytest.mark.requirement("AP-05")
    @pytest.mark.parametrize("cash", ["0", "20.00"])
    def test_waits_above_ten_times_for_the_goods_in_the_warehouse(self, life, cash):
        case = life.proposed(12, 121, cash)

        with refused(life.session, NotPossible, says="The goods must first be received at the warehouse."):
            sign(life.session, complaint_id=case.id, actor=life.company.manager, at=NOON)
        receive_goods(life.session, complaint_id=case.id, actor=life.company.logistics, at=NOON)
        sign(life.session, complaint_id=case.id, actor=life.company.manager, at=NOON)

        assert case.state is State.APPROVED

    @pytest.mark.requirement("AP-07")
    @pytest.mark.parametrize(("given", "beyond"), [(24, CLERK), (60, SUPERVISOR), (120, HEAD), (121, DIRECTOR)])
    def test_is_refused_beyond_ones_authority(self, life, given, beyond):
        case = life.proposed(12, given)

        with refused(life.session, NotPossible, says="It waits for: "):
            sign(life.session, complaint_id=case.id, actor=life.signer(beyond), at=NOON)

    def test_is_refused_before_anything_is_proposed_and_after_all_is_signed(self, life):
        ready, approved = life.ready(), life.approved(12, 48)

        for case in (ready, approved):
            with refused(life.session, NotPossible, says="The case is in state"):
                sign(life.session, complaint_id=case.id, actor=life.company.head, at=NOON)

    def test_makes_the_exchange_order(self, life):
        case = life.approved(12, 48)

        order = case.settlement.execution
        assert order.number == f"DH-{case.number.removeprefix('TS-')}-1"
        assert (order.needs_goods, order.needs_cash) == (True, False)
