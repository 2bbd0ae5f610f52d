"""Who holds the paper of a settlement, from approval to the cabinet, and what a loss leaves on record."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from models import FormMove, HandlingForm
from rules.records import ActNotPossible
from terms.forms import FormAct, FormStatus
from terms.people import Role
from tests.factories import AFTERNOON, NOON, make_region, make_staff
from tests.workflows.life import last_event
from workflows.entries import Missing
from workflows.filings.file import file
from workflows.forms.hand_in import hand_in, lend, move
from workflows.forms.lose import find, miss, report_lost
from workflows.forms.pass_on import NoReceiver, pass_on
from workflows.rows import NotFound
from workflows.transaction import ChangedMeanwhile


@pytest.fixture
def form(life):
    """The form of a case just approved, filed at sales administration: 12 for 12."""
    return life.approved(12, 24).settlement.handling_form


@pytest.fixture
def keeper(life):
    return life.company.sales_administration


@pytest.fixture
def kept(life, form, keeper):
    return hand_in(life.session, handling_form_id=form.id, place="1号柜", actor=keeper, at=NOON)


def given(form, actor, **values):
    return {"handling_form_id": form.id, "actor": actor, "at": AFTERNOON, **values}


class TestApproval:
    @pytest.mark.requirement("LG-13")
    def test_opens_one_form_in_the_handler_s_hands(self, life):
        case = life.approved(12, 48)

        form = case.settlement.handling_form
        assert form.number == f"CL-{case.number.removeprefix('TS-')}-1"
        assert (form.status, form.held_by_id, form.place) == (FormStatus.HELD, life.company.clerk.id, "")
        assert [one.act for one in form.moves] == [FormAct.OPEN]


class TestFile:
    def test_keeps_the_form_where_the_office_says_it_lies(self, life, form, keeper):
        file(life.session, complaint_id=form.complaint_id, paper_place="2号柜", actor=keeper, at=NOON)

        assert (form.status, form.held_by_id, form.place) == (FormStatus.KEPT, keeper.id, "2号柜")
        assert last_event(life.session).kind == "settlement.filed"

    def test_leaves_the_form_with_its_holder_when_no_place_is_named(self, life, form, keeper):
        file(life.session, complaint_id=form.complaint_id, actor=keeper, at=NOON)

        assert (form.status, form.held_by_id) == (FormStatus.HELD, life.company.clerk.id)

    def test_makes_the_form_of_a_settlement_approved_before_there_were_forms(self, life, form, keeper):
        life.session.delete(form.moves[0])
        life.session.delete(form)
        life.session.commit()

        case = file(life.session, complaint_id=form.complaint_id, paper_place="2号柜", actor=keeper, at=NOON)

        assert case.settlement
        assert case.settlement.handling_form
        assert case.settlement.handling_form.status is FormStatus.KEPT


class TestHandIn:
    @pytest.mark.requirement("LG-04", "LG-09")
    def test_puts_the_paper_into_the_cabinet_in_one_place_for_all(self, life, form, keeper):
        hand_in(life.session, **given(form, keeper, place="1号柜3层", seen=form.version))

        assert form.status is FormStatus.KEPT
        assert form.settlement.filing.paper_place == form.place == "1号柜3层"
        assert (form.handed_in_at, form.held_by_id) == (AFTERNOON, keeper.id)
        assert (form.moves[-1].giver_id, form.moves[-1].receiver_id) == (life.company.clerk.id, keeper.id)
        assert last_event(life.session).kind == "handling_form.handed_in"

    def test_asks_for_the_place(self, life, form, keeper):
        with pytest.raises(Missing):
            hand_in(life.session, **given(form, keeper, place=" "))

    def test_is_for_the_offices(self, life, form):
        with pytest.raises(ActNotPossible):
            hand_in(life.session, **given(form, life.company.clerk, place="1号柜"))

    def test_is_for_forms_in_sight(self, life, form):
        elsewhere = make_staff(life.session, Role.SALES_ADMINISTRATION, department=make_region(life.session).department)

        with pytest.raises(NotFound):
            hand_in(life.session, **given(form, elsewhere, place="1号柜"))

    def test_refuses_a_form_that_moved_meanwhile(self, life, form, keeper):
        seen = form.version
        pass_on(life.session, **given(form, life.company.clerk, to_id=life.company.supervisor.id))

        with pytest.raises(ChangedMeanwhile):
            hand_in(life.session, **given(form, keeper, place="1号柜", seen=seen))


class TestPassOn:
    def test_names_giver_and_receiver(self, life, form):
        clerk, supervisor = life.company.clerk, life.company.supervisor

        pass_on(life.session, **given(form, clerk, to_id=supervisor.id, note="外出"))

        step = form.moves[-1]
        assert (step.giver_id, step.receiver_id, step.note) == (clerk.id, supervisor.id, "外出")
        assert (form.held_by_id, form.held_since) == (supervisor.id, AFTERNOON)

    def test_is_for_whoever_has_it(self, life, form):
        with pytest.raises(ActNotPossible, match="somebody else"):
            pass_on(life.session, **given(form, life.company.supervisor, to_id=life.company.head.id))

    @pytest.mark.parametrize("post", ["clerk", "logistics"])
    def test_goes_to_somebody_else_who_can_see_it(self, life, form, post):
        with pytest.raises(NoReceiver if post == "clerk" else (NoReceiver, NotFound)):
            pass_on(life.session, **given(form, life.company.clerk, to_id=getattr(life.company, post).id))


class TestLend:
    def test_takes_the_paper_out_of_its_place(self, life, kept, keeper):
        lend(life.session, **given(kept, keeper, to_id=life.company.head.id))

        assert (kept.status, kept.held_by_id, kept.place) == (FormStatus.HELD, life.company.head.id, "")
        assert kept.handed_in_at == NOON


class TestMove:
    def test_keeps_it_elsewhere(self, life, kept, keeper):
        move(life.session, **given(kept, keeper, place="3号柜"))

        assert (kept.place, kept.moves[-1].place) == ("3号柜", "3号柜")


class TestReportLost:
    @pytest.mark.requirement("LG-04")
    def test_keeps_who_held_it_who_reported_it_and_what_it_affects(self, life, kept, keeper):
        miss(life.session, **given(kept, keeper))

        report_lost(life.session, **given(kept, keeper, note="搬柜时遗失", affects_summary=True))

        assert (kept.status, kept.held_by_id, kept.place) == (FormStatus.LOST, keeper.id, "")
        assert (kept.lost_at, kept.lost_reported_by_id) == (AFTERNOON, keeper.id)
        assert (kept.affects_summary, kept.affects_replenishment) == (True, False)
        event = last_event(life.session)
        assert (event.kind, event.clause) == ("handling_form.reported_lost", "P06 七4")

    def test_is_done_by_whoever_lost_it_too(self, life, form):
        report_lost(life.session, **given(form, life.company.clerk, note="途中遗失"))

        assert form.status is FormStatus.LOST

    def test_says_what_happened(self, life, form, keeper):
        with pytest.raises(Missing):
            report_lost(life.session, **given(form, keeper, note=""))


class TestFind:
    def test_lays_it_back_and_does_not_forget_the_loss(self, life, kept, keeper):
        report_lost(life.session, **given(kept, keeper, note="遗失"))

        find(life.session, **given(kept, keeper, place="1号柜"))

        assert (kept.status, kept.place, kept.found_at) == (FormStatus.KEPT, "1号柜", AFTERNOON)
        assert kept.lost_at is not None
        acts = list(life.session.scalars(select(FormMove.act).order_by(FormMove.id)))
        assert acts == [FormAct.OPEN, FormAct.HAND_IN, FormAct.REPORT_LOST, FormAct.FIND]

    def test_is_for_what_was_gone(self, life, kept, keeper):
        with pytest.raises(ActNotPossible):
            find(life.session, **given(kept, keeper, place="1号柜"))

        assert life.session.scalars(select(HandlingForm.status)).one() is FormStatus.KEPT
