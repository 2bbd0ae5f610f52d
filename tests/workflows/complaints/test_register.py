"""P06 五(1)-(3): what must be known, what is given at once, whose case it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models import Attachment, AuditEvent, Complaint
from rules.permissions import NotPermitted
from terms.complaint import Channel, Clock, ComplaintKind, Severity, Source, State
from terms.people import Role
from terms.time import SHANGHAI
from terms.trade import BatchMark, CustomerGrade, CustomerKind
from tests.factories import MORNING, make_batch, make_customer, make_product, make_region, make_staff
from tests.workflows.life import last_event, refused
from tests.workflows.pictures import picture
from workflows.complaints.register import FactsMissing, NotPlausible, register
from workflows.rows import NotFound
from workflows.transaction import AlreadySent

# A Sunday that is worked, the Saturday after it that is not, the first day of the long holiday.
MAKE_UP_SUNDAY, SATURDAY, HOLIDAY = date(2026, 9, 20), date(2026, 9, 12), date(2026, 10, 1)


def at(day: date, hour: int, minute: int = 0, second: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=SHANGHAI)


def take_down(life, *, when=MORNING, by=None, once=None, **values):
    registration = life.company.registration(**values)
    actor = by or life.company.clerk
    return register(life.session, registration=registration, actor=actor, at=when, storage=life.storage, once=once)


def fields(refusal):
    return [name for name, _text in refusal.value.fields]


STRANGER = {"customer_id": None}


class TestRegister:
    def test_gives_number_due_time_and_clocks_at_once(self, life):
        case = take_down(life)

        assert (case.number, case.state, case.version) == ("TS-2026-09-00001", State.REGISTERED, 1)
        assert (case.due_at, case.registered_on) == (at(MORNING.date(), 16), MORNING.date())
        assert {row.clock for row in case.clocks} == {Clock.FIRST_CONTACT, Clock.SAME_DAY, Clock.RESULT}
        assert (case.rulebook_pack, bool(case.rulebook_issue)) == ("food", True)

    def test_stands_on_record_with_its_clause(self, life):
        case = take_down(life)

        event = last_event(life.session)
        assert (event.kind, event.subject, event.subject_id) == ("complaint.registered", "complaint", case.id)
        assert (event.actor_id, event.clause, event.version, event.at) == (
            life.company.clerk.id,
            "P06 五(1)",
            1,
            MORNING,
        )

    @pytest.mark.parametrize("role", list(Role))
    def test_is_for_those_who_take_calls(self, life, role):
        takes = {
            Role.CLERK,
            Role.SUPERVISOR,
            Role.DEPARTMENT_HEAD,
            Role.SALES_ADMINISTRATION,
            Role.GENERAL_OFFICE,
            Role.QUALITY,
        }
        person = make_staff(life.session, role, region=life.company.region)

        if role in takes:
            assert take_down(life, by=person).registered_by_id == person.id
        else:
            with refused(life.session, NotPermitted):
                take_down(life, by=person)

    def test_takes_a_form_once(self, life):
        take_down(life, once="a form's token")

        with refused(life.session, AlreadySent):
            take_down(life, once="a form's token")

    @pytest.mark.requirement("IN-12")
    @pytest.mark.parametrize(
        ("channel", "source"),
        [(Channel.PHONE, Source.CONSUMER_CALL), (Channel.MARKET_POINT, Source.MARKET_POINT),
         (Channel.SALES_CENTRE, Source.SALES_CENTRE), (Channel.LETTER, None)],
    )  # fmt: skip
    def test_names_the_source_the_policy_knows(self, life, channel, source):
        assert take_down(life, channel=channel).source is source

    @pytest.mark.parametrize(
        ("grade", "severity", "points"),
        [
            (CustomerGrade.NORMAL, Severity.GENERAL, 0),
            (CustomerGrade.KEY, Severity.GENERAL, 1),
            (CustomerGrade.NORMAL, Severity.SERIOUS, 2),
            (CustomerGrade.KEY, Severity.SERIOUS, 3),
        ],
    )
    def test_brings_serious_cases_and_key_customers_to_the_front(self, life, grade, severity, points):
        customer = make_customer(life.session, life.company.region, grade=grade)

        assert take_down(life, customer_id=customer.id, severity=severity).priority == points

    @pytest.mark.requirement("WF-49", "WF-52")
    def test_belongs_to_the_region_of_the_matter_not_of_the_call(self, life):
        """P06 五(2): it is passed on to the department concerned, and whoever took the call still sees it."""
        elsewhere = make_region(life.session)

        case = take_down(life, region_id=elsewhere.id, **STRANGER)

        assert (case.region_id, case.department_id) == (elsewhere.id, elsewhere.department_id)


class TestFacts:
    @pytest.mark.requirement("IN-17")
    @pytest.mark.parametrize(
        ("lack", "field"),
        [
            ({"purchase_place": ""}, "purchase_place"),
            ({"address": " "}, "address"),
            ({"product_id": None, "batch_id": None, "batch_code": "B1", "produced_on": date(2026, 6, 1)}, "product"),
            ({"batch_id": None, "batch_code": "B1"}, "produced_on"),
            ({"batch_id": None, "produced_on": date(2026, 6, 1)}, "batch"),
            ({"complainant_name": ""}, "name"),
            ({"complainant_phone": ""}, "phone"),
            ({"description": "  "}, "description"),
        ],
    )
    def test_that_the_policy_demands_are_asked_for_by_name(self, life, lack, field):
        with refused(life.session, FactsMissing, clause="P06 五(1)") as no:
            take_down(life, **{**STRANGER, **lack})

        assert fields(no) == [field]

    def test_are_all_named_at_once(self, life):
        with refused(life.session, FactsMissing) as no:
            take_down(life, **STRANGER, purchase_place="", address="", complainant_phone="")

        assert fields(no) == ["purchase_place", "address", "phone"]

    @pytest.mark.parametrize("kind", [ComplaintKind.CONSULTATION, ComplaintKind.SUGGESTION])
    def test_are_few_for_a_question(self, life, kind):
        bare = {"product_id": None, "batch_id": None, "complainant_name": "", "complainant_phone": "", "address": "",
                "purchase_place": ""}  # fmt: skip

        assert take_down(life, kind=kind, **STRANGER, **bare).kind is kind

    def test_known_of_the_customer_are_not_asked_again(self, life):
        case = take_down(life, complainant_name="", complainant_phone="", address="")

        customer = life.company.customer
        assert (case.complainant_name, case.complainant_phone, case.address) == (
            customer.name,
            customer.phone,
            customer.address,
        )

    def test_said_today_go_before_those_on_file(self, life):
        assert take_down(life, complainant_phone="13700000000").complainant_phone == "13700000000"

    @pytest.mark.requirement("IN-25")
    def test_are_not_asked_of_somebody_anonymous(self, life):
        case = take_down(life, **STRANGER, anonymous=True, complainant_name="", complainant_phone="", address="")

        assert (case.anonymous, case.state) == (True, State.REGISTERED)

    @pytest.mark.requirement("IN-25")
    def test_that_name_somebody_anonymous_are_not_kept(self, life):
        case = take_down(life, anonymous=True)

        assert (case.customer_id, case.complainant_name, case.complainant_phone) == (None, "", "")

    @pytest.mark.parametrize("mark", [BatchMark.NOT_PRINTED, BatchMark.UNREADABLE])
    def test_of_a_batch_that_cannot_be_read_are_a_photo(self, life, mark):
        unread = {"batch_id": None, "batch_mark": mark, "produced_on": date(2026, 6, 1)}

        with refused(life.session, FactsMissing) as no:
            take_down(life, **unread)
        case = take_down(life, **unread, photos=[picture()])

        assert fields(no) == ["photos"]
        assert [one.original_name for one in case.attachments] == ["photo.jpg"]

    def test_of_the_batch_fill_the_production_date_which_may_be_corrected(self, life):
        assert take_down(life).produced_on == life.company.batch.produced_on
        assert take_down(life, produced_on=date(2026, 6, 2)).produced_on == date(2026, 6, 2)


class TestPlausible:
    @pytest.mark.parametrize("field", ["quantity", "consumers"])
    @pytest.mark.parametrize(
        ("number", "fits"), [(1, True), (1_000_000, True), (0, False), (-1, False), (1_000_001, False)]
    )
    def test_are_numbers_within_reason(self, life, field, number, fits):
        if fits:
            assert getattr(take_down(life, **{field: number}), field) == number
        else:
            with refused(life.session, NotPlausible) as no:
                take_down(life, **{field: number})
            assert fields(no) == [field]

    @pytest.mark.parametrize("field", ["produced_on", "purchased_on"])
    def test_are_days_up_to_today(self, life, field):
        today, tomorrow = MORNING.date(), MORNING.date() + timedelta(days=1)

        assert getattr(take_down(life, **{field: today}), field) == today
        with refused(life.session, NotPlausible) as no:
            take_down(life, **{field: tomorrow})
        assert fields(no) == [field]

    def test_is_no_purchase_before_production(self, life):
        made = life.company.batch.produced_on

        take_down(life, purchased_on=made)
        with refused(life.session, NotPlausible) as no:
            take_down(life, purchased_on=made - timedelta(days=1))
        assert fields(no) == ["purchased_on"]


class TestKnown:
    """Every row a registration names lies within the person's sight; a guessed key is told nothing."""

    @pytest.mark.parametrize("field", ["customer_id", "product_id", "batch_id", "region_id"])
    def test_rows_exist(self, life, field):
        with refused(life.session, NotFound) as no:
            take_down(life, **{field: 999_999})

        assert fields(no) == [field.removesuffix("_id")]

    def test_customers_are_of_ones_own_region(self, life):
        theirs = make_customer(life.session, make_region(life.session))

        with refused(life.session, NotFound, says="does not exist or is not yours to see") as no:
            take_down(life, customer_id=theirs.id)
        assert fields(no) == ["customer"]
        assert take_down(life, customer_id=theirs.id, by=life.company.general_office).customer_id == theirs.id

    def test_batches_are_of_the_product(self, life):
        other = make_batch(life.session, make_product(life.session))

        with refused(life.session, NotFound, says=f"Batch {other.code} belongs to {other.product.name}") as no:
            take_down(life, batch_id=other.id)
        assert fields(no) == ["batch"]

    def test_customers_say_what_kind_they_are(self, life):
        dealer = make_customer(life.session, life.company.region, kind=CustomerKind.WHOLESALER)

        assert (
            take_down(life, customer_id=dealer.id, customer_kind=CustomerKind.CONSUMER).customer_kind
            is CustomerKind.WHOLESALER
        )


