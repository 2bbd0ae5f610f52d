"""What lies on the desks this morning: work waiting for every role, told like any other case and left where it waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from fractions import Fraction

from demo.callers import Call
from demo.people import PEOPLE
from demo.stories import Ending
from demo.worktime import WorkTime, at_minute
from terms.complaint import Act
from terms.people import Role
from terms.trade import CustomerKind

# Registered after four o'clock on the last working day, so that the result is due at four on the next.
EVENING = 16 * 60 + 1
DONE_BY = 17 * 60 + 29

# region, times, cash, the act nobody has done yet, the role it waits for, how often
WAITING = (
    *(
        (region, "2", False, Act.SIGN, Role.SUPERVISOR, 3)
        for region in ("AH", "SH", "ZJ", "CY", "XB", "XE", "YG", "FJ")
    ),
    ("AH", "1", False, Act.SIGN, Role.SUPERVISOR, 1),
    ("AH", "4", False, Act.SIGN, Role.DEPARTMENT_HEAD, 2),
    ("SH", "2", False, Act.SIGN, Role.DEPARTMENT_HEAD, 2),
    ("ZJ", "5", False, Act.SIGN, Role.DEPARTMENT_HEAD, 1),
    ("CY", "3", False, Act.SIGN, Role.DEPARTMENT_HEAD, 2),
    ("XB", "2", False, Act.SIGN, Role.DEPARTMENT_HEAD, 1),
    ("XE", "4", False, Act.SIGN, Role.DEPARTMENT_HEAD, 2),
    ("YG", "3", False, Act.SIGN, Role.DEPARTMENT_HEAD, 1),
    ("AH", "8", False, Act.SIGN, Role.DIRECTOR, 1),
    ("CY", "6", False, Act.SIGN, Role.DIRECTOR, 1),
    ("YG", "10", False, Act.SIGN, Role.DIRECTOR, 1),
    ("ZJ", "2", True, Act.SIGN, Role.GENERAL_MANAGER, 1),
    ("AH", "1", True, Act.SIGN, Role.GENERAL_MANAGER, 1),
    ("XE", "12", False, Act.SIGN, Role.GENERAL_MANAGER, 2),
    ("SH", "15", False, Act.RECEIVE_GOODS, None, 2),
    ("AH", "2", False, Act.FILE, None, 2),
    ("ZJ", "1", False, Act.FILE, None, 1),
    ("CY", "2", False, Act.FILE, None, 1),
    ("XE", "1", False, Act.FILE, None, 1),
    ("AH", "4", False, Act.FILE, None, 2),
    ("YG", "3", False, Act.FILE, None, 2),
    ("AH", "2", False, Act.HAND_OVER, None, 2),
    ("XB", "1", False, Act.HAND_OVER, None, 2),
    ("SH", "2", True, Act.PAY, None, 2),
    ("AH", "1", False, Act.PROVE, None, 2),
    ("FJ", "2", False, Act.PROVE, None, 1),
    ("AH", "2", False, Act.ANSWER, None, 1),
    ("XE", "1", False, Act.ANSWER, None, 1),
    ("AH", "1", False, Act.CALL_BACK, None, 2),
    ("CY", "2", False, Act.CALL_BACK, None, 2),
    ("YG", "1", False, Act.CALL_BACK, None, 2),
    ("AH", None, False, Act.INVESTIGATE, None, 2),
    ("AH", None, False, Act.PROPOSE, None, 2),
)
# Minutes after midnight: callers who did not wait for the office to open.
THIS_MORNING = (("AH", 465), ("AH", 489), ("SH", 498), ("CY", 512), ("AH", 521), ("YG", 529))


def desk_of_today(today: date, hours: WorkTime, until: datetime) -> Iterator[tuple[Call, Ending]]:
    """The calls behind this morning's work, with where each waits."""
    last = max(day for day in hours.days if day < today)
    number = 0
    for region, times, cash, act, role, often in WAITING:
        for _ in range(often):
            number += 1
            yield _call(last, region, EVENING + number % 12), _ending(times, act, role, last, number, cash=cash)
    for region, minute in THIS_MORNING:
        at = at_minute(today, minute)
        yield Call(at, region, CustomerKind.CONSUMER, plain=True, by=_clerk(region, minute)), Ending(stops=Act.CONTACT)
    yield from _reopened(hours, last)


def _call(day: date, region: str, minute: int) -> Call:
    return Call(at_minute(day, minute), region, CustomerKind.CONSUMER, plain=True, by=_clerk(region, minute))


def _ending(times: str | None, act: Act, role: Role | None, day: date, number: int, *, cash: bool) -> Ending:
    finish = at_minute(day, DONE_BY - number % 9)
    return Ending(times=Fraction(times) if times else None, cash=cash, stops=act, waits_for=role, finish=finish)


def _clerk(region: str, number: int) -> str:
    clerks = [one.number for one in PEOPLE if one.region == region and one.roles == (Role.CLERK,)]
    return clerks[number % len(clerks)]


def _reopened(hours: WorkTime, last: date) -> Iterator[tuple[Call, Ending]]:
    """Cases of the days before whose consumers were not satisfied: the department has them again."""
    day = hours.days[hours.days.index(last) - 3]
    for region, act in (
        ("AH", Act.ASSIGN),
        ("SH", Act.ASSIGN),
        ("CY", Act.ASSIGN),
        ("XE", Act.ASSIGN),
        ("AH", Act.SETTLE_DISPUTE),
        ("YG", Act.SETTLE_DISPUTE),
    ):
        at = at_minute(day, 9 * 60 + 20)
        call = Call(at, region, CustomerKind.CONSUMER, plain=True, by=_clerk(region, 1))
        yield call, Ending(times=Fraction(1), stops=act, finish=at + timedelta(hours=5))
