"""Registering by form: found people, found goods, what is missing said at its field, nothing lost."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select

from models import Attachment, Complaint
from terms.complaint import State
from terms.people import Role
from terms.trade import BatchMark, CustomerKind
from tests.admin_views.at_the_desk import marks
from tests.factories import Company, make_batch, make_customer, make_product, make_region, make_staff


@pytest.fixture
def company(session):
    return Company(session)


@pytest.fixture
def clerk(company, log_in):
    return log_in(company.clerk)


@pytest.fixture
def entries(company):
    """An ordinary call, as the form sends it."""
    return {
        "customer_id": str(company.customer.id),
        "complainant_name": company.customer.name,
        "complainant_phone": company.customer.phone,
        "customer_kind": "consumer",
        "address": "合肥市蜀山区1号",
        "purchase_place": "街口便利店",
        "product_id": str(company.product.id),
        "batch_id": str(company.batch.id),
        "batch_mark": "printed",
        "quantity": "２",
        "unit": "bottle",
        "fault": "leak",
        "description": "两瓶瓶盖渗漏",
        "channel": "phone",
        "kind": "quality_complaint",
        "severity": "general",
        "consumers": "1",
        "submission": "a-token-of-this-very-form",
    }


def photo(name="瓶盖.png"):
    content = BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    content.seek(0)
    return content, name


def cases(session):
    return session.scalars(select(Complaint).order_by(Complaint.id)).all()


def error_at(page: str, field: str) -> str:
    found = re.search(rf'id="{field}-said"><p class="error">([^<]*)', page)
    return found[1] if found else ""


class TestCreate:
    @pytest.mark.requirement("IN-17", "IN-29")
    def test_saves_the_facts_and_reads_number_and_due_time_out(self, clerk, entries, session):
        answer = clerk.post("/complaint/new/", data=entries, follow_redirects=True)

        case = cases(session)[0]
        assert (case.state, case.quantity, case.address) == (State.REGISTERED, 2, "合肥市蜀山区1号")
        assert case.produced_on == case.batch.produced_on
        assert f"已登记：{case.number}" in answer.text
        assert "2026-09-16 16:00" in answer.text

    def test_sent_twice_makes_one_case(self, clerk, entries, session):
        clerk.post("/complaint/new/", data=entries)
        again = clerk.post("/complaint/new/", data=entries, follow_redirects=True)

        assert len(cases(session)) == 1
        assert again.status_code == 200

    @pytest.mark.requirement("IN-17")
    @pytest.mark.parametrize(
        ("left_out", "field"),
        [
            ("purchase_place", "purchase_place"), ("product_id", "product_id"),
            ("batch_id", "batch_id"), ("description", "description"),
        ],
    )  # fmt: skip
    def test_says_at_the_field_what_the_policy_still_asks_for(self, clerk, entries, session, left_out, field):
        # The batch names the product: without the product it must be left out as well.
        without = {left_out, "batch_id"} if left_out == "product_id" else {left_out}
        answer = clerk.post("/complaint/new/", data={k: v for k, v in entries.items() if k not in without})

        assert answer.status_code == 422
        assert error_at(answer.text, field)
        assert "P06 五(1)" in answer.text
        assert "两瓶瓶盖渗漏" in answer.text or left_out == "description"
        assert cases(session) == []

    @pytest.mark.parametrize(
        ("entry", "typed"), [("quantity", ""), ("quantity", "0"), ("quantity", "两瓶"), ("fault", ""), ("fault", "fly")]
    )
    def test_says_at_the_field_what_of_the_goods_is_missing(self, clerk, entries, session, entry, typed):
        answer = clerk.post("/complaint/new/", data={**entries, entry: typed})

        assert answer.status_code == 422
        assert error_at(answer.text, entry)
        assert cases(session) == []

    def test_says_in_one_round_what_is_malformed_missing_and_impossible(self, clerk, entries, session):
        wrong = {**entries, "quantity": "", "description": "", "purchased_on": "2099-01-01"}

        page = clerk.post("/complaint/new/", data=wrong).text

        assert all(error_at(page, field) for field in ("quantity", "description", "purchased_on"))

    def test_says_in_one_round_what_is_missing_and_impossible(self, clerk, entries, session):
        wrong = {**entries, "description": "", "purchased_on": "2099-01-01"}

        page = clerk.post("/complaint/new/", data=wrong).text

        assert all(error_at(page, field) for field in ("description", "purchased_on"))

    def test_asks_an_unknown_caller_for_name_phone_and_address(self, clerk, entries, session):
        unknown = {k: v for k, v in entries.items() if k not in ("customer_id", "address") and "complainant" not in k}

        page = clerk.post("/complaint/new/", data=unknown).text

        assert all(error_at(page, field) for field in ("address", "complainant_name", "complainant_phone"))

    def test_finds_the_complainant_by_the_whole_phone_without_scripts(self, clerk, entries, company, session):
        typed = {**entries, "customer_id": "", "customer_id-text": company.customer.phone, "complainant_phone": ""}

        clerk.post("/complaint/new/", data=typed)

        assert cases(session)[0].customer_id == company.customer.id

    def test_takes_what_was_typed_for_a_new_person(self, clerk, entries, session):
        new = {**entries, "customer_id": "", "customer_id-text": "13712345678", "complainant_phone": ""}

        clerk.post("/complaint/new/", data=new)

        assert (cases(session)[0].customer_id, cases(session)[0].complainant_phone) == (None, "13712345678")

    def test_never_takes_a_namesake_for_the_caller(self, clerk, entries, company, session):
        make_customer(session, company.region, name="欧阳建国")

        clerk.post(
            "/complaint/new/",
            data={**entries, "customer_id": "", "customer_id-text": "欧阳建国", "complainant_name": ""},
        )

        assert (cases(session)[0].customer_id, cases(session)[0].complainant_name) == (None, "欧阳建国")

    def test_knows_the_product_from_the_batch_number_alone(self, clerk, entries, company, session):
        typed = {**entries, "product_id": "", "batch_id": "", "batch_id-text": company.batch.code.lower()}

        clerk.post("/complaint/new/", data=typed)

        assert cases(session)[0].product_id == company.product.id

    def test_keeps_a_batch_number_that_is_in_no_record(self, clerk, entries, session):
        clerk.post(
            "/complaint/new/",
            data={**entries, "batch_id": "", "batch_id-text": "XX-UNKNOWN", "produced_on": "2026-06-01"},
        )

        assert (cases(session)[0].batch_id, cases(session)[0].batch_code) == (None, "XX-UNKNOWN")

    def test_wants_a_photo_of_a_batch_number_nobody_can_read(self, clerk, entries, session):
        unread = {**entries, "batch_id": "", "batch_mark": "unreadable", "produced_on": "2026-06-01"}

        refused = clerk.post("/complaint/new/", data=unread)
        taken = clerk.post("/complaint/new/", data={**unread, "photos": photo()})

        assert (refused.status_code, taken.status_code) == (422, 302)
        assert error_at(refused.text, "photos")
        assert cases(session)[0].batch_mark is BatchMark.UNREADABLE
        assert session.scalar(select(func.count(Attachment.id))) == 1

    @pytest.mark.requirement("IN-25")
    def test_asks_the_anonymous_for_no_name(self, clerk, entries, session):
        unnamed = {
            key: value
            for key, value in entries.items()
            if key not in ("customer_id", "complainant_name", "complainant_phone")
        }

        clerk.post("/complaint/new/", data={**unnamed, "anonymous": "1"})

        assert (cases(session)[0].anonymous, cases(session)[0].complainant_name) == (True, "")

    def test_refuses_a_customer_of_another_region(self, clerk, entries, session):
        foreign = make_customer(session, make_region(session))

        answer = clerk.post("/complaint/new/", data={**entries, "customer_id": str(foreign.id)})

        assert answer.status_code == 422
        assert cases(session) == []

    def test_says_at_the_field_that_the_batch_is_another_product_s(self, clerk, entries, session):
        other = make_batch(session, make_product(session))

        answer = clerk.post("/complaint/new/", data={**entries, "batch_id": str(other.id)})

        assert answer.status_code == 422
        assert cases(session) == []

    def test_offers_the_newest_batch_first(self, clerk, company, session):
        older, newer = (make_batch(session, company.product, code=f"26BB{n}") for n in (1, 2))

        found = clerk.get("/complaint/ajax/lookup/?name=batch_id&query=26BB").json["results"]

        assert [one["id"] for one in found] == [newer.id, older.id]

    def test_takes_the_region_of_the_customer_where_the_reader_has_none(self, company, entries, log_in, session):
        log_in(company.general_office).post("/complaint/new/", data=entries)

        assert cases(session)[0].region_id == company.region.id

    def test_takes_the_region_whose_province_the_address_of_a_new_caller_names(self, company, entries, log_in, session):
        serving = make_region(session, provinces="湖北 湖南")
        new = {**entries, "customer_id": "", "address": "湖北省武汉市解放大道1号"}

        log_in(company.general_office).post("/complaint/new/", data=new)

        assert cases(session)[0].region_id == serving.id

    def test_asks_for_the_region_where_nothing_tells_it(self, company, entries, log_in, session):
        answer = log_in(company.general_office).post("/complaint/new/", data={**entries, "customer_id": ""})

        assert answer.status_code == 422
        assert error_at(answer.text, "region_id")
        assert '<details class="more-fields" open>' in answer.text

    def test_takes_a_service_complaint_without_goods(self, clerk, entries, session):
        goods = ("product_id", "batch_id", "quantity", "fault")
        spoken = {key: value for key, value in entries.items() if key not in goods}

        clerk.post("/complaint/new/", data={**spoken, "kind": "service_complaint"})

        assert cases(session)[0].product_id is None

    @pytest.mark.parametrize("role", [Role.FINANCE, Role.LOGISTICS, Role.DIRECTOR, Role.ADMINISTRATOR])
    def test_is_closed_to_who_takes_no_calls(self, role, entries, log_in, session):
        client = log_in(make_staff(session, role))

        assert client.get("/complaint/new/").status_code == 403
        assert client.post("/complaint/new/", data=entries).status_code == 403
        assert cases(session) == []


class TestPanel:
    def test_knows_the_due_time_and_what_is_missing_from_the_first_moment(self, clerk):
        page = clerk.get("/complaint/new/").text

        assert "今天 16:00" in page
        assert "缺少购买地点" in page

    @pytest.mark.requirement("IN-41")
    def test_shows_earlier_cases_of_the_person_and_of_the_batch(self, clerk, entries, company, storage):
        earlier = company.register(storage)

        panel = clerk.post("/complaint/panel/", data=entries).text

        assert panel.count(earlier.number) == 2

    def test_does_not_show_cases_of_others(self, clerk, entries, company, storage, session):
        colleague = make_staff(session, Role.CLERK, region=company.region)
        foreign = company.register(storage, by=colleague)

        assert foreign.number not in clerk.post("/complaint/panel/", data=entries).text

    def test_judges_a_dealer_s_glass_breakage_with_its_clause(self, clerk, entries):
        dealer = {**entries, "customer_id": "", "customer_kind": CustomerKind.DISTRIBUTOR.value, "fault": "breakage"}

        panel = clerk.post("/complaint/panel/", data=dealer).text

        assert "P11 〈二〉3" in panel
        assert "按季度补偿" in panel

    def test_says_who_would_decide_once_and_twice_the_quantity(self, clerk, entries):
        panel = clerk.post("/complaint/panel/", data=entries).text

        assert "P06 六(1)" in panel
        assert "P06 六(2)" in panel

    def test_warns_of_a_batch_number_in_no_record(self, clerk, entries):
        unknown = {**entries, "batch_id": "", "batch_id-text": "XX-UNKNOWN"}

        assert "没有批号XX-UNKNOWN的记录" in clerk.post("/complaint/panel/", data=unknown).text

    def test_counts_photos_that_stay_in_the_browser(self, clerk, entries):
        unread = {**entries, "batch_id": "", "batch_mark": "unreadable", "produced_on": "2026-06-01"}

        assert "已齐全" in clerk.post("/complaint/panel/", data={**unread, "photo_count": "1"}).text

    @pytest.mark.parametrize("entry", ["quantity", "produced_on", "product_id", "consumers", "photo_count", "fault"])
    def test_survives_whatever_is_typed(self, clerk, entries, entry):
        for typed in ("x", "-1", "9" * 30, "\0", "'", "１２月"):
            assert clerk.post("/complaint/panel/", data={**entries, entry: typed}).status_code == 200


class TestLookup:
    def test_finds_a_customer_by_the_last_digits_of_the_phone(self, clerk, company):
        found = clerk.get(
            "/complaint/ajax/lookup/", query_string={"name": "customer_id", "query": company.customer.phone[-4:]}
        )

        entry = next(one for one in found.json["results"] if one["id"] == company.customer.id)
        assert entry["fill"]["address"] == company.customer.address

    def test_finds_a_product_by_one_character_and_its_batches_only(self, clerk, company, session):
        other = make_batch(session, make_product(session), code="B999999")

        products = clerk.get("/complaint/ajax/lookup/", query_string={"name": "product_id", "query": "桃"}).json
        batches = clerk.get(
            "/complaint/ajax/lookup/",
            query_string={"name": "batch_id", "query": "B9", "product_id": company.product.id},
        ).json

        assert company.product.id in [one["id"] for one in products["results"]]
        assert other.id not in [one["id"] for one in batches["results"]]

    def test_fills_the_production_day_from_the_batch(self, clerk, company):
        found = clerk.get(
            "/complaint/ajax/lookup/", query_string={"name": "batch_id", "query": company.batch.code}
        ).json

        assert found["results"][0]["fill"]["produced_on"] == company.batch.produced_on.isoformat()


def test_marks_are_on_the_form(clerk):
    assert len(marks(clerk.get("/complaint/new/").text)["submission"]) >= 16
