"""Who sees which cases and customers, what several roles add up to, and what nobody's role gives."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import or_, select

from models import (
    AuditEvent,
    Batch,
    CallBack,
    CompanySummary,
    Complaint,
    Customer,
    Department,
    DepartmentSummary,
    Filing,
    JobRun,
    Model,
    PenaltyEntry,
    Product,
    Region,
    Settlement,
    Shipment,
    Staff,
    Submission,
    Wage,
)
from queries.capacity import stand_in
from queries.scope import RULES, alternatives, checked, visible
from terms.people import Person, Role
from terms.trade import CustomerKind
from tests.factories import (
    MORNING,
    NOON,
    make_batch,
    make_customer,
    make_month,
    make_region,
    make_shipment,
    make_staff,
    make_substitution,
)
from tests.workflows.accused import Accused
from tests.workflows.life import Life
from workflows.settlements.sign import sign

TODAY = MORNING.date()
MODELS = sorted((mapper.class_ for mapper in Model.registry.mappers), key=lambda model: model.__name__)


@pytest.fixture
def life(session, storage):
    return Life(session, storage)


@pytest.fixture
def places(life):
    """A case of the company's clerk, of a colleague, of the region beside, of another department."""
    colleague = make_staff(life.session, Role.CLERK, region=life.company.region)
    beside = make_staff(life.session, Role.CLERK, region=make_region(life.session, life.company.department))
    elsewhere = make_staff(life.session, Role.CLERK, region=make_region(life.session))
    return {
        "own": life.company.register(life.storage),
        "region": life.company.register(life.storage, by=colleague),
        "department": life.company.register(life.storage, by=beside, region_id=beside.region_id, customer_id=None),
        "elsewhere": life.company.register(life.storage, by=elsewhere, region_id=elsewhere.region_id, customer_id=None),
    }


def keys(session, model, person):
    return set(session.scalars(visible(select(model.id), model, person)))


def seen(life, places, person):
    found = keys(life.session, Complaint, person)
    return {name for name, case in places.items() if case.id in found}


NEAR, FAR = {"own", "region"}, {"own", "region", "department", "elsewhere"}


class TestComplaints:
    @pytest.mark.parametrize(
        ("post", "visible_to"),
        [
            ("clerk", {"own"}), ("supervisor", NEAR), ("head", NEAR | {"department"}),
            ("sales_administration", NEAR | {"department"}), ("director", FAR), ("manager", FAR), ("general_office", FAR),
            ("quality", FAR), ("finance", set()), ("logistics", set()), ("engineer", set()), ("human_resources", set()),
            ("administrator", set()),
        ],
    )  # fmt: skip
    def test_are_seen_as_far_as_the_role_reaches(self, life, places, post, visible_to):
        assert seen(life, places, getattr(life.company, post).as_person()) == visible_to

    @pytest.mark.parametrize(
        ("roles", "visible_to"),
        [
            ((Role.CLERK, Role.SUPERVISOR), {"region", "own"}),
            ((Role.SUPERVISOR, Role.DEPARTMENT_HEAD), {"region", "own", "department"}),
            ((Role.CLERK, Role.QUALITY), FAR),
            ((Role.ADMINISTRATOR, Role.SUPERVISOR), {"region", "own"}),
            ((Role.ADMINISTRATOR, Role.HUMAN_RESOURCES), set()),
        ],
    )
    def test_of_several_roles_add_up(self, life, places, roles, visible_to):
        assert (
            seen(life, places, make_staff(life.session, *roles, region=life.company.region).as_person()) == visible_to
        )

    @pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION, Role.CLERK])
    def test_are_not_everybodys_for_want_of_a_territory(self, life, places, role):
        assert seen(life, places, make_staff(life.session, role).as_person()) == set()

    @pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.DEPARTMENT_HEAD, Role.SALES_ADMINISTRATION])
    def test_of_another_region_stay_in_sight_of_whoever_took_the_call(self, life, role):
        elsewhere = make_region(life.session)
        person = make_staff(life.session, role, region=life.company.region)

        case = life.company.register(life.storage, by=person, region_id=elsewhere.id, customer_id=None)

        assert case.id in keys(life.session, Complaint, person.as_person())

    def test_follow_their_handler(self, life, places):
        case, other = places["own"], make_staff(life.session, Role.CLERK, region=life.company.region)

        case.assigned_to_id = other.id
        life.session.commit()

        assert case.id in keys(life.session, Complaint, other.as_person())

    def test_reach_logistics_with_goods_and_finance_with_money(self, life):
        proposed, goods, both = life.proposed(12, 48), life.approved(12, 48), life.approved(12, 48, "20.00")
        above = life.proposed(12, 121)

        assert keys(life.session, Complaint, life.company.logistics.as_person()) == {goods.id, both.id, above.id}
        assert keys(life.session, Complaint, life.company.finance.as_person()) == {both.id}
        assert proposed.id not in keys(life.session, Settlement, life.company.logistics.as_person())


