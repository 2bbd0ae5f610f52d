"""What lies on the desks this morning: work for every role, told like any other case and left where it waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from demo.callers import Call
from demo.people import PEOPLE
from demo.service_visits import Request
from demo.story import Ending
from demo.worktime import WorkTime, at_minute
from terms.complaint import Act
from terms.people import Role
from terms.service import ServiceAct
from terms.trade import CustomerKind

R = Role
REGIONS = ("AH", "SH", "ZJ", "CY", "XB", "XE", "YG", "FJ")
# Registered after four o'clock on the last working day, so that the result is due at four on the next.
EVENING = 16 * 60 + 1
DONE_BY = 17 * 60 + 20
# Minutes after midnight: callers who did not wait for the office to open.
THIS_MORNING = (("AH", 465), ("AH", 489), ("SH", 498), ("CY", 512), ("AH", 521), ("YG", 529))
# The general office's people on the early hotline.
ON_DUTY = ("1011", "1012")
# Which of the morning's calls the general office took on a working day; somebody must still be told to handle them.
TO_ASSIGN = (2, 5)

# Service requests of some working days ago, with what nobody has done yet.
VISITS = (
    (1, ServiceAct.PLAN),
    (1, ServiceAct.VISIT),
    (1, ServiceAct.VISIT),
    (2, ServiceAct.VISIT),
    (4, ServiceAct.ACCEPT),
    (5, ServiceAct.DECLINE),
)
ENGINEER = "1024"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Cases of some regions that wait for one act, and for a signature in one role."""

    act: Act
    regions: tuple[str, ...]
    times: str | None = None
    role: Role | None = None
    cash: bool = False
    sent_back: bool = False


WAITING = (
    Waiting(Act.SIGN, ("AH", "AH", "AH", "SH", "CY", "XE"), "2", R.SUPERVISOR),
    Waiting(Act.SIGN, ("AH",), "1", R.SUPERVISOR),
    Waiting(Act.SIGN, ("AH", "AH", "ZJ", "CY", "XE", "YG"), "4", R.DEPARTMENT_HEAD),
    Waiting(Act.SIGN, ("SH", "FJ"), "2", R.DEPARTMENT_HEAD),
    Waiting(Act.SIGN, ("AH", "CY"), "8", R.DIRECTOR),
    Waiting(Act.SIGN, ("YG", "ZJ"), "10", R.DIRECTOR),
    Waiting(Act.SIGN, ("AH", "ZJ"), "2", R.GENERAL_MANAGER, cash=True),
    Waiting(Act.SIGN, ("XE", "SH"), "12", R.GENERAL_MANAGER),
    Waiting(Act.RECEIVE_GOODS, ("SH", "CY"), "15"),
    Waiting(Act.PROPOSE, ("AH", "XE"), "3", sent_back=True),
    Waiting(Act.PROPOSE, ("AH", "SH")),
    Waiting(Act.INVESTIGATE, ("AH", "YG")),
    Waiting(Act.FILE, ("AH", "ZJ", "CY"), "2"),
    Waiting(Act.FILE, ("AH", "XB", "YG"), "4"),
    Waiting(Act.HAND_OVER, ("AH", "XB", "XE"), "1"),
    Waiting(Act.PAY, ("SH",), "2", cash=True),
    Waiting(Act.PROVE, ("AH", "FJ"), "1"),
    Waiting(Act.ANSWER, ("AH",), "2"),
    Waiting(Act.CALL_BACK, ("AH", "CY", "YG", "FJ"), "1"),
)
# Cases of three working days ago: their time is over, or the consumer was not satisfied.
OLDER = (
    Waiting(Act.ASSIGN, ("AH", "SH", "CY", "XE"), "1"),
    Waiting(Act.SETTLE_DISPUTE, ("AH", "YG"), "1"),
    Waiting(Act.PROVE, ("AH", "ZJ"), "2"),
    Waiting(Act.SIGN, ("AH", "XE"), "3", R.DEPARTMENT_HEAD),
)


def desk_of_today(today: date, hours: WorkTime) -> Iterator[tuple[Call, Ending]]:
    """The calls behind this morning's work, with where each waits."""
    evening = hours.day_before(today)
    for number, (waiting, region) in enumerate(_each(WAITING)):
        call = _call(at_minute(evening, EVENING + number * 0.6), region, _clerk(region, number))
        yield call, _ending(waiting, at_minute(evening, DONE_BY + number % 9), _promise(today, hours, number))
    for number, (waiting, region) in enumerate(_each(OLDER)):
        at = at_minute(hours.day_before(today, back=3), 555 + 7 * number)
        yield _call(at, region, _clerk(region, number)), _ending(waiting, at + timedelta(hours=5), None)
    for number, (region, minute) in enumerate(THIS_MORNING):
        early = number in TO_ASSIGN or not hours.works(today)
        by = ON_DUTY[number % len(ON_DUTY)] if early else _clerk(region, 0)
        yield _call(at_minute(today, minute), region, by), Ending(stops=Act.ASSIGN if early else Act.CONTACT)


def visits_of_today(today: date, hours: WorkTime) -> Iterator[Request]:
    """What the engineers find in their lists, asked for on the working days before."""
    for number, (back, stops) in enumerate(VISITS):
        at = at_minute(hours.day_before(today, back=back), 560 + 31 * number)
        yield Request(at, region="AH", stops=stops, engineer=ENGINEER)


def _each(waiting: tuple[Waiting, ...]) -> Iterator[tuple[Waiting, str]]:
    return ((one, region) for one in waiting for region in one.regions)


def _call(at: datetime, region: str, by: str) -> Call:
    return Call(at, region, CustomerKind.CONSUMER, plain=True, by=by)


def _ending(waiting: Waiting, finish: datetime, promise: datetime | None) -> Ending:
    return Ending(
        times=Fraction(waiting.times) if waiting.times else None,
        cash=waiting.cash,
        stops=waiting.act,
        role=waiting.role,
        finish=finish,
        sent_back=waiting.sent_back,
        promise=promise,
    )


def _promise(today: date, hours: WorkTime, number: int) -> datetime | None:
    """Every fourth caller was promised a call during the next working day."""
    day = today if hours.works(today) else hours.day_after(today)
    return at_minute(day, 600 + number * 5) if number % 4 == 0 else None


def _clerk(region: str, number: int) -> str:
    """The clerks of a region by turns, the first twice as often."""
    clerks = [one.number for one in PEOPLE if one.region == region and one.roles == (Role.CLERK,)]
    return (clerks[0], *clerks)[number % (len(clerks) + 1)]
