"""What every screen does, shown on screens of the tests' own: doors, scope, lists, forms, stale and double sending."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from admin_views.base import EntryPoint
from models import AuditEvent, Customer
from queries import pages
from rules.permissions import Permission
from terms.people import Role
from terms.trade import CustomerGrade, CustomerKind
from tests.factories import MORNING, make_customer, make_region, make_staff
from tests.web import browser

HOSTILE = [
    "", "x", "-1", "0", "1e3", "1.0", "１", "٣", "2147483648", "99999999999999999999", "1;DROP TABLE staff", "1%00", "%00",
    "%ff", "' OR '1'='1", "../1", "[]", "true", "null", " ",
]  # fmt: skip


@pytest.fixture
def region(session):
    return make_region(session)


@pytest.fixture
def clerk(session, region):
    return make_staff(session, Role.CLERK, region=region)


@pytest.fixture
def foreign(session):
    """A customer of another region: nobody of these tests may see it."""
    return make_customer(session, make_region(session), name="外区便利店", code="KH-FOREIGN")


@pytest.fixture
def shop(session, region):
    return make_customer(session, region, name="桃园便利店", code="KH-0001")


@pytest.fixture
def desk_clerk(sit_down, clerk):
    return sit_down(clerk)


def field(page: str, name: str) -> str:
    return re.findall(rf'name="{name}" value="([^"]*)"', page)[0]


def form_of(client, path: str) -> dict[str, str]:
    """What a browser would send back unchanged: the marks and the visible entries of a shop's form."""
    page = client.get(path).text
    return {name: field(page, name) for name in ("version", "submission")}


def entries(region, **others):
    ordinary = {
        "code": "KH-0002", "name": "江淮商贸", "kind": "distributor", "grade": "normal", "region_id": str(region.id),
        "active": "1",
    }  # fmt: skip
    return {**ordinary, **others}


class TestDoors:
    def test_are_named_every_one(self, desk):
        shops = desk.extensions["menu"].groups[0].screens[0]

        points = {point.endpoint: point for point in shops.entry_points()}

        assert points["shops.edit_view"] == EntryPoint(
            "shops.edit_view", "/edit/", ("GET", "POST"), "edit", Permission.CUSTOMER_WRITE
        )
        assert points["shops.unnamed"].permission is None
        assert "shops.delete_view" not in points

    @pytest.mark.parametrize("page", ["delete/", "ajax/update/", "export/csv/"])
    def test_of_flask_admin_that_we_do_not_have_lead_nowhere(self, desk_clerk, page):
        assert desk_clerk.get(f"/shops/{page}").status_code == 404
        assert desk_clerk.post(f"/shops/{page}", data={"id": "1", "list_form_pk": "1"}).status_code == 404

    @pytest.mark.parametrize("page", ["", "details/?id=1", "edit/?id=1", "new/", "ajax/lookup/?name=region_id&query=x"])
    def test_are_closed_to_strangers(self, desk, session, clock, clerk, page):
        assert browser(desk, session, clock).get(f"/shops/{page}").location.startswith("/login")

    def test_are_closed_to_a_role_that_the_map_does_not_name(self, sit_down, session, shop):
        outsider = sit_down(make_staff(session, Role.HUMAN_RESOURCES))

        assert [outsider.get(f"/shops/{page}").status_code for page in ("", f"details/?id={shop.id}", "new/")] == [
            403
        ] * 3

    def test_that_write_are_closed_to_readers(self, sit_down, session, shop):
        reader = sit_down(make_staff(session, Role.FINANCE))

        assert reader.get("/shops/").status_code == 200
        assert reader.get("/shops/new/").status_code == 403
        assert reader.post(f"/shops/edit/?id={shop.id}", data={}).status_code == 403
        assert reader.post("/shops/action/", data={"action": "promote", "rowid": shop.id}).status_code == 403

    def test_of_ones_own_open_by_their_verb(self, sit_down, session, desk_clerk):
        manager = sit_down(make_staff(session, Role.GENERAL_MANAGER))

        assert manager.get("/shops/secret/").text == "for auditors"
        assert desk_clerk.get("/shops/secret/").status_code == 403

    def test_without_a_verb_stay_shut(self, sit_down, session):
        everybody = make_staff(session, *Role)

        assert sit_down(everybody).get("/shops/unnamed/").status_code == 403

    def test_show_in_the_menu_only_where_they_open(self, sit_down, session, desk_clerk):
        assert 'href="/shops/"' in desk_clerk.get("/areas/").text
        assert 'href="/shops/"' not in sit_down(make_staff(session, Role.HUMAN_RESOURCES)).get("/areas/").text

    def test_ask_for_the_form_token_on_every_post(self, desk, desk_clerk):
        desk.config["WTF_CSRF_ENABLED"] = True
        posts = [rule for rule in desk.url_map.iter_rules() if "POST" in rule.methods and not rule.arguments]

        assert len(posts) > 5
        assert {rule.rule: desk_clerk.post(rule.rule).status_code for rule in posts} == {
            rule.rule: 400 for rule in posts
        }