class TestBesideComplaints:
    """Rows beside a case are seen by whoever sees it, where their door is open too."""

    def test_are_seen_with_the_case(self, life):
        case = life.filed(12, 48)

        for post in ("clerk", "supervisor", "head", "manager", "general_office", "logistics"):
            assert keys(life.session, Settlement, getattr(life.company, post).as_person()) == {case.settlement.id}
        stranger = make_staff(life.session, Role.SUPERVISOR, region=make_region(life.session))
        assert keys(life.session, Settlement, stranger.as_person()) == set()

    def test_stay_behind_a_closed_door(self, life):
        life.filed(12, 48)
        logistics = life.company.logistics.as_person()

        assert keys(life.session, Filing, logistics) == set()
        assert keys(life.session, CallBack, logistics) == set()


class TestCustomers:
    @pytest.fixture
    def customers(self, life):
        session, company = life.session, life.company
        elsewhere = make_region(session)
        return {
            "own": company.customer.id,
            "department": make_customer(session, make_region(session, company.department)).id,
            "elsewhere": make_customer(session, elsewhere).id,
            "dealer": make_customer(session, elsewhere, kind=CustomerKind.DISTRIBUTOR).id,
        }

    @pytest.mark.parametrize(
        ("post", "visible_to"),
        [
            ("clerk", {"own"}), ("supervisor", {"own"}), ("head", {"own", "department"}),
            ("sales_administration", {"own", "department"}), ("director", {"own", "department", "elsewhere", "dealer"}),
            ("quality", {"own", "department", "elsewhere", "dealer"}), ("logistics", {"dealer"}), ("finance", {"dealer"}),
            ("engineer", set()), ("human_resources", set()), ("administrator", set()),
        ],
    )  # fmt: skip
    def test_are_seen_as_far_as_the_role_reaches(self, life, customers, post, visible_to):
        found = keys(life.session, Customer, getattr(life.company, post).as_person())

        assert {name for name, key in customers.items() if key in found} == visible_to

    def test_reach_finance_and_logistics_with_their_case(self, life):
        life.approved(12, 48, "20.00")

        for post in ("finance", "logistics"):
            assert keys(life.session, Customer, getattr(life.company, post).as_person()) == {life.company.customer.id}

    def test_bring_their_shipments(self, life):
        batch = make_batch(life.session, life.company.product)
        ours = make_shipment(life.session, life.company.customer, batch)
        theirs = make_shipment(life.session, make_customer(life.session, make_region(life.session)), batch)

        assert keys(life.session, Shipment, life.company.clerk.as_person()) == {ours.id}
        assert keys(life.session, Shipment, life.company.director.as_person()) == {ours.id, theirs.id}
        assert keys(life.session, Shipment, life.company.engineer.as_person()) == set()


