"""Which role may knock at which door: every address, every method, every role, and those who have not logged in.

The table is written here by hand. An address that it does not name fails: somebody has to say whom it is for.
"""

from __future__ import annotations

import pytest
from flask import Flask

from terms.people import Role
from tests.security.conftest import Enter
from tests.security.sees import COLUMNS, ROLES
from tests.web import HouseClient

# Every screen of rows has these pages, whoever may open them.
READ = "index_view details_view ajax_lookup"
# Nothing is done to several rows unless a screen names it: an action is knocked at by its name, `!name`.
CREATE, EDIT, ACTION = "create_view", "edit_view", "action_view"

# clk sup dep dir gm sad gof fin log qua eng hum adm: x is open, . is closed (403).
DOORS = """
xxxxxxxxxxxxx  home          index
xxxxxxxxxxxxx  find          index
xxxxxxxxxxxxx  auth          account change_password choose_language end_own_session log_in log_out set_up
xxxxxxxxxxx..  complaint     READ act_view attachment weigh_view paper_view
xxx..xx..x...  complaint     CREATE panel_view
xxx..xx.xx...  complaint     attach_view
xxxxx........  inbox         index sign_selected
xxxxxxxxxx...  settlement    READ
xxxxxxxxxxx..  register_book index
xxxxxxx......  handling_form READ act_view
.....xx......  handling_form count_view
xxxxxxxxxxx..  cost          READ act_view month_view
..x....xxxx..  cost          CREATE
xxxxxxx..x...  letter        READ act_view file_view paper_view
xxx..xx..x...  letter        CREATE send_view
xxxxxxx......  filing        READ
xxxxxxx..x...  call_back     READ
......x......  call_back     waiting closing
......x......  report        index send
xxxxxxxxxxx..  customer      READ
xxx..xx......  customer      CREATE EDIT set_aside_view take_back_view
xxxxxxxxxxxxx  product       READ
.........x..x  product       CREATE EDIT
xxxxxxxxxxxxx  batch         READ
.........x..x  batch         CREATE EDIT
xxxxxxxxxx...  shipment      READ
........x....  shipment      CREATE EDIT
xxxxxxx..xx..  service       READ act_view
xxx...x...x..  service       CREATE
xxxxxxx....xx  staff         READ
............x  staff         CREATE EDIT disable_view enable_view reset_view unlock_view
xxxxxxxxxxxxx  department    READ
............x  department    CREATE EDIT
xxxxxxxxxxxxx  region        READ
............x  region        CREATE EDIT
xxxxxxxxxxxxx  substitution  READ
.xxxx.......x  substitution  CREATE EDIT revoke_view
xxxxxxxxxxxxx  penalty       READ act_view statement_view people_view
..x...x....x.  penalty       CREATE weigh_view
..x........x.  penalty       reward_view
..x...x....x.  penalty       sanction_view
xxxxxxxx.x.x.  reward        READ act_view
xxx...x..x.x.  reward        CREATE
.............  reward        EDIT ACTION
...........x.  wage          READ CREATE EDIT
xxxxxxxxxxxx.  scorecard     READ act_view card_view evidence_view
..xxx........  scorecard     assess_view
...xx..x.....  scorecard     target_view
xxxxxxxxxx.x.  scorecard     download_view
.............  scorecard     CREATE EDIT ACTION
xxxxxxxxxxxxx  rulebook      index pack topic clause statutes calendar documents laws differences conflicts export
..xxx.xxxx.x.  rulebook      bring_in
..xxx.xxxx.x.  rulebook_draft READ CREATE act_view topic_view
xxxxxxxxxxxxx  pack_in_force READ
....x........  pack_in_force CREATE end_view call_off_view
.............  rulebook_draft EDIT ACTION
.............  pack_in_force EDIT ACTION
xxxxxxxxxx...  complaint     download_view
xxxxxxxxxx...  customer      download_view
xxxxxxxxxx.xx  product,batch download_view
xxxxxxxxxx...  shipment      download_view
xxxxxxx..x...  service       download_view
xxxxxxx....xx  staff         download_view
xxx..xxxxxxxx  import        READ CREATE blank_view progress_view wrong_view confirm_view drop_view again_view
xxx..xxxxxxxx  import        undo_view
xxxxxxxxxx...  cost          download_view
xxxxxxx..x...  letter        download_view
xxxxxxxxxx.xx  penalty       download_view
..xxx.xxxx.x.  trial         READ CREATE progress_view
..xxx.xxxx.x.  trial_case    READ
.............  trial         EDIT ACTION
.............  trial_case    CREATE EDIT ACTION
....x.......x  audit         READ
............x  job           READ run_view again_view
..xxxxxxx....  month         READ summary_view paper_view act_view
..xxxxxxx....  replenishment READ note_view file_view
........x....  replenishment plan_view deliver_view
xxxxxxxxx....  account       index details_view statement_view
.............  month,replenishment CREATE EDIT ACTION
.............  complaint,service  EDIT
.............  settlement,filing,call_back,audit,job  CREATE EDIT
.............  import                EDIT ACTION
.............  handling_form  CREATE EDIT ACTION
.............  cost,letter   EDIT ACTION
.............  complaint,settlement,filing,call_back,customer,product,batch,shipment,service  ACTION
.............  penalty       EDIT ACTION
.............  wage          ACTION
.............  staff,department,region,substitution,audit,job  ACTION
"""


