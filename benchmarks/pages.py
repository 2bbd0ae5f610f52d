"""Measure the desk's pages over HTTP beside the floor and the stock peer, and print the ratios of the medians.

    python -m benchmarks.pages --complaints 10000 100000 1000000 --engines sqlite postgresql

Each company is built in a folder of its own and thrown away; `--url` measures a database that `benchmarks.load` built.
The three applications run in processes of their own and are asked in turn, so that a busy machine is busy for all;
the peer on a copy with plain indexes. What is asked for holds for a million complaints.
"""

from __future__ import annotations

import argparse
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.browser import Answer, Browser, hidden
from benchmarks.counted import DATABASE_MS, STATEMENTS
from benchmarks.databases import DATABASES
from benchmarks.ground import NOW
from benchmarks.load import load, open_engine
from benchmarks.operations import PEOPLE, Operation, operations
from benchmarks.plain import plain_copy
from benchmarks.report import Line, show
from benchmarks.server import product
from models import AuthSession, Complaint
from terms.people import Role
from workflows.auth.tokens import fingerprint, new_token

WARM_UP, MILLION = 2, 1_000_000


@dataclass(frozen=True)
class Pace:
    """How often each page is asked for, and for how many seconds at most."""

    times: int
    patience_s: float


@dataclass
class House:
    """The three applications on one database, with somebody of every role logged in at ours."""

    url: str
    engine: str
    complaints: int
    ports: dict[str, int]
    cookies: dict[Role, str]
    open: dict[tuple[str, Role | None], Browser] = field(default_factory=dict)

    def browser(self, kind: str, who: Role | None = None) -> Browser:
        key = (kind, who)
        if key not in self.open:
            self.open[key] = Browser(self.ports[kind], self.cookies[who] if who else "")
        return self.open[key]


@contextmanager
def house(url: str, peer_url: str, complaints: int) -> Iterator[House]:
    """Start the three and stop them afterwards."""
    engine = open_engine(url).dialect.name
    with ExitStack() as stack:
        places = {"floor": url, "product": url, "stock": peer_url}
        ports = {kind: stack.enter_context(served(kind, where)) for kind, where in places.items()}
        yield House(url, engine, complaints, ports, log_in(url))


@contextmanager
def served(kind: str, url: str) -> Iterator[int]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.server", kind, url, str(port)])
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("an application did not start")


def log_in(url: str) -> dict[Role, str]:
    """A cookie for one person of every role, without the password page."""
    app = product(url)
    cookies = {}
    with Session(open_engine(url)) as session:
        for role, number in PEOPLE.items():
            secret = new_token()
            session.add(AuthSession(secret_hash=fingerprint(secret), staff_id=number, started_at=NOW, seen_at=NOW))
            client = app.test_client()
            with client.session_transaction() as kept:
                kept.update({"_user_id": secret, "_fresh": True})
            cookie = client.get_cookie("shouhou")
            cookies[role] = f"shouhou={cookie.value}" if cookie else ""
        session.commit()
    return cookies


def measure(house: House, pace: Pace) -> Iterator[Line]:
    """One line for each operation, with the medians of requests made in turn."""
    for operation in operations(house.complaints):
        asked = asking(house, operation)
        answers = in_turn(asked, pace)
        yield line(house, operation, answers)
    yield created(house, pace)


def asking(house: House, operation: Operation) -> dict[str, Callable[[], Answer]]:
    asked = {"product": lambda: house.browser("product", operation.who).get(operation.ours)}
    if operation.floor:
        asked["floor"] = lambda: house.browser("floor").get(operation.floor)
    if operation.stock:
        asked["stock"] = lambda: house.browser("stock").get(operation.stock)
    return asked


def in_turn(asked: dict[str, Callable[[], Answer]], pace: Pace) -> dict[str, list[Answer]]:
    """Ask each in turn until there are enough answers or patience is at its end; the first ones only warm up."""
    answers: dict[str, list[Answer]] = {kind: [] for kind in asked}
    began = time.perf_counter()
    for number in range(WARM_UP + pace.times):
        for kind, ask in asked.items():
            answer = ask()
            if number >= WARM_UP:
                answers[kind].append(answer)
        if number > WARM_UP + 2 and time.perf_counter() - began > pace.patience_s:
            break
    return answers


