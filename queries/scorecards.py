"""Scorecards of a period: as they stand now, worked out from the evidence, or as they were frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from models import Department, Scorecard, ScorecardPart, ScorePeriod, Staff
from queries.rulebook import in_force
from queries.score_evidence import Counted, Reach, Source, Whose, counted, counted_for, source_of
from queries.score_said import Said
from rulebook import Book
from rulebook.scorecard import Part
from rules.packs_in_force import Where
from rules.score_acts import AIMED, READ_ALL, sees
from rules.score_figures import Evidence, NoTarget, value_of
from rules.scorecard import NotMeasured, score
from terms.measures import Formula, Measure
from terms.people import Person, Role
from terms.periods import Period
from terms.scorecard import ScoreStatus
from terms.text import Text, say


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a card is about: a person with their place, or (staff_id None) a department."""

    staff_id: int | None
    department_id: int | None
    region_id: int | None
    name: str = field(compare=False)
    department: str = field(default="", compare=False)

    @property
    def key(self) -> str:
        return f"staff:{self.staff_id}" if self.staff_id is not None else f"department:{self.department_id}"

    def seen_by(self, person: Person) -> bool:
        return sees(person, staff_id=self.staff_id, department_id=self.department_id, region_id=self.region_id)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measure of a card. value: points, None where why_not says what is missing. share: of the whole, exact.

    missing: a person has to say something before the cards can be frozen.
    """

    measure: Measure
    formula: Formula
    weight: int
    share: Fraction
    value: Decimal | None
    counted: int
    target: Decimal | None
    clause: str
    evidence: tuple[Evidence, ...] = ()
    why_not: Text | None = None
    missing: bool = False

    @property
    def points(self) -> Fraction | None:
        return None if self.value is None else Fraction(self.value) * self.share


@dataclass(frozen=True, slots=True)
class Card:
    """A card, live or frozen. row: the frozen one."""

    subject: Subject
    figures: tuple[Figure, ...]
    score: Decimal | None
    pack: str
    issue: str
    clause: str
    signs: Role
    row: Scorecard | None = None

    @property
    def missing(self) -> tuple[Figure, ...]:
        return tuple(one for one in self.figures if one.missing)

    def figure(self, measure: Measure) -> Figure | None:
        return next((one for one in self.figures if one.measure is measure), None)


def cards(
    session: Session, period: ScorePeriod, at: datetime, *, person: Person | None = None, only: str = ""
) -> list[Card]:
    """Every card of a period that the person may see, departments first; as frozen once it is frozen.

    person: None for all of them. only: the key of one subject.
    """
    if period.status is ScoreStatus.OPEN:
        return _live(session, period, at, person, only)
    return _frozen(session, period, person, only)


def period_of(session: Session, every: Period, first: date) -> ScorePeriod | None:
    wanted = select(ScorePeriod).where(ScorePeriod.every == every, ScorePeriod.first == first)
    return session.scalars(wanted).one_or_none()


def history(session: Session, subject: str, person: Person) -> list[Card]:
    """A subject's frozen cards, the newest period first."""
    wanted = (
        select(Scorecard)
        .join(Scorecard.period)
        .where(Scorecard.subject == subject, Scorecard.edition == ScorePeriod.edition)
        .where(ScorePeriod.status != ScoreStatus.OPEN)
        .order_by(ScorePeriod.first.desc(), Scorecard.id)
        .options(*_WHOLE)
    )
    found = [_card(row) for row in session.scalars(wanted)]
    return [card for card in found if card.subject.seen_by(person)]


def evidence_of(session: Session, card: Card, measure: Measure) -> tuple[Evidence, ...]:
    """What one figure was counted from; of a frozen card, as it was then."""
    if card.row is None:
        figure = card.figure(measure)
        return figure.evidence if figure else ()
    kept = select(ScorecardPart.evidence).where(ScorecardPart.card_id == card.row.id, ScorecardPart.measure == measure)
    return tuple(Evidence.read(one) for one in session.scalar(kept) or ())


# As they were frozen.
_WHOLE = (
    selectinload(Scorecard.parts), joinedload(Scorecard.staff).joinedload(Staff.department),
    joinedload(Scorecard.department), joinedload(Scorecard.signed_by), joinedload(Scorecard.period),
)  # fmt: skip


def _frozen(session: Session, period: ScorePeriod, person: Person | None, only: str) -> list[Card]:
    wanted = select(Scorecard).where(Scorecard.period_id == period.id, Scorecard.edition == period.edition)
    if only:
        wanted = wanted.where(Scorecard.subject == only)
    found = [_card(row) for row in session.scalars(wanted.order_by(Scorecard.id).options(*_WHOLE))]
    return [card for card in found if person is None or card.subject.seen_by(person)]


def _card(row: Scorecard) -> Card:
    department = row.department.name if row.department else ""
    name = row.staff.name if row.staff else department
    whole = sum(part.weight for part in row.parts)
    return Card(
        Subject(row.staff_id, row.department_id, row.region_id, name, department),
        tuple(_kept(part, whole) for part in row.parts),
        row.score, row.rulebook_pack, row.rulebook_issue, row.clause, row.signs, row,
    )  # fmt: skip


def _kept(part: ScorecardPart, whole: int) -> Figure:
    why = say("There was no figure for it when the card was frozen.") if part.value is None else None
    return Figure(
        part.measure, part.formula, part.weight, Fraction(part.weight, whole), part.value, part.counted, part.target,
        part.clause, why_not=why,
    )  # fmt: skip