class TestScope:
    def test_hides_foreign_rows_from_the_list_its_count_and_its_search(self, desk_clerk, shop, foreign):
        page = desk_clerk.get("/shops/").text
        assert shop.code in page
        assert "共 1 条" in page
        for term in ("便利店", foreign.code, foreign.phone):
            assert foreign.name not in desk_clerk.get("/shops/", query_string={"search": term}).text

    @pytest.mark.parametrize("page", ["details", "edit"])
    def test_answers_foreign_and_missing_alike(self, desk_clerk, foreign, page):
        answers = [desk_clerk.get(f"/shops/{page}/?id={key}") for key in (foreign.id, 2_000_000_000)]

        assert [answer.status_code for answer in answers] == [404, 404]
        assert answers[0].text.replace(f"id={foreign.id}", "id=2000000000") == answers[1].text

    @pytest.mark.parametrize("key", HOSTILE)
    @pytest.mark.parametrize("page", ["details", "edit"])
    def test_takes_nothing_but_keys(self, desk_clerk, shop, key, page):
        assert desk_clerk.get(f"/shops/{page}/?id={key}").status_code == 404

    def test_writes_no_foreign_row(self, desk_clerk, foreign, region, session):
        sent = desk_clerk.post(f"/shops/edit/?id={foreign.id}", data=entries(region))

        assert sent.status_code == 404
        assert session.get_one(Customer, foreign.id).name == "外区便利店"

    def test_leaves_foreign_rows_out_of_acts_on_several(self, desk_clerk, shop, foreign, session):
        sent = desk_clerk.post("/shops/action/", data={"action": "promote", "rowid": [shop.id, foreign.id, "x", "-1"]})

        assert sent.status_code == 302
        assert (shop.grade, foreign.grade) == (CustomerGrade.KEY, CustomerGrade.NORMAL)

    @pytest.mark.parametrize("name", ["forgotten", "delete", "", "__init__", "promote "])
    def test_knows_no_act_that_the_map_does_not_name(self, sit_down, session, shop, name):
        anybody = sit_down(make_staff(session, *Role))

        assert anybody.post("/shops/action/", data={"action": name, "rowid": shop.id}).status_code == 403

    @pytest.mark.parametrize("name", ["distributor_id", "region_id"])
    def test_refuses_a_foreign_relation_and_keeps_the_row(self, desk_clerk, shop, foreign, region, session, name):
        key = foreign.id if name == "distributor_id" else 2_000_000_000
        marks = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")

        sent = desk_clerk.post(f"/shops/edit/?id={shop.id}", data={**entries(region), **marks, name: str(key)})

        assert sent.status_code == 422
        assert "请从列表中选择一项" in sent.text
        assert session.get_one(Customer, shop.id).name == "桃园便利店"

    @pytest.mark.parametrize("key", [*HOSTILE[1:-1], "\x00"])
    def test_takes_nothing_but_keys_as_a_relation(self, desk_clerk, shop, region, session, key):
        marks = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")

        sent = desk_clerk.post(f"/shops/edit/?id={shop.id}", data={**entries(region), **marks, "distributor_id": key})

        assert sent.status_code == 422
        assert shop.distributor_id is None

    def test_keeps_a_relation_the_person_cannot_see(self, desk_clerk, shop, foreign, region, session):
        shop.distributor = foreign
        session.commit()
        marks = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")

        sent = desk_clerk.post(
            f"/shops/edit/?id={shop.id}", data={**entries(region), **marks, "distributor_id": str(foreign.id)}
        )

        assert sent.status_code == 302
        assert (shop.distributor_id, shop.name) == (foreign.id, "江淮商贸")


