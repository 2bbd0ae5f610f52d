"""File an approved settlement at its office: an act of its own (P06 六, 七1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from models import Complaint, Staff
from rules.lifecycle import Viewer
from terms.complaint import Act
from terms.forms import FormStatus
from terms.people import Office
from terms.time import local_date
from workflows import audit
from workflows.case import begin, move, take_case
from workflows.forms.custody import kept, lock_form, opened
from workflows.numbers import next_number
from workflows.transaction import transaction

# The register of each office has its own letters.
LETTERS = {Office.SALES_ADMINISTRATION: "BX", Office.GENERAL_OFFICE: "BZ"}


def file(
    session: Session,
    *,
    complaint_id: int,
    actor: Staff,
    at: datetime,
    paper_place: str = "",
    seen: int | None = None,
    once: str | None = None,
) -> Complaint:
    """Enter an approved settlement into the office's register; the register number is given here.

    paper_place: where the signed paper lies, when it is handed in with this; its custody goes on from here.

    :raises NotPossible, ChangedMeanwhile:
    """
    with transaction(session, once=once, actor=actor, at=at):
        case, by = take_case(session, complaint_id, actor=actor, at=at, seen=seen)
        lock_form(session, case)
        office = office_of(case, by)
        filed(session, case, by, number=lambda: next_number(session, LETTERS[office], local_date(at)),
              paper_place=paper_place, actor=actor, at=at)  # fmt: skip
    return case


def office_of(case: Complaint, by: Viewer) -> Office:
    """Where the settlement is filed: at its office, or at the general office where the department has none."""
    office = case.settlement.file_at if case.settlement else Office.GENERAL_OFFICE
    return Office.GENERAL_OFFICE if office in by.files_for else office


def filed(
    session: Session,
    case: Complaint,
    by: Viewer,
    *,
    number: Callable[[], str],
    paper_place: str,
    actor: Staff,
    at: datetime,
) -> None:
    """The step itself. number: asked only when the filing is possible, so that the register has no gaps."""
    step = begin(case, Act.FILE, by)
    assert case.settlement is not None
    filing = case.settlement.filing
    assert filing is not None
    filing.office, filing.register_number = office_of(case, by), number()
    filing.filed_at, filing.filed_by_id = at, actor.id
    form = case.settlement.handling_form or opened(case, case.settlement, by_id=actor.id, at=at)
    if paper_place and form.status is FormStatus.HELD:
        kept(form, actor=actor, at=at, place=paper_place)
    move(case, step.to, at)
    audit.record(
        session, "settlement.filed", case, actor, at, filing.clause,
        more={"register_number": filing.register_number, **({"paper_place": paper_place} if paper_place else {})},
    )  # fmt: skip