# As they stand.
def _live(session: Session, period: ScorePeriod, at: datetime, person: Person | None, only: str) -> list[Card]:
    books = _books(session, period)
    sources = {source_of(part.formula, part.measure) for book in books.values() for part in _parts(book)}
    found = counted(session, period, sources, at, _reach(session, person, only))
    by_subject = _by_subject(session, found)
    said = Said(session, period)
    return [
        _worked_out(subject, books[subject.department_id], evidence, said)
        for subject, evidence in by_subject
        if (not only or subject.key == only)
        and (person is None or subject.seen_by(person))
        and _is_scored(books.get(subject.department_id), period)
    ]


def owed(session: Session, period: ScorePeriod, at: datetime, person: Person) -> list[tuple[Subject, Part]]:
    """What nobody has assessed yet of the cards this person may see; the evidence itself is not read."""
    books = _books(session, period)
    scored = [book for book in books.values() if _is_scored(book, period)]
    asked = {part.measure for book in scored for part in _parts(book) if part.formula is Formula.ASSESSED}
    if not asked:
        return []
    sources = {source_of(part.formula, part.measure) for book in scored for part in _parts(book)}
    said = Said(session, period)
    return [
        (subject, part)
        for subject in _subjects(session, counted_for(session, period, sources, at, _reach(session, person, "")))
        if subject.seen_by(person) and _is_scored(books.get(subject.department_id), period)
        for part in _parts(books[subject.department_id])
        if part.formula is Formula.ASSESSED and not said.assessments(subject.key, part.measure)
    ]


def _subjects(session: Session, whose: set[Whose]) -> list[Subject]:
    people = {staff for staff, _department in whose if staff is not None}
    return [*_departments(session, {department for _staff, department in whose}), *_people(session, people)]


def _parts(book: Book) -> tuple[Part, ...]:
    return book.scorecard.parts if book.scorecard else ()


def _is_scored(book: Book | None, period: ScorePeriod) -> bool:
    return book is not None and book.scorecard is not None and book.scorecard.every is period.every


def _books(session: Session, period: ScorePeriod) -> dict[int | None, Book]:
    """The policy each department is scored by: the one in force on the period's last day."""
    found: dict[int | None, Book] = {None: in_force(session, on=period.last)}
    for department in session.scalars(select(Department)):
        found[department.id] = in_force(session, on=period.last, where=Where(department=department.code))
    return found


def _reach(session: Session, person: Person | None, only: str) -> Reach | None:
    """For whom evidence has to be looked for; None for everybody."""
    if only:
        kind, _, key = only.partition(":")
        keys = frozenset({int(key)})
        return Reach(staff=keys) if kind == "staff" else Reach(departments=keys)
    if person is None or person.is_any(*READ_ALL):
        return None
    departments: set[int] = set()
    theirs = [Staff.id == person.id]
    if person.is_any(Role.DEPARTMENT_HEAD) and person.department_id is not None:
        departments.add(person.department_id)
        theirs.append(Staff.department_id == person.department_id)
    elif person.is_any(Role.SUPERVISOR) and person.region_id is not None:
        theirs.append(Staff.region_id == person.region_id)
    return Reach(frozenset(session.scalars(select(Staff.id).where(or_(*theirs)))), frozenset(departments))


Evidences = dict[Source, list[Evidence]]


def _by_subject(session: Session, found: dict[Source, list[Counted]]) -> list[tuple[Subject, Evidences]]:
    """Whoever anything was counted for: departments first, then people by department and number."""
    people: dict[int, Evidences] = defaultdict(lambda: defaultdict(list))
    departments: dict[int, Evidences] = defaultdict(lambda: defaultdict(list))
    for source, items in found.items():
        for item in items:
            departments[item.department_id][source].append(item.evidence)
            if item.staff_id is not None:
                people[item.staff_id][source].append(item.evidence)
    return [
        *((subject, departments[subject.department_id or 0]) for subject in _departments(session, departments)),
        *((subject, people[subject.staff_id or 0]) for subject in _people(session, people)),
    ]


def _departments(session: Session, keys: Iterable[int]) -> Iterator[Subject]:
    wanted = select(Department).where(Department.id.in_(sorted(keys))).order_by(Department.code)
    for row in session.scalars(wanted):
        yield Subject(None, row.id, None, row.name, row.name)


def _people(session: Session, keys: Iterable[int]) -> Iterator[Subject]:
    told = (Staff.id, Staff.department_id, Staff.region_id, Staff.name, Department.name)
    wanted = select(*told).outerjoin(Staff.department).where(Staff.id.in_(sorted(keys)))
    for key, department_id, region_id, name, department in session.execute(
        wanted.order_by(Department.code, Staff.number)
    ):
        yield Subject(key, department_id, region_id, name, department or "")


def _worked_out(subject: Subject, book: Book, evidence: Evidences, said: Said) -> Card:
    card = book.scorecard
    assert card is not None
    figures = tuple(_figure(subject, part, card.share(part), evidence, said) for part in card.parts)
    values = {one.measure: one.value for one in figures if one.value is not None}
    whole = score(values, card).score if len(values) == len(figures) else None
    return Card(subject, figures, whole, book.pack.key, book.issue, card.clause, card.signed_by)


def _figure(subject: Subject, part: Part, share: Fraction, evidence: Evidences, said: Said) -> Figure:
    assessed = part.formula is Formula.ASSESSED
    found = (
        said.assessments(subject.key, part.measure)
        if assessed
        else tuple(evidence[source_of(part.formula, part.measure)])
    )
    target = said.target(part.measure, subject.department_id) if part.formula in AIMED else None
    value, why, missing = None, None, False
    try:
        value = value_of(part.formula, found, target)
    except NotMeasured as refusal:
        why, missing = refusal.text, assessed or isinstance(refusal, NoTarget)
        why = say("Not assessed yet.") if assessed else why
    return Figure(
        part.measure, part.formula, part.weight, share, value, len(found), target, part.clause, found, why, missing
    )