class TestLookup:
    def found(self, client, name, query, **more):
        return client.get("/shops/ajax/lookup/", query_string={"name": name, "query": query, **more}).json["results"]

    def test_tells_key_and_words_of_rows_in_scope(self, desk_clerk, shop, foreign):
        assert self.found(desk_clerk, "distributor_id", "便利") == [{"id": shop.id, "text": "桃园便利店 · KH-0001"}]

    def test_waits_for_as_many_characters_as_the_field_asks(self, desk_clerk, shop, region):
        assert self.found(desk_clerk, "distributor_id", "桃") == []
        assert [row["id"] for row in self.found(desk_clerk, "region_id", region.name[0])] == [region.id]

    def test_never_tells_more_than_twenty(self, desk_clerk, session, region):
        for _ in range(25):
            make_customer(session, region, name="桃园便利店")

        assert len(self.found(desk_clerk, "distributor_id", "桃园", limit="100000", offset="-5")) == 20

    @pytest.mark.parametrize("name", ["", "name", "id", "password_hash", "staff", "distributor_id'"])
    def test_knows_only_the_fields_of_this_screen(self, desk_clerk, name):
        assert desk_clerk.get("/shops/ajax/lookup/", query_string={"name": name, "query": "xx"}).status_code == 404

    @pytest.mark.parametrize("query", ["%", "_%", "\x00\x00", '"', '" OR "', "*", "桃 *", "a" * 5000, "NEAR(", "''"])
    def test_takes_any_typing_as_words(self, desk_clerk, shop, query):
        assert self.found(desk_clerk, "distributor_id", query) == []