@pytest.mark.requirement("IN-41")
class TestRepeats:
    """P06 七5: a second complaint of the same person about the same product."""

    def test_are_known_by_the_customer(self, life):
        first = take_down(life, complainant_phone="13700000001")

        assert take_down(life, complainant_phone="13700000002").repeat_of_id == first.id

    def test_are_known_by_the_phone_however_it_is_typed(self, life):
        first = take_down(life, **STRANGER, complainant_phone="+86 137-0000-0001")
        again = take_down(life, **STRANGER, complainant_phone="１３７ 0000 0001")

        assert (first.complainant_phone, again.complainant_phone) == ("13700000001", "13700000001")
        assert again.repeat_of_id == first.id

    def test_are_known_by_the_phone_alone(self, life):
        first = take_down(life, **STRANGER, complainant_phone="13700000001")

        assert take_down(life, **STRANGER, complainant_phone="13700000001").repeat_of_id == first.id

    def test_are_known_in_another_region_too(self, life):
        elsewhere = make_staff(life.session, Role.CLERK, region=make_region(life.session))
        theirs = {"region_id": elsewhere.region_id, **STRANGER, "complainant_phone": "13700000001"}
        first = take_down(life, by=elsewhere, **theirs)

        assert take_down(life, **STRANGER, complainant_phone="13700000001").repeat_of_id == first.id

    def test_point_to_the_newest(self, life):
        take_down(life)
        second = take_down(life)

        assert take_down(life).repeat_of_id == second.id

    def test_are_not_of_another_product_or_person(self, life):
        take_down(life)
        product = make_product(life.session)
        batch = make_batch(life.session, product)

        assert take_down(life, product_id=product.id, batch_id=batch.id).repeat_of_id is None
        assert take_down(life, **STRANGER, complainant_phone="13700000009").repeat_of_id is None

    def test_are_never_of_somebody_anonymous(self, life):
        take_down(life)

        assert take_down(life, anonymous=True).repeat_of_id is None


