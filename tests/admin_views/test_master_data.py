"""The screens of master data: who may knock, what a page tells, whole journeys by form."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from models import AuditEvent, AuthSession, Customer, Department, Product, ServiceRecord, Staff, Substitution
from terms.people import Role, StaffStatus
from terms.service import ServiceStatus
from terms.trade import CustomerGrade, CustomerKind
from tests.admin_views.at_the_desk import marks, send
from tests.factories import (
    NOON,
    Company,
    make_batch,
    make_customer,
    make_region,
    make_service_record,
    make_shipment,
    make_staff,
)

LISTS = (
    "customer", "product", "batch", "shipment", "service", "staff", "substitution", "department", "region", "audit", "job",
)  # fmt: skip
FULL = "13912345678"


@pytest.fixture
def company(session):
    return Company(session)


def statements(session, client, path: str) -> int:
    """How many statements one page takes."""
    seen: list[str] = []
    listen = lambda *args: seen.append(args[2])  # noqa: E731
    event.listen(session.get_bind(), "before_cursor_execute", listen)
    answer = client.get(path)
    event.remove(session.get_bind(), "before_cursor_execute", listen)
    assert answer.status_code == 200, answer.status_code
    return len(seen)


class TestLists:
    @pytest.mark.parametrize("screen", LISTS)
    def test_open_for_those_whose_they_are_and_for_nobody_else(self, company, log_in, screen):
        doors = {
            "customer": {*Role} - {Role.HUMAN_RESOURCES, Role.ADMINISTRATOR},
            "shipment": {*Role} - {Role.HUMAN_RESOURCES, Role.ADMINISTRATOR, Role.SERVICE_ENGINEER},
            "service": {*Role} - {Role.FINANCE, Role.LOGISTICS, Role.HUMAN_RESOURCES, Role.ADMINISTRATOR},
            "staff": {*Role} - {Role.FINANCE, Role.LOGISTICS, Role.QUALITY, Role.SERVICE_ENGINEER},
            "audit": {Role.GENERAL_MANAGER, Role.ADMINISTRATOR},
            "job": {Role.ADMINISTRATOR},
        }
        for person in company.everybody():
            wanted = 200 if person.roles & doors.get(screen, {*Role}) else 403

            assert log_in(person).get(f"/{screen}/").status_code == wanted, person.roles

    @pytest.mark.parametrize(("screen", "reader"), [("customer", "clerk"), ("batch", "quality"), ("service", "head")])
    def test_take_as_many_statements_for_forty_rows_as_for_four(self, session, company, log_in, screen, reader):
        def more(rows: int) -> None:
            for _ in range(rows):
                customer = make_customer(session, company.region)
                make_shipment(session, customer, make_batch(session, company.product))
                make_service_record(session, customer, company.clerk)

        client = log_in(getattr(company, reader))
        more(4)
        client.get(f"/{screen}/?size=50")
        few = statements(session, client, f"/{screen}/?size=50")
        more(36)

        assert statements(session, client, f"/{screen}/?size=50") == few


class TestCustomers:
    def test_are_entered_by_form_and_found_by_their_initials(self, session, company, log_in):
        client = log_in(company.clerk)

        answer = send(
            client, "/customer/new/", name="王芳", kind="consumer", grade="normal", phone="138 0000 0001",
            region_id=company.region.id,
        )  # fmt: skip
        row = session.scalars(select(Customer).where(Customer.phone == "13800000001")).one()

        assert answer.status_code == 302
        assert row.code in client.get("/customer/?search=wf").text
        assert row.code in client.get("/customer/?search=王芳").text

    def test_sent_twice_are_entered_once(self, session, company, log_in):
        client = log_in(company.clerk)
        entries = {"name": "王芳", "kind": "consumer", "grade": "normal", "region_id": company.region.id}
        found = marks(client.get("/customer/new/").text)

        for _ in range(2):
            assert client.post("/customer/new/", data={**found, **entries}).status_code == 302

        assert len(session.scalars(select(Customer).where(Customer.name == "王芳")).all()) == 1

    def test_with_a_known_phone_name_the_known_customer_at_the_field(self, session, company, log_in):
        known = make_customer(session, company.region, phone=FULL)

        answer = send(
            log_in(company.clerk), "/customer/new/", name="王芳", kind="consumer", grade="normal", phone=FULL,
            region_id=company.region.id,
        )  # fmt: skip

        assert answer.status_code == 422
        assert known.code in answer.text
        assert 'value="王芳"' in answer.text

    def test_with_an_odd_phone_are_saved_with_a_warning(self, session, company, log_in):
        client = log_in(company.clerk)

        answer = send(
            client, "/customer/new/", name="王芳", kind="consumer", grade="normal", phone="62345678",
            region_id=company.region.id,
        )  # fmt: skip

        assert answer.status_code == 302
        assert "62345678" in client.get(answer.location).text.split('class="facts"')[0]

    def test_refuse_a_region_of_another_department_in_a_forged_form(self, session, company, log_in):
        elsewhere = make_region(session)
        path = f"/customer/edit/?id={company.customer.id}"

        answer = send(log_in(company.clerk), path, name="x", kind="consumer", grade="normal", region_id=elsewhere.id)

        assert answer.status_code == 422
        assert company.customer.region_id == company.region.id

    def test_show_others_what_changed_meanwhile(self, session, company, log_in):
        first, second = log_in(company.clerk), log_in(company.supervisor)
        path = f"/customer/edit/?id={company.customer.id}"
        entries = {"kind": "consumer", "grade": "normal", "region_id": company.region.id}
        stale = marks(second.get(path).text)
        assert send(first, path, name="赵敏", **entries).status_code == 302

        answer = second.post(path, data={**stale, "name": "钱敏", **entries})

        assert answer.status_code == 422
        assert "赵敏" in answer.text
        assert 'value="钱敏"' in answer.text
        assert company.customer.name == "赵敏"

    @pytest.mark.parametrize("page", ["details", "edit", "set-aside", "take-back"])
    def test_out_of_sight_are_not_there(self, session, company, log_in, page):
        theirs = make_customer(session, make_region(session))

        assert log_in(company.clerk).get(f"/customer/{page}/?id={theirs.id}").status_code == 404

    def test_tell_their_story(self, session, company, log_in, storage):
        row = make_customer(
            session, company.region, kind=CustomerKind.DISTRIBUTOR, grade=CustomerGrade.KEY, name="合肥盛达商行"
        )
        shipment = make_shipment(session, row, company.batch)
        case = company.register(storage, customer_id=row.id, customer_kind=CustomerKind.DISTRIBUTOR)
        record = make_service_record(session, row, company.clerk)
        supplied = make_customer(session, company.region, distributor_id=row.id)

        page = log_in(company.head).get(f"/customer/details/?id={row.id}").text

        for told in (shipment.number, case.number, record.number, supplied.code, "¥3,840.00", "pill-key", "2026"):
            assert told in page, told

    def test_count_no_complaints_that_the_reader_does_not_see(self, session, company, log_in, storage):
        case = company.register(storage)
        other = make_staff(session, Role.CLERK, region=company.region)

        page = log_in(other).get(f"/customer/details/?id={company.customer.id}").text

        assert case.number not in page
        assert ">2026<" not in page

    def test_hide_a_supplier_out_of_sight(self, session, company, log_in):
        theirs = make_customer(session, make_region(session), kind=CustomerKind.DISTRIBUTOR, name="外地经销商")
        company.customer.distributor_id = theirs.id
        session.commit()

        assert "外地经销商" not in log_in(company.clerk).get(f"/customer/details/?id={company.customer.id}").text

    @pytest.mark.requirement("SP-01")
    @pytest.mark.parametrize(
        ("reader", "whole"),
        [
            ("clerk", True),
            ("general_office", True),
            ("sales_administration", False),
            ("quality", False),
            ("director", False),
        ],
    )
    def test_give_the_phone_to_those_who_call(self, session, company, log_in, reader, whole):
        row = make_customer(session, company.region, phone=FULL)
        client = log_in(getattr(company, reader))
        send(log_in(company.clerk), f"/customer/edit/?id={row.id}", name="x", kind="consumer",
             grade="normal", region_id=company.region.id, phone="13912345679")  # fmt: skip

        pages = [client.get(path).text for path in ("/customer/", f"/customer/details/?id={row.id}")]

        assert all(("13912345679" in page) is whole for page in pages)
        assert (FULL in pages[1]) is whole

    def test_are_changed_without_their_phone_by_those_who_do_not_call(self, session, company, log_in):
        row = make_customer(session, company.region, phone=FULL)
        client, path = log_in(company.sales_administration), f"/customer/edit/?id={row.id}"
        assert FULL not in client.get(path).text

        answer = send(
            client, path, name="新名", kind="consumer", grade="normal", region_id=company.region.id, phone="1"
        )

        assert answer.status_code == 302
        assert (row.name, row.phone) == ("新名", FULL)

    def test_are_set_aside_and_no_longer_offered(self, session, company, log_in):
        client = log_in(company.clerk)
        name = company.customer.name

        send(client, f"/customer/set-aside/?id={company.customer.id}", reason="已停业")

        assert not company.customer.active
        assert client.get(f"/service/ajax/lookup/?name=customer_id&query={name}").json["results"] == []
        assert name in client.get("/customer/?tab=aside").text


class TestProductsAndBatches:
    def test_are_entered_by_quality(self, session, company, log_in):
        client = log_in(company.quality)

        send(client, "/product/new/", sku="YT-1", name="黄桃汽水", package="glass", units_per_case="24",
             shelf_life_days="365", price="4.50")  # fmt: skip
        product = session.scalars(select(Product).where(Product.sku == "YT-1")).one()
        answer = send(client, "/batch/new/", code="B-1", product_id=product.id, produced_on="2026-09-01")

        assert answer.status_code == 302
        assert "B-1" in client.get("/batch/?search=B-1").text

    def test_are_closed_to_a_clerk_for_writing(self, company, log_in):
        client = log_in(company.clerk)

        for path in ("/product/new/", "/batch/new/", f"/product/edit/?id={company.product.id}"):
            assert client.get(path).status_code == 403
            assert client.post(path, data={"sku": "x"}).status_code == 403

    def test_show_complaints_to_those_who_see_them(self, session, company, log_in, storage):
        case = company.register(storage)

        for reader, sees in (("quality", True), ("administrator", False)):
            client = log_in(getattr(company, reader))
            pages = [client.get(f"/{name}/details/?id={row.id}").text
                     for name, row in (("product", company.product), ("batch", company.batch))]  # fmt: skip
            assert all((case.number in page) is sees for page in pages)

    def test_say_to_whom_a_batch_went(self, session, company, log_in):
        ours = make_shipment(session, company.customer, company.batch)
        theirs = make_shipment(session, make_customer(session, make_region(session)), company.batch)

        page = log_in(company.clerk).get(f"/batch/details/?id={company.batch.id}").text

        assert ours.number in page
        assert theirs.number not in page


class TestShipments:
    def test_are_entered_by_logistics_and_found_by_customer(self, session, company, log_in):
        dealer = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR, name="合肥盛达商行")
        client = log_in(company.logistics)

        answer = send(client, "/shipment/new/", customer_id=dealer.id, batch_id=company.batch.id,
                      shipped_on="2026-09-10", cases="40", price="96")  # fmt: skip

        assert answer.status_code == 302
        for term in ("FH-2026-09-00001", "盛达", company.batch.code):
            assert "FH-2026-09-00001" in client.get("/shipment/", query_string={"search": term}).text

    def test_tell_the_day_at_its_field(self, session, company, log_in):
        dealer = make_customer(session, company.region, kind=CustomerKind.DISTRIBUTOR)

        answer = send(log_in(company.logistics), "/shipment/new/", customer_id=dealer.id, batch_id=company.batch.id,
                      shipped_on="2026-05-01", cases="40", price="96")  # fmt: skip

        assert answer.status_code == 422
        assert 'id="shipped_on-said"' in answer.text


class TestStaff:
    def entries(self, company, **values):
        ordinary = {"number": "A0101", "name": "赵敏", "roles": ["clerk"], "region_id": company.region.id}
        return {**ordinary, **values}

    def test_are_let_in_with_a_password_shown_once(self, session, company, log_in, client):
        answer = send(log_in(company.administrator), "/staff/new/", **self.entries(company))
        password = re.findall(r'class="secret">([^<]+)<', answer.text)[0]

        assert answer.headers["Cache-Control"] == "no-store"
        entered = client.post("/login", data={"name": "A0101", "password": password})
        assert entered.status_code == 302
        assert client.get("/complaint/").location.startswith("/account/password")
        row = session.scalars(select(Staff).where(Staff.number == "A0101")).one()
        assert password not in log_in(company.administrator).get(f"/staff/details/?id={row.id}").text

    def test_without_the_place_their_role_works_in_are_refused_at_the_field(self, company, log_in):
        answer = send(log_in(company.administrator), "/staff/new/", **self.entries(company, region_id=""))

        assert answer.status_code == 422
        assert 'id="region_id-said"' in answer.text

    def test_with_other_roles_are_out_at_the_next_click(self, session, company, log_in):
        theirs = log_in(company.clerk)
        assert theirs.get("/").status_code == 200

        send(log_in(company.administrator), f"/staff/edit/?id={company.clerk.id}", number=company.clerk.number,
             name=company.clerk.name, roles=["clerk", "quality"], region_id=company.region.id)  # fmt: skip

        assert company.clerk.roles == {Role.CLERK, Role.QUALITY}
        assert theirs.get("/").status_code == 302

    def test_are_disabled_with_a_reason(self, session, company, log_in):
        client = log_in(company.administrator)

        assert send(client, f"/staff/disable/?id={company.clerk.id}").status_code == 422
        assert send(client, f"/staff/disable/?id={company.clerk.id}", reason="离职").status_code == 302

        assert company.clerk.status is StaffStatus.DISABLED
        assert "离职" in client.get(f"/staff/details/?id={company.clerk.id}").text

    def test_give_nobody_a_button_against_themselves(self, company, log_in):
        page = log_in(company.administrator).get(f"/staff/details/?id={company.administrator.id}").text

        assert "/staff/disable/" not in page
        assert "/staff/new-password/" not in page

    @pytest.mark.parametrize("page", ["new", "edit", "disable", "enable", "unlock", "new-password"])
    def test_are_the_administrator_s_to_change(self, company, log_in, page):
        for person in company.everybody():
            if person is not company.administrator:
                client, path = log_in(person), f"/staff/{page}/?id={company.clerk.id}"
                assert (client.get(path).status_code, client.post(path).status_code) == (403, 403)

    def test_read_their_powers_with_the_clause(self, company, log_in):
        page = log_in(company.human_resources).get(f"/staff/details/?id={company.head.id}").text

        assert "P06 六(3)" in page

    def test_show_log_ins_to_the_administrator_only(self, session, company, log_in):
        session.add(
            AuthSession(secret_hash="s", staff_id=company.clerk.id, started_at=NOON, seen_at=NOON, address="10.9.8.7")
        )
        session.commit()
        path = f"/staff/details/?id={company.clerk.id}"

        assert "10.9.8.7" in log_in(company.administrator).get(path).text
        assert "10.9.8.7" not in log_in(company.human_resources).get(path).text
        assert "10.9.8.7" not in log_in(company.supervisor).get(path).text


class TestSubstitutions:
    def test_are_named_for_oneself_and_revoked(self, session, company, log_in):
        client = log_in(company.supervisor)

        send(client, "/substitution/new/", substitute_id=company.head.id, starts_on="2026-09-16", ends_on="2026-09-20")
        row = session.scalars(select(Substitution)).one()
        assert row.principal_id == company.supervisor.id
        assert "/substitution/revoke/" in client.get(f"/substitution/details/?id={row.id}").text
        send(client, f"/substitution/revoke/?id={row.id}")

        assert row.revoked_at is not None

    def test_are_seen_by_the_two_people_and_by_the_administrator(self, session, company, log_in):
        session.add(Substitution(principal_id=company.supervisor.id, substitute_id=company.head.id,
                                 starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30)))  # fmt: skip
        session.commit()
        row = session.scalars(select(Substitution)).one()

        for person in company.everybody():
            sees = person in (company.supervisor, company.head, company.administrator, company.human_resources)
            answer = log_in(person).get(f"/substitution/details/?id={row.id}")
            assert answer.status_code == (200 if sees else 404), person.roles

    def test_for_others_are_refused_at_the_field(self, session, company, log_in):
        answer = send(log_in(company.supervisor), "/substitution/new/", principal_id=company.head.id,
                      substitute_id=company.clerk.id, starts_on="2026-09-16", ends_on="2026-09-20")  # fmt: skip

        assert answer.status_code == 422
        assert session.scalars(select(Substitution)).all() == []


class TestServices:
    def test_go_from_the_request_to_the_customer_s_acceptance(self, session, company, log_in):
        supervisor, engineer = log_in(company.supervisor), log_in(company.engineer)
        send(supervisor, "/service/new/", customer_id=company.customer.id, kind="repair", request="冷柜不制冷")
        row = session.scalars(select(ServiceRecord)).one()
        send(
            supervisor,
            f"/service/act/?id={row.id}&act=plan",
            engineer_id=company.engineer.id,
            planned_at="2026-09-17T09:00",
        )
        assert row.number in engineer.get("/service/?tab=mine").text

        send(
            engineer,
            f"/service/act/?id={row.id}&act=visit",
            visited_at="2026-09-16T09:10",
            work_done="换温控器",
            result="好了",
        )
        answer = send(engineer, f"/service/act/?id={row.id}&act=accept", accepted_by="李店长", rating="5")

        assert answer.status_code == 302
        assert (row.status, row.rating) == (ServiceStatus.ACCEPTED, 5)
        kinds = session.scalars(
            select(AuditEvent.kind).where(AuditEvent.subject == "service_record").order_by(AuditEvent.id)
        )
        assert list(kinds) == [f"service_record.{done}" for done in ("requested", "planned", "visited", "accepted")]

    def test_offer_each_what_they_may_do_and_say_why_not(self, session, company, log_in):
        row = make_service_record(session, company.customer, company.clerk, engineer_id=company.engineer.id)
        path = f"/service/details/?id={row.id}"

        clerk, engineer = log_in(company.clerk).get(path).text, log_in(company.engineer).get(path).text

        assert "act=change" in clerk
        assert "act=visit" not in clerk
        assert "act=visit" in engineer
        assert "act=accept" not in engineer
        assert 'class="refused"' in clerk

    def test_refuse_an_act_that_is_not_offered(self, session, company, log_in):
        row = make_service_record(session, company.customer, company.clerk, engineer_id=company.engineer.id)

        answer = send(log_in(company.clerk), f"/service/act/?id={row.id}&act=visit", visited_at="2026-09-16T09:10",
                      work_done="x", result="y")  # fmt: skip

        assert answer.status_code == 422
        assert row.status is ServiceStatus.REQUESTED

    def test_start_with_a_customer_in_sight_only(self, session, company, log_in):
        theirs = make_customer(session, make_region(session), name="外地客户")
        client = log_in(company.clerk)

        assert "外地客户" not in client.get(f"/service/new/?customer_id={theirs.id}").text
        assert company.customer.name in client.get(f"/service/new/?customer_id={company.customer.id}").text

    def test_name_an_engineer_of_another_department_by_typing(self, session, company, log_in):
        far = make_staff(session, Role.SERVICE_ENGINEER, region=make_region(session), name="冯远")

        found = log_in(company.supervisor).get("/service/ajax/lookup/?name=engineer_id&query=冯远").json["results"]

        assert [one["id"] for one in found] == [far.id]

    def test_unknown_acts_are_not_there(self, session, company, log_in):
        row = make_service_record(session, company.customer, company.clerk)

        assert log_in(company.clerk).get(f"/service/act/?id={row.id}&act=delete").status_code == 404


class TestOrganisation:
    def test_is_set_up_by_form(self, session, company, log_in):
        client = log_in(company.administrator)

        send(client, "/department/new/", code="NQ", name="南区销售部", is_sales="1")
        department = session.scalars(select(Department).where(Department.code == "NQ")).one()
        answer = send(
            client, "/region/new/", code="GD", name="粤桂大区", department_id=department.id, provinces="广东 广西"
        )

        assert answer.status_code == 302
        assert "粤桂大区" in client.get(f"/department/details/?id={department.id}").text

    def test_keeps_a_department_with_people(self, session, company, log_in):
        row = company.department

        answer = send(
            log_in(company.administrator), f"/department/edit/?id={row.id}", code=row.code, name=row.name, is_sales="1"
        )

        assert answer.status_code == 422
        assert row.active


class TestAudit:
    def test_is_found_by_number_and_tells_old_and_new(self, session, company, log_in):
        send(log_in(company.clerk), f"/customer/edit/?id={company.customer.id}", name="新名字", kind="consumer",
             grade="key", region_id=company.region.id)  # fmt: skip
        client = log_in(company.manager)

        found = client.get(f"/audit/?search={company.customer.code}").text
        row = session.scalars(select(AuditEvent).where(AuditEvent.kind == "customer.changed")).one()
        page = client.get(f"/audit/details/?id={row.id}").text

        assert f"/audit/details/?id={row.id}" in found
        assert "新名字" in page
        assert CustomerGrade.KEY.zh in page

    def test_keeps_what_was_decided_from_the_administrator(self, session, company, log_in, storage):
        case = company.register(storage)
        row = session.scalars(select(AuditEvent).where(AuditEvent.subject == "complaint")).one()

        assert case.number in log_in(company.manager).get("/audit/").text
        administrator = log_in(company.administrator)
        assert case.number not in administrator.get("/audit/").text
        assert administrator.get(f"/audit/details/?id={row.id}").status_code == 404

    def test_masks_phones(self, session, company, log_in):
        send(log_in(company.clerk), f"/customer/edit/?id={company.customer.id}", name="x", kind="consumer",
             grade="normal", region_id=company.region.id, phone=FULL)  # fmt: skip
        row = session.scalars(select(AuditEvent).where(AuditEvent.kind == "customer.changed")).one()

        page = log_in(company.manager).get(f"/audit/details/?id={row.id}").text
        assert FULL not in page
        assert "139****5678" in page
        assert log_in(company.administrator).get(f"/audit/details/?id={row.id}").status_code == 404

    @pytest.mark.parametrize("tab", ["log_ins", "rights", "decisions", "set_up"])
    def test_has_a_part_for_each_question(self, company, log_in, tab):
        assert log_in(company.administrator).get(f"/audit/?tab={tab}").status_code == 200

    def test_is_not_to_be_changed(self, session, company, log_in):
        client = log_in(company.administrator)

        assert client.get("/audit/new/").status_code == 403
        assert client.post("/audit/edit/?id=1").status_code == 403


class TestAuditChain:
    def test_says_how_far_it_reaches_and_whether_its_anchor_agrees(self, session, company, log_in, app, tmp_path):
        from dataclasses import replace

        from workflows.housekeeping.anchor import anchor

        app.config["SETTINGS"] = settings = replace(app.config["SETTINGS"], data_dir=tmp_path)
        client = log_in(company.administrator)
        event = AuditEvent(at=NOON, kind="staff.created", subject="staff", subject_id=company.clerk.id)
        session.add(event)
        session.commit()
        anchor(session, at=NOON, files=settings.anchor_files)

        page = client.get("/audit/").text
        assert "已封存至第几环" in page
        assert "2026-09-16 12:00" in page
        assert "pill-confirmed" in page
        (tmp_path / "audit-anchors.log").write_text(f"{NOON.isoformat()} 1 {'f' * 64}\n")
        assert "flask audit verify" in client.get("/audit/").text
        assert "第 " in client.get(f"/audit/details/?id={event.id}").text


class TestJobs:
    def test_show_the_last_run_of_each(self, session, company, log_in):
        from models import JobRun

        for minutes, succeeded in ((2, True), (1, False)):
            at = NOON - timedelta(minutes=minutes)
            session.add(
                JobRun(
                    name="mark_late",
                    started_at=at,
                    finished_at=at,
                    succeeded=succeeded,
                    fault="" if succeeded else "Traceback: disk",
                )
            )
        session.commit()
        client = log_in(company.administrator)

        page = client.get("/job/?tab=failed").text

        assert "2026-09-16 11:58" in page
        key = re.findall(r"/job/details/\?id=(\d+)", page)[0]
        assert "Traceback: disk" in client.get(f"/job/details/?id={key}").text

    def test_say_how_each_stands_and_run_one_at_once(self, session, company, log_in):
        from models import JobTurn

        session.add(JobTurn(name="tidy_up", done_slot=NOON - timedelta(hours=9)))
        session.add(JobTurn(name="know_tables", tries=1, not_before=NOON + timedelta(minutes=4)))
        session.commit()
        client = log_in(company.administrator)
        page = client.get("/job/").text
        assert "从未运行" in page  # the job of every minute
        assert "失败，2026-09-16 12:04 重试" in page
        where = re.findall(r"/job/run/\?id=\d+", page)

        form = client.get(where[0])
        assert "立即运行：" in form.text
        answer = client.post(where[0], data={"submission": "a token of a form, long enough"})

        assert (answer.status_code, answer.location) == (302, "/job/")
        assert "已要求，马上开始" in client.get("/job/").text

    def test_show_work_that_was_given_up_and_try_it_again(self, session, company, log_in):
        from models import Work

        work = Work(kind="import", subject_id=7, asked_at=NOON, done_at=NOON, succeeded=False, tries=0, runner="")
        session.add(work)
        session.commit()
        client = log_in(company.administrator)
        assert "导入文件 7" in client.get("/job/").text

        answer = client.post(f"/job/again/?id={work.id}", data={"submission": "a token of a form, long enough"})

        assert answer.status_code == 302
        assert work.done_at is None