class TestList:
    @pytest.mark.parametrize(
        "query",
        [
            "page=-1", "page=0", "page=99999999999999999999", "page=x", "page=%00", "size=100000", "size=-1", "size=x",
            "order=password_hash", "order=-region.name", "order=%00", "order=--code", "search=%00", "search=%25",
            "search=%ff%fe", "search=%22", "search=" + "a" * 3000, "kind=bogus", "kind=%00", "kind=DISTRIBUTOR",
            "created_at_from=0001-01-01", "created_at_from=9999-12-31", "created_at_to=x", "created_at_to=2026-02-30",
            "created_at_to=%00", "active=2", "region_id=x", "region_id=99999999999999999999", "region_id=%00",
            "distributor_id-text=%00", "tab=bogus", "tab=%00", "flt0_0=x", "unknown=1",
        ],
    )  # fmt: skip
    def test_answers_any_address(self, desk_clerk, shop, query):
        assert desk_clerk.get(f"/shops/?{query}").status_code == 200

    def test_shows_pages_of_twenty_fifty_or_a_hundred_without_gap_or_double(self, desk_clerk, session, region):
        codes = [make_customer(session, region, name="同名").code for _ in range(45)]

        pages = [desk_clerk.get(f"/shops/?order=name&page={number}").text for number in (1, 2, 3)]

        shown = [code for page in pages for code in re.findall(r'class="first"[^>]*>([^<]+)<', page)]
        assert shown == codes
        assert len(re.findall('class="first"', desk_clerk.get("/shops/?size=50").text)) == 45

    def test_says_when_there_are_more_than_it_counted(self, desk_clerk, session, region, monkeypatch):
        monkeypatch.setattr(pages, "COUNT_CAP", 3)
        for _ in range(5):
            make_customer(session, region)

        assert "共 3+ 条" in desk_clerk.get("/shops/").text

    def test_asks_the_database_as_often_for_forty_rows_as_for_one(self, desk_clerk, session, region, engine, shop):
        few = statements(engine, lambda: desk_clerk.get("/shops/?size=50"))
        for _ in range(40):
            make_customer(session, region, distributor_id=shop.id)
        many = statements(engine, lambda: desk_clerk.get("/shops/?size=50"))

        assert few == many
        assert few <= 6

    def test_is_a_light_page(self, desk_clerk, session, region):
        for _ in range(20):
            make_customer(session, region)

        assert len(desk_clerk.get("/shops/").data) < 40_000

    def test_narrows_by_what_is_ticked_and_says_so_in_chips(self, desk_clerk, session, region, shop):
        other = make_customer(session, region, kind=CustomerKind.DISTRIBUTOR)

        page = desk_clerk.get("/shops/?kind=distributor&kind=wholesaler").text

        assert other.code in page
        assert shop.code not in page
        assert page.count("取消此筛选") == 2

    def test_takes_one_filter_away_and_keeps_the_others(self, desk_clerk, shop):
        page = desk_clerk.get("/shops/?kind=distributor&active=1&search=桃园").text

        chips = [href.replace("&amp;", "&") for href in re.findall(r'<li><a href="([^"]+)" title="取消此筛选"', page)]
        assert ["kind=distributor" in chip for chip in chips] == [True, False, True]
        assert ["active=1" in chip for chip in chips] == [True, True, False]

    @pytest.mark.parametrize(
        ("first", "last", "seen"), [("16", "16", True), ("17", "", False), ("", "15", False), ("", "16", True)]
    )
    def test_counts_both_days_of_a_span_by_the_companys_calendar(self, desk_clerk, session, region, first, last, seen):
        late_evening = MORNING.replace(hour=23, minute=59)
        row = make_customer(session, region, created_at=late_evening)
        days = [f"2026-09-{day}" if day else "" for day in (first, last)]

        page = desk_clerk.get(
            "/shops/", query_string=dict(zip(("created_at_from", "created_at_to"), days, strict=True))
        ).text

        assert (row.code in page) is seen

    def test_narrows_by_a_row_picked_or_typed(self, desk_clerk, session, region, shop):
        row = make_customer(session, region, distributor_id=shop.id)

        for query in ({"distributor_id": shop.id}, {"distributor_id-text": "桃园便利"}):
            page = desk_clerk.get("/shops/", query_string=query).text
            assert row.code in page
            assert f">{shop.code}<" not in page

    def test_ignores_a_filter_by_a_foreign_row(self, desk_clerk, shop, foreign):
        page = desk_clerk.get(f"/shops/?distributor_id={foreign.id}").text

        assert foreign.name not in page
        assert shop.code in page

    def test_finds_two_chinese_characters_pinyin_and_digits(self, desk_clerk, session, region):
        row = make_customer(session, region, name="合肥桃园便利店", pinyin="hftybld hefeitaoyuan", phone="13955551234")

        for term in ("桃园", "园便", "hfty", "HEFEI", "1234", "１２３４", "桃园 1234"):
            assert row.code in desk_clerk.get("/shops/", query_string={"search": term}).text, term
        for term in ("园桃", "桃店", "桃园 9999"):
            assert row.code not in desk_clerk.get("/shops/", query_string={"search": term}).text, term

    def test_says_honestly_that_one_character_is_too_little(self, desk_clerk, shop):
        page = desk_clerk.get("/shops/?search=桃").text

        assert "至少两个相连的字" in page
        assert shop.code not in page

    def test_finds_one_character_in_a_small_table(self, desk_clerk, region):
        assert region.code in desk_clerk.get("/areas/", query_string={"search": region.code[0]}).text

    def test_escapes_what_people_wrote(self, desk_clerk, session, region):
        make_customer(session, region, name="<script>alert(1)</script>\"'&")

        page = desk_clerk.get("/shops/").text

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