@pytest.mark.requirement("IN-29")
class TestNumber:
    def test_counts_up_within_the_month_without_gaps(self, life):
        numbers = [take_down(life).number for _ in range(3)]

        assert numbers == [f"TS-2026-09-0000{n}" for n in (1, 2, 3)]

    def test_begins_anew_at_midnight_in_shanghai(self, life):
        """Half past eleven on the 30th is the 30th, though UTC is still in the afternoon; half an hour later is October."""
        before = take_down(life, when=at(date(2026, 9, 30), 23, 59, 59))
        after = take_down(life, when=at(HOLIDAY, 0, 0, 0))

        assert (before.number, after.number) == ("TS-2026-09-00001", "TS-2026-10-00001")
        assert (before.registered_on, after.registered_on) == (date(2026, 9, 30), HOLIDAY)

    def test_of_a_refused_registration_is_given_to_the_next(self, life):
        with refused(life.session, FactsMissing):
            take_down(life, description="")
        with refused(life.session, NotPlausible):
            take_down(life, quantity=0)

        assert take_down(life).number == "TS-2026-09-00001"


class TestDueTimes:
    @pytest.mark.requirement("SL-02", "SL-03")
    @pytest.mark.parametrize(
        ("registered", "due"),
        [
            (at(MORNING.date(), 9, 10), at(MORNING.date(), 16)),
            (at(MORNING.date(), 15, 59, 59), at(MORNING.date(), 16)),
            (at(MORNING.date(), 16), at(MORNING.date(), 16)),
            (at(MORNING.date(), 16, 0, 1), at(date(2026, 9, 17), 16)),
            (at(SATURDAY, 10), at(date(2026, 9, 14), 16)),
            (at(MAKE_UP_SUNDAY, 10), at(MAKE_UP_SUNDAY, 16)),
            (at(date(2026, 9, 18), 17), at(MAKE_UP_SUNDAY, 16)),
            (at(HOLIDAY, 10), at(date(2026, 10, 8), 16)),
        ],
    )
    def test_of_the_result_are_four_oclock(self, life, registered, due):
        case = take_down(life, when=registered)

        clocks = {row.clock: row for row in case.clocks}
        assert case.due_at == due
        assert clocks[Clock.RESULT].due_at == clocks[Clock.SAME_DAY].due_at == due
        assert clocks[Clock.RESULT].clause == "P06 五(3)"

    @pytest.mark.requirement("SL-01")
    @pytest.mark.parametrize(
        ("registered", "due"),
        [
            (at(MORNING.date(), 9, 10), at(MORNING.date(), 9, 40)),
            (at(MORNING.date(), 17, 20), at(date(2026, 9, 17), 8, 50)),
            (at(SATURDAY, 10), at(date(2026, 9, 14), 9)),
        ],
    )
    def test_of_the_first_contact_are_minutes_of_service_time(self, life, registered, due):
        case = take_down(life, when=registered)

        assert next(row.due_at for row in case.clocks if row.clock is Clock.FIRST_CONTACT) == due

    def test_survive_the_database_as_company_time(self, life):
        case = take_down(life, when=at(MORNING.date(), 23, 59))
        life.session.expire_all()

        assert case.registered_at.isoformat() == "2026-09-16T23:59:00+08:00"


class TestPhotos:
    def test_are_kept_with_the_case(self, life):
        case = take_down(life, photos=[picture(), picture("b.png", "PNG")])

        stored = {one.stored_name for one in case.attachments}
        assert {path.name for path in life.storage.folder.iterdir()} == stored
        assert len(stored) == 2

    def test_leave_no_file_behind_when_the_registration_is_refused(self, life):
        with refused(life.session, FactsMissing):
            take_down(life, description="", photos=[picture()])

        assert list(life.storage.folder.iterdir()) == []
        assert life.session.scalars(select(Attachment)).all() == []


def test_an_event_keeps_nothing_that_names_the_complainant(life):
    """The audit is never emptied; a name kept there could never be forgotten."""
    case = take_down(life)

    kept = str([event.changes for event in life.session.scalars(select(AuditEvent))])
    assert case.complainant_phone not in kept
    assert case.complainant_name not in kept
    assert life.session.scalars(select(Complaint)).one() is case