def line(house: House, operation: Operation, answers: dict[str, list[Answer]]) -> Line:
    ours = answers["product"]
    wrong = {kind: some[0].status for kind, some in answers.items() if some[0].status not in (200, 302)}
    return Line(
        name=operation.name,
        ms={kind: median(answer.ms for answer in some) for kind, some in answers.items()},
        database_ms=median(float(answer.headers.get(DATABASE_MS, 0)) for answer in ours),
        statements=int(ours[-1].headers.get(STATEMENTS, 0)),
        kilobytes=len(ours[-1].body) / 1000,
        most=operation.limit(house.engine) if house.complaints >= MILLION else None,
        note=f"status {wrong}" if wrong else "",
    )


def created(house: House, pace: Pace) -> Line:
    """Registering one complaint by form: ours with rules, audit and word index, the peer's plain row."""
    with Session(open_engine(house.url)) as session:
        last = session.scalar(select(func.max(Complaint.id))) or 0
        case = session.get_one(Complaint, last - 5)
        values = form_values(case)
    desk, peer = house.browser("product", Role.SUPERVISOR), house.browser("stock")
    numbers = iter(range(10**6))

    def ours() -> Answer:
        page = desk.get("/complaint/new/")
        return desk.post("/complaint/new/", {**values, **hidden(page), **keys_of(values)})

    def stock() -> Answer:
        unique = f"X{time.time_ns() % 10**12}{next(numbers)}"
        return peer.post("/complaint/new/", {**stock_values(case_values), "number": unique})

    case_values = {**values, "department": "1", "registered_by": str(PEOPLE[Role.SUPERVISOR])}
    answers = in_turn({"product": ours, "stock": stock}, pace)
    told = line(house, Operation("create", "", most={"sqlite": 1.0, "postgresql": 1.2}), answers)
    right = all(answer.status == 302 for some in answers.values() for answer in some)
    return told if right else told.with_note("not created")


def keys_of(values: dict[str, str]) -> dict[str, str]:
    """The picked keys once more: the empty form's own hidden fields must not win over them."""
    return {name: value for name, value in values.items() if name.endswith("_id")}


def form_values(case: Complaint) -> dict[str, str]:
    """What a supervisor of the first region types for one more case."""
    return {
        "customer_id": "",
        "complainant_name": "王芳",
        "complainant_phone": "13900001111",
        "customer_kind": "consumer",
        "address": "广东清溪路1号",
        "purchase_place": "街口便利店",
        "product_id": str(case.product_id),
        "batch_id": str(case.batch_id),
        "batch_mark": "printed",
        "produced_on": str(case.produced_on),
        "quantity": "12",
        "unit": "bottle",
        "fault": "leak",
        "description": case.description,
        "channel": "phone",
        "kind": "service_complaint",
        "severity": "general",
        "region_id": "1",
        "consumers": "1",
    }


def stock_values(values: dict[str, str]) -> dict[str, str]:
    renamed = {name.removesuffix("_id"): value for name, value in values.items()}
    rest = {"state": "registered", "registered_on": f"{NOW:%Y-%m-%d}", "rulebook_pack": "food", "customer": "1"}
    return {**renamed, **rest, "rulebook_issue": "2026-01-01"}


def run(url: str, complaints: int, pace: Pace) -> None:
    with house(url, plain_copy(url), complaints) as open_house:
        lines = list(measure(open_house, pace))
    sys.stdout.write(show(open_house.engine, complaints, lines))
    sys.stdout.flush()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--complaints", type=int, nargs="+", default=[10_000])
    parser.add_argument("--engines", nargs="+", choices=list(DATABASES), default=list(DATABASES))
    parser.add_argument("--url", help="a database that benchmarks.load has built")
    parser.add_argument("--times", type=int, default=30, help="how often each page is asked for")
    parser.add_argument("--patience", type=float, default=12, help="seconds for one page at most")
    asked = parser.parse_args()
    pace = Pace(asked.times, asked.patience)
    if asked.url:
        run(asked.url, asked.complaints[0], pace)
        return
    for complaints in asked.complaints:
        for engine in asked.engines:
            with DATABASES[engine]() as url:
                load(open_engine(url), complaints, lambda _told: None)
                run(url, complaints, pace)


if __name__ == "__main__":
    main()