class TestCreate:
    def test_calls_the_use_case_with_plain_values(self, desk_clerk, region, session, clerk):
        sent = desk_clerk.post("/shops/new/", data=entries(region))

        row = session.scalars(select(Customer)).one()
        assert sent.location == f"/shops/details/?id={row.id}"
        assert (row.name, row.kind, row.created_by_id, row.created_at) == (
            "江淮商贸", CustomerKind.DISTRIBUTOR, clerk.id, MORNING,
        )  # fmt: skip

    def test_makes_one_row_of_a_form_sent_twice(self, desk_clerk, region, session):
        marks = form_of(desk_clerk, "/shops/new/")
        for code in ("KH-1", "KH-2"):
            desk_clerk.post("/shops/new/", data={**entries(region, code=code), **marks})

        assert session.scalars(select(Customer.code)).all() == ["KH-1"]
        assert "无需重复提交" in desk_clerk.get("/shops/").text

    def test_makes_two_rows_of_two_forms(self, desk_clerk, region, session):
        for code in ("KH-1", "KH-2"):
            desk_clerk.post("/shops/new/", data={**entries(region, code=code), **form_of(desk_clerk, "/shops/new/")})

        assert len(session.scalars(select(Customer)).all()) == 2

    @pytest.mark.parametrize("planted", ["id", "version", "created_by_id", "created_at", "pinyin"])
    def test_takes_nothing_that_is_no_field(self, desk_clerk, region, session, clerk, planted):
        desk_clerk.post("/shops/new/", data={**entries(region), planted: "4711"})

        row = session.scalars(select(Customer)).one()
        assert (row.version, row.created_by_id, row.pinyin) == (1, clerk.id, "")
        assert row.id != 4711

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("code", ""), ("code", "   "), ("code", "x" * 65), ("name", "a\x00b"), ("kind", ""),
            ("kind", "DISTRIBUTOR"), ("kind", "bogus"), ("region_id", ""), ("note", "x" * 201),
        ],
    )  # fmt: skip
    def test_says_at_the_field_what_is_wrong_and_keeps_the_entries(self, desk_clerk, region, session, name, value):
        sent = desk_clerk.post("/shops/new/", data=entries(region, **{"note": "kept note", name: value}))

        assert sent.status_code == 422
        assert re.search(r'aria-invalid="true"', sent.text)
        assert "江淮商贸" in sent.text or name == "name"
        assert session.scalars(select(Customer)).all() == []

    def test_tells_a_doubled_number_without_a_word_of_sql(self, desk_clerk, region, shop, caplog):
        sent = desk_clerk.post("/shops/new/", data=entries(region, code=shop.code))

        assert sent.status_code == 422
        assert "已有相同编号" in sent.text
        for word in ("INSERT", "UNIQUE", "constraint", "customer.code", "uq_"):
            assert word not in sent.text
        assert "江淮商贸" not in caplog.text

    def test_finds_a_relation_by_its_words_when_scripts_are_off(self, desk_clerk, region, session, shop):
        sent = desk_clerk.post(
            "/shops/new/", data={**entries(region), "distributor_id": "", "distributor_id-text": "桃园便利"}
        )

        assert sent.status_code == 302
        assert session.scalars(select(Customer.distributor_id).where(Customer.code == "KH-0002")).one() == shop.id

    @pytest.mark.parametrize("typed", ["没有这家", "便", "外区便利店"])
    def test_never_takes_typed_words_for_nothing(self, desk_clerk, region, session, shop, foreign, typed):
        sent = desk_clerk.post(
            "/shops/new/", data={**entries(region), "distributor_id": "", "distributor_id-text": typed}
        )

        assert sent.status_code == 422
        assert f'value="{typed}"' in sent.text


