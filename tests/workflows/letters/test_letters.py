"""Letters in and out: numbered apart, answered by a day, made void with a reason."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from models import Letter, LetterFile
from queries.scope import visible
from rules.permissions import NotPermitted
from rules.records import ActNotPossible
from terms.letters import LetterDirection, LetterStatus
from terms.people import Role
from tests.factories import AFTERNOON, NOON, make_region, make_staff
from tests.workflows.life import last_event
from workflows.attachments.files import Upload
from workflows.entries import Missing
from workflows.letters.enter import NoHandler, Words, WrongDay, register
from workflows.letters.settle import assign, attach, cancel, need_no_reply, reply
from workflows.rows import NotFound

TODAY = date(2026, 9, 16)
DUE = date(2026, 9, 23)
WORDS = Words(dated_on=TODAY, party="合肥市消费者协会", subject="关于玻璃瓶渗漏的调查函", body="请书面说明")
PAGE = Upload("来函.pdf", b"%PDF-1.4 letter")


@pytest.fixture
def office(life):
    return life.company.general_office


def letter(life, actor, **values):
    given = {"direction": LetterDirection.INCOMING, "words": WORDS, "due_on": DUE, "storage": life.storage, **values}
    return register(life.session, **given, actor=actor, at=NOON)


@pytest.fixture
def row(life, office):
    return letter(life, office)


def answer(life, row, actor, **values):
    words = {"subject": "复函", "body": "经查……", "dated_on": TODAY, **values}
    return reply(life.session, letter_id=row.id, **words, storage=life.storage, actor=actor, at=AFTERNOON)


class TestRegister:
    @pytest.mark.requirement("IN-30")
    def test_numbers_letters_in_and_out_apart(self, life, office):
        numbers = [
            letter(life, office).number,
            letter(life, office).number,
            letter(life, office, direction=LetterDirection.OUTGOING).number,
        ]

        assert numbers == ["LH-2026-09-00001", "LH-2026-09-00002", "QH-2026-09-00001"]

    def test_waits_for_a_reply_until_a_day(self, life, office):
        row = letter(life, office, handler_id=life.company.quality.id)

        assert (row.status, row.due_on, row.handler_id) == (LetterStatus.WAITING, DUE, life.company.quality.id)
        assert last_event(life.session).kind == "letter.received"

    def test_waits_for_nothing_without_a_day(self, life, office):
        assert letter(life, office, due_on=None).status is LetterStatus.NO_REPLY

    @pytest.mark.requirement("IN-30")
    def test_stands_with_its_case_and_its_product(self, life, office):
        case = life.ready()
        words = Words(dated_on=TODAY, party="李敏", subject="投诉信", complaint_id=case.id, product_id=case.product_id)

        row = letter(life, office, words=words)

        assert (row.region_id, row.department_id) == (case.region_id, case.department_id)
        assert (row.complaint_id, row.product_id) == (case.id, case.product_id)

    def test_keeps_the_scanned_page(self, life, office):
        row = letter(life, office, uploads=[PAGE])

        assert life.session.scalars(select(LetterFile.letter_id)).one() == row.id
        assert life.storage.path(row.files[0].stored_name).read_bytes() == PAGE.content

    @pytest.mark.parametrize(
        ("wrong", "error"),
        [({"words": Words(dated_on=TODAY, party="", subject="x")}, Missing),
         ({"words": Words(dated_on=date(2026, 9, 17), party="a", subject="b")}, WrongDay),
         ({"due_on": date(2026, 9, 15)}, WrongDay)],
    )  # fmt: skip
    def test_refuses_what_cannot_be(self, life, office, wrong, error):
        with pytest.raises(error):
            letter(life, office, **wrong)

        assert life.session.scalars(select(Letter)).all() == []

    def test_is_given_to_somebody_who_answers_letters(self, life, office):
        with pytest.raises(NoHandler):
            letter(life, office, handler_id=life.company.logistics.id)

    def test_is_not_for_everybody(self, life):
        with pytest.raises(NotPermitted):
            letter(life, life.company.finance)


class TestReply:
    @pytest.mark.requirement("IN-30")
    def test_takes_a_number_of_its_own_and_answers_the_letter(self, life, row, office):
        ours = answer(life, row, office)

        assert (ours.number, ours.answers_id, ours.party) == ("QH-2026-09-00001", row.id, row.party)
        assert (row.status, row.answered_on) == (LetterStatus.ANSWERED, TODAY)
        assert last_event(life.session).changes["reply"] == [None, ours.number]

    def test_is_for_whoever_it_was_given_to(self, life, row):
        clerk = life.company.clerk
        assign(life.session, letter_id=row.id, handler_id=life.company.quality.id, due_on=DUE,
               actor=life.company.general_office, at=NOON)  # fmt: skip

        with pytest.raises((ActNotPossible, NotFound)):
            answer(life, row, clerk)
        assert answer(life, row, life.company.quality).answers_id == row.id

    def test_is_dated_between_the_letter_and_today(self, life, row, office):
        with pytest.raises(WrongDay):
            answer(life, row, office, dated_on=date(2026, 9, 15))

    def test_is_sent_once(self, life, row, office):
        answer(life, row, office)

        with pytest.raises(ActNotPossible):
            answer(life, row, office)


class TestCancel:
    def test_of_a_reply_lets_the_letter_wait_again(self, life, row, office):
        ours = answer(life, row, office)

        cancel(life.session, letter_id=ours.id, reason="措辞有误", actor=office, at=AFTERNOON)

        assert (ours.status, row.status, row.answered_on) == (LetterStatus.VOID, LetterStatus.WAITING, None)

    def test_is_not_for_an_answered_letter(self, life, row, office):
        answer(life, row, office)

        with pytest.raises(ActNotPossible):
            cancel(life.session, letter_id=row.id, reason="误登", actor=office, at=AFTERNOON)

    def test_leaves_no_gap_in_the_numbers(self, life, row, office):
        cancel(life.session, letter_id=row.id, reason="误登", actor=office, at=AFTERNOON)

        assert letter(life, office).number == "LH-2026-09-00002"


class TestNeedNoReply:
    def test_puts_it_on_file_with_the_reason(self, life, row, office):
        need_no_reply(life.session, letter_id=row.id, reason="广告", actor=office, at=AFTERNOON)

        assert row.status is LetterStatus.NO_REPLY
        assert last_event(life.session).note == "广告"


class TestAttach:
    def test_adds_pages_later(self, life, row, office):
        attach(life.session, letter_id=row.id, uploads=[PAGE], storage=life.storage, actor=office, at=AFTERNOON)

        assert [one.original_name for one in row.files] == ["来函.pdf"]


class TestSight:
    def test_is_the_territory_s_the_handler_s_and_the_registrar_s(self, life, office):
        region = make_region(life.session)
        clerk = make_staff(life.session, Role.CLERK, region=region)
        row = letter(life, clerk)

        for person, sees in ((clerk, True), (office, True), (life.company.clerk, False), (life.company.head, False)):
            found = _keys(life, person)
            assert (row.id in found) is sees


def _keys(life, person):
    return set(life.session.scalars(visible(select(Letter.id), Letter, person.as_person())))