class TestSubstitutes:
    def away(self, life, principal, *roles, first=0, last=0, **values):
        substitute = make_staff(life.session, *roles, region=make_region(life.session))
        days = {"starts_on": TODAY + timedelta(days=first), "ends_on": TODAY + timedelta(days=last)}
        make_substitution(life.session, principal, substitute, **days, **values)
        return substitute

    def cases(self, life, substitute, day=TODAY):
        stand_in(life.session, substitute, day)
        return keys(life.session, Complaint, substitute.as_person())

    def test_see_what_waits_for_the_principal_and_no_more(self, life):
        waits, other = life.proposed(12, 24), life.proposed(12, 60)
        life.ready()
        substitute = self.away(life, life.company.supervisor, Role.SUPERVISOR)

        assert self.cases(life, substitute) == {waits.id}
        assert other.id not in self.cases(life, substitute)

    def test_go_on_seeing_what_they_signed(self, life):
        case = life.proposed(12, 24)
        substitute = self.away(life, life.company.supervisor, Role.SUPERVISOR)

        sign(life.session, complaint_id=case.id, actor=substitute, at=NOON)

        assert self.cases(life, substitute) == {case.id}

    @pytest.mark.parametrize(("first", "last", "sees"), [(0, 0, True), (1, 2, False), (-2, -1, False)])
    def test_see_it_on_the_days_named(self, life, first, last, sees):
        case = life.proposed(12, 24)
        substitute = self.away(life, life.company.supervisor, Role.SUPERVISOR, first=first, last=last)

        assert (case.id in self.cases(life, substitute)) is sees

    def test_see_nothing_once_revoked_or_once_the_day_is_over(self, life):
        life.proposed(12, 24)
        revoked = self.away(life, life.company.supervisor, Role.SUPERVISOR, revoked_at=NOON)
        over = self.away(life, life.company.supervisor, Role.SUPERVISOR)
        assert self.cases(life, over)

        assert self.cases(life, revoked) == set()
        assert self.cases(life, over, TODAY + timedelta(days=1)) == set()

    def test_see_nothing_of_a_principal_elsewhere(self, life):
        life.proposed(12, 24)
        substitute = self.away(
            life, make_staff(life.session, Role.SUPERVISOR, region=make_region(life.session)), Role.SUPERVISOR
        )

        assert self.cases(life, substitute) == set()

    @pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HUMAN_RESOURCES])
    def test_who_may_never_read_a_case_read_none(self, life, role):
        life.proposed(12, 121)
        substitute = self.away(life, life.company.manager, role)

        assert self.cases(life, substitute) == set()


class TestPenalties:
    """An entry of the clerk that waits for the supervisor, and the clerk's wage."""

    @pytest.fixture
    def entry(self, life):
        return Accused(life).proposed()

    def test_are_seen_by_the_person_the_decider_the_head_and_personnel(self, life, entry):
        sees = {
            name for name, staff in vars(life.company).items()
            if isinstance(staff, Staff) and entry.id in keys(life.session, PenaltyEntry, staff.as_person())
        }  # fmt: skip

        # The general office proposed it.
        assert sees == {"clerk", "supervisor", "head", "human_resources", "manager", "general_office"}

    def test_go_out_of_a_supervisors_sight_when_another_rung_decides(self, life, entry):
        entry.decides = Role.DEPARTMENT_HEAD
        life.session.commit()

        assert keys(life.session, PenaltyEntry, life.company.supervisor.as_person()) == set()

    def test_show_a_wage_to_its_owner_and_personnel_alone(self, life):
        wage = Wage(
            staff_id=life.company.clerk.id, month=TODAY.replace(day=1), amount=Decimal(6000), entered_at=MORNING,
            entered_by_id=life.company.human_resources.id,
        )  # fmt: skip
        life.session.add(wage)
        life.session.commit()

        sees = {
            name for name, staff in vars(life.company).items()
            if isinstance(staff, Staff) and wage.id in keys(life.session, Wage, staff.as_person())
        }  # fmt: skip
        assert sees == {"clerk", "human_resources"}


class TestNobody:
    @pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
    def test_sees_anything(self, life, model):
        life.filed(12, 48)

        assert life.session.scalars(visible(select(model), model, None)).all() == []

    @pytest.mark.parametrize("model", [model for model in MODELS if model in RULES], ids=lambda model: model.__name__)
    def test_without_a_role_sees_more_than_themselves(self, life, model):
        life.filed(12, 48)
        make_staff(life.session, Role.CLERK, region=life.company.region)

        found = keys(life.session, model, make_staff(life.session, region=life.company.region).as_person())

        assert found == set()

    @pytest.mark.parametrize(
        "model", [model for model in MODELS if model not in RULES], ids=lambda model: model.__name__
    )
    def test_sees_a_table_the_scope_does_not_name(self, life, model):
        life.closed()
        everything = Person(
            life.company.manager.id, "王芳", frozenset(Role), life.company.department.id, life.company.region.id
        )

        assert life.session.scalars(visible(select(model), model, everything)).all() == []

    def test_is_kept_from_what_everybody_with_a_role_reads(self, life):
        for model in (Product, Batch, Department, Region):
            assert keys(life.session, model, life.company.human_resources.as_person())

    def test_of_set_up_reads_what_was_decided_on_a_case(self, life):
        life.closed()

        assert keys(life.session, AuditEvent, life.company.administrator.as_person()) == set()
        assert len(keys(life.session, AuditEvent, life.company.manager.as_person())) == 11
        assert keys(life.session, JobRun, life.company.manager.as_person()) == set()
        assert Submission not in RULES