class TestEdit:
    def edit(self, client, shop, region, **others):
        marks = form_of(client, f"/shops/edit/?id={shop.id}")
        return client.post(f"/shops/edit/?id={shop.id}", data={**entries(region, code=shop.code), **marks, **others})

    def test_changes_the_row_and_shows_it(self, desk_clerk, shop, region):
        assert self.edit(desk_clerk, shop, region).location == f"/shops/details/?id={shop.id}"
        assert shop.name == "江淮商贸"
        assert "江淮商贸" in desk_clerk.get(f"/shops/details/?id={shop.id}").text

    def test_shows_a_refusal_with_its_clause_and_field_and_keeps_the_entries(self, desk_clerk, shop, region):
        sent = self.edit(desk_clerk, shop, region, name="refused", note="my note")

        assert sent.status_code == 422
        for part in ("Not this name.", "P06 六(1)", "Choose another.", "my note", 'value="refused"'):
            assert part in sent.text

    def test_refuses_a_stale_form_and_shows_what_changed_meanwhile(self, desk_clerk, sit_down, session, shop, region):
        head = make_staff(session, Role.SUPERVISOR, region=region, name="张主管")
        mine = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")
        self.edit(sit_down(head), shop, region, name="新桃园商贸")

        sent = desk_clerk.post(
            f"/shops/edit/?id={shop.id}", data={**entries(region, code=shop.code, name="我的改名"), **mine}
        )

        assert sent.status_code == 422
        assert shop.name == "新桃园商贸"
        for part in ("其他人已修改", "张主管", "<del>桃园便利店</del>", "<ins>新桃园商贸</ins>", 'value="我的改名"'):
            assert part in sent.text

    def test_takes_the_same_entries_once_their_author_has_seen_the_change(
        self, desk_clerk, sit_down, session, shop, region
    ):
        mine = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")
        self.edit(sit_down(make_staff(session, Role.SUPERVISOR, region=region)), shop, region, name="新桃园商贸")
        path, own = f"/shops/edit/?id={shop.id}", entries(region, code=shop.code, name="我的改名")
        refused = desk_clerk.post(path, data={**own, **mine}).text

        again = {name: field(refused, name) for name in ("version", "submission")}
        assert desk_clerk.post(path, data={**own, **again}).status_code == 302
        assert shop.name == "我的改名"

    @pytest.mark.parametrize("version", ["", "x", "-1", "0", "999", "99999999999999999999", "1\x00"])
    def test_takes_a_form_without_its_version_for_a_stale_one(self, desk_clerk, shop, region, version):
        assert self.edit(desk_clerk, shop, region, version=version).status_code == 422
        assert shop.name == "桃园便利店"

    def test_makes_one_change_of_a_form_sent_twice(self, desk_clerk, shop, region, session):
        marks = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")
        for _ in range(2):
            sent = desk_clerk.post(f"/shops/edit/?id={shop.id}", data={**entries(region), **marks})
            assert sent.location == f"/shops/details/?id={shop.id}"

        assert len(session.scalars(select(AuditEvent).where(AuditEvent.subject == "customer")).all()) == 1

    def test_does_not_read_by_writing(self, desk_clerk, shop, region, session):
        wishes = {"id": shop.id, "name": "changed", "grade": "key", "action": "promote", "rowid": shop.id}
        for path in ("", "details/", "edit/", "new/", "action/"):
            desk_clerk.get(f"/shops/{path}", query_string=wishes)

        assert (shop.name, shop.grade, shop.version) == ("桃园便利店", CustomerGrade.NORMAL, 1)


class TestDetails:
    def test_tell_the_story_with_names_not_keys(self, desk_clerk, shop, region, session, clock):
        other = make_region(session, region.department, name="南京大区")
        marks = form_of(desk_clerk, f"/shops/edit/?id={shop.id}")
        clock.at += timedelta(hours=1)
        desk_clerk.post(f"/shops/edit/?id={shop.id}", data={**entries(other, code=shop.code, grade="key"), **marks})

        # The clerk has sent the shop away; who sees both regions reads the story.
        assert desk_clerk.get(f"/shops/details/?id={shop.id}").status_code == 404
        page = self.as_manager(desk_clerk, session).get(f"/shops/details/?id={shop.id}").text
        assert f"<del>{region.name}</del>" in page
        assert "<ins>南京大区</ins>" in page
        assert "<ins>重点客户</ins>" in page
        assert "2026-09-16 10:10" in page

    def as_manager(self, client, session):
        return client.log_in(make_staff(session, Role.GENERAL_MANAGER))


class TestFind:
    def test_opens_the_only_entry_at_once(self, desk_clerk, shop):
        assert desk_clerk.get("/find/", query_string={"q": "桃园"}).location == f"/shops/details/?id={shop.id}"

    def test_lists_several_and_no_foreign_one(self, desk_clerk, session, region, shop, foreign):
        make_customer(session, region, name="江淮便利店")

        page = desk_clerk.get("/find/", query_string={"q": "便利"}).text

        assert "桃园便利店" in page
        assert "江淮便利店" in page
        assert foreign.name not in page

    @pytest.mark.parametrize("query", ["", "桃", "%00", "'\"", "NEAR(a,b)", "x" * 5000])
    def test_answers_anything(self, desk_clerk, shop, query):
        assert desk_clerk.get("/find/", query_string={"q": query}).status_code == 200


def statements(engine, act) -> int:
    """How many statements an act sends."""
    sent = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(sent)