def table() -> dict[str, str]:
    """The row of marks of every endpoint."""
    words = {"READ": READ, "CREATE": CREATE, "EDIT": EDIT, "ACTION": ACTION}
    lines = [line.split() for line in DOORS.strip().splitlines()]
    return {
        f"{screen}.{page}": marks
        for marks, screens, *pages in lines
        for screen in screens.split(",")
        for word in pages
        for page in words.get(word, word).split()
    }


TABLE = table()
# They show nothing of anybody.
FILES = frozenset({"static", "home.static"})
BEFORE_THE_DOOR = frozenset({"auth.log_in", "auth.set_up", "auth.choose_language"})


@pytest.fixture(autouse=True)
def without_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """A door opens before the page is drawn; drawing it is what takes the time."""
    monkeypatch.setattr("flask.templating._render", lambda _app, _template, _context: "")


@pytest.fixture
def rules(app: Flask):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in FILES]


def knock(client: HouseClient, rule, method: str):
    answer = client.open(str(rule), method=method)
    answer.close()
    return answer


def is_log_in(answer) -> bool:
    return answer.status_code == 302 and answer.headers["Location"].startswith("/login")


class TestTable:
    def test_names_every_address(self, rules):
        assert {rule.endpoint for rule in rules} - TABLE.keys() == set()

    def test_has_a_mark_for_every_role(self):
        assert {len(marks) for marks in TABLE.values()} == {len(COLUMNS)}

    def test_names_two_methods_only(self, rules):
        """Reading and sending; nothing answers to others."""
        assert {method for rule in rules for method in rule.methods} == {"GET", "HEAD", "OPTIONS", "POST"}


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
class TestDoors:
    @pytest.mark.parametrize("column", COLUMNS)
    def test_open_and_close_as_the_table_says(self, column, rules, enter: Enter):
        role, place = ROLES[column], COLUMNS.index(column)
        client, wrong = enter(role), []
        # Log-out comes last: it ends the walk.
        for rule in sorted(rules, key=lambda rule: rule.endpoint == "auth.log_out"):
            for method in sorted(rule.methods - {"OPTIONS", "HEAD"}):
                answer = knock(client, rule, method)
                is_open = answer.status_code < 500 and answer.status_code not in (401, 403, 429)
                if is_open is not (TABLE.get(rule.endpoint, "")[place : place + 1] == "x"):
                    wrong.append(f"{method} {rule} ({rule.endpoint}): {answer.status_code}")

        assert wrong == []

    def test_are_closed_to_whoever_has_not_logged_in(self, rules, client):
        open_ones = {
            f"{method} {rule.endpoint}"
            for rule in rules
            for method in sorted(rule.methods - {"OPTIONS"})
            if not is_log_in(knock(client, rule, method))
        }

        assert {one.partition(" ")[2] for one in open_ones} == BEFORE_THE_DOOR

    def test_stay_closed_to_somebody_without_a_role(self, rules, session, log_in):
        from tests.factories import make_staff

        client = log_in(make_staff(session))
        opened = {
            rule.endpoint
            for rule in rules
            for method in sorted(rule.methods - {"OPTIONS", "HEAD"})
            if rule.endpoint != "auth.log_out" and knock(client, rule, method).status_code != 403
        }

        assert opened == {name for name in TABLE if name.partition(".")[0] in ("home", "find", "auth")} - {
            "auth.log_out"
        }

    def test_answer_head_as_get(self, rules, enter):
        client = enter(Role.CLERK)
        unlike = [
            str(rule)
            for rule in rules
            if "GET" in rule.methods
            and knock(client, rule, "HEAD").status_code != knock(client, rule, "GET").status_code
        ]

        assert unlike == []