class TestAlternatives:
    """Lists read reason by reason; together they must find what the condition finds."""

    @pytest.fixture
    def world(self, life, places):
        life.approved(12, 48, "20.00")
        life.proposed(12, 121)
        life.closed()
        case = life.proposed(12, 24)
        make_shipment(life.session, life.company.customer, life.company.batch)
        substitute = make_staff(life.session, Role.FINANCE, Role.SUPERVISOR, region=make_region(life.session))
        make_substitution(life.session, life.company.supervisor, substitute, starts_on=TODAY, ends_on=TODAY)
        stand_in(life.session, substitute, TODAY)
        assert case.id in keys(life.session, Complaint, substitute.as_person())
        both = make_staff(life.session, Role.LOGISTICS, Role.CLERK, region=life.company.region)
        return [one.as_person() for one in (*life.company.everybody(), substitute, both)]

    def test_find_what_the_condition_finds(self, life, world):
        wrong = []
        for model in RULES:
            for person in world:
                found = keys(life.session, model, person)
                listed = set(life.session.scalars(select(model.id).where(or_(*alternatives(model, person)))))
                plain = set(life.session.scalars(checked(select(model.id), model, person)))
                if not found == listed == plain:
                    wrong.append((model.__name__, sorted(person.roles)))

        assert wrong == []


def test_staff_are_seen_within_the_department(life):
    stranger = make_staff(life.session, Role.CLERK, region=make_region(life.session))

    assert stranger.id not in keys(life.session, Staff, life.company.supervisor.as_person())
    assert stranger.id in keys(life.session, Staff, life.company.director.as_person())
    assert stranger.id in keys(life.session, Staff, life.company.human_resources.as_person())
    assert keys(life.session, Staff, life.company.finance.as_person()) == set()


class TestMonths:
    """The company's month is for those who work on it, a department's for the department."""

    @pytest.fixture
    def months(self, life):
        session, other = life.session, make_region(life.session).department
        month = make_month(session, TODAY.replace(day=1))
        signer = life.company.sales_administration.id
        signed = {"figures": {}, "signed_at": MORNING, "signed_by_id": signer, "clause": "P06 五(5)", "edition": 1}
        month.departments = [
            DepartmentSummary(department_id=one.id, **signed) for one in (life.company.department, other)
        ]
        month.summaries = [
            CompanySummary(edition=1, figures={}, sent_at=MORNING, sent_by_id=signer, clause="P06 五(6)")
        ]
        session.commit()
        return month

    @pytest.mark.parametrize(
        ("post", "departments", "company"),
        [
            ("clerk", 0, 0), ("supervisor", 0, 0), ("head", 1, 0), ("sales_administration", 1, 0), ("director", 2, 1),
            ("manager", 2, 1), ("general_office", 2, 1), ("finance", 2, 1), ("logistics", 2, 1), ("quality", 0, 0),
            ("human_resources", 0, 0), ("administrator", 0, 0),
        ],
    )  # fmt: skip
    def test_are_seen_by_those_who_work_on_them(self, life, months, post, departments, company):
        person = getattr(life.company, post).as_person()

        assert len(keys(life.session, DepartmentSummary, person)) == departments
        assert len(keys(life.session, CompanySummary, person)) == company

    def test_of_a_principal_are_the_substitutes_too(self, life, months):
        make_substitution(life.session, life.company.manager, life.company.head)
        stand_in(life.session, life.company.head, TODAY)

        assert len(keys(life.session, CompanySummary, life.company.head.as_person())) == 1
