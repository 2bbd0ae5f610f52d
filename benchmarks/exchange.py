"""Complaints in from a file and out into one: seconds, memory, and how that compares with the driver alone.

    python -m benchmarks.exchange --complaints 100000 --engines sqlite postgresql

The import is one job with every check on: read, rehearsed, confirmed, carried out. The driver inserts the same rows
into the same tables of a copy, in the same run. The export is asked for over HTTP, through the application.
Each engine runs in a process of its own, so that memory is its own too.
"""

from __future__ import annotations

import argparse
import csv
import gc
import io
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from random import Random
from typing import Any

import psutil
from sqlalchemy import Connection, Engine, delete, select
from sqlalchemy.orm import Session

from app import create_app
from benchmarks import words
from benchmarks.databases import DATABASES
from benchmarks.ground import FIRST_CLERK, NOW, batch_code, made_on, product_of
from benchmarks.load import load, open_engine
from config import Environment, Settings
from exchange.limits import Limits
from models import AuditEvent, AuthSession, Complaint, ComplaintClock, FileImport, ImportRow, Staff, db
from terms.exchange import FileKind, ImportReach
from workflows.auth.tokens import fingerprint, new_token
from workflows.imports.confirm import confirm
from workflows.imports.receive import Shelf, receive
from workflows.imports.work import work

HEADERS = (
    "原编号", "来源渠道", "大区", "投诉人", "投诉人电话", "详细住址", "购买地点", "购买日期", "产品编码", "批号",
    "生产日期", "数量", "问题", "投诉内容", "投诉人要求",
)  # fmt: skip
# What the same company has before: enough of everything that a complaint names.
GROUND = 2_000
MOST_IMPORT_MB, MOST_EXPORT_MB, MOST_FIRST_BYTE = 200, 60, 0.5
GENERAL_MANAGER = 1


def write_file(path: Path, complaints: int) -> None:
    """A file as a branch would send it: real batches of the company, every fact that P06 五(1) asks for."""
    rng = Random(5)
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(complaints):
            batch = rng.randint(1, 15_000)
            home = rng.choice(words.PROVINCES)
            day = made_on(batch)
            writer.writerow(
                [f"OLD-{number:07d}", "电话热线", home, rng.choice(words.SURNAMES) + "先生", f"137{number:08d}",
                 f"{home}{rng.choice(words.TOWNS)}路{number % 900 + 1}号", f"{rng.choice(words.TOWNS)}超市", day,
                 f"P{product_of(batch):04d}", batch_code(batch), day, rng.randint(1, 48), "渗漏",
                 f"瓶口渗漏，第{number}件", "调换"]
            )  # fmt: skip


class Memory:
    """How far the memory of this process grew while something was done.

    Pages of the database file that the system lends for reading (SQLite maps them) are not the process's own.
    """

    def __init__(self) -> None:
        gc.collect()
        self.process = psutil.Process()
        self.before = self.most = self._own()

    def _own(self) -> int:
        told = self.process.memory_info()
        return int(told.rss - getattr(told, "shared", 0))

    def look(self) -> None:
        self.most = max(self.most, self._own())

    @property
    def megabytes(self) -> float:
        self.look()
        return (self.most - self.before) / 2**20


@contextmanager
def timed(told: dict[str, float], name: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    told[name] = time.perf_counter() - began


def bring_in(engine: Engine, file: Path, folder: Path) -> tuple[dict[str, float], float]:
    """The import from the file to the last row: the seconds of its parts, and the memory it took."""
    shelf, memory = Shelf(folder, Limits()), Memory()
    told: dict[str, float] = {}

    def tell(_done: int, _total: int) -> None:
        memory.look()

    def go_on(session: Session, row: FileImport) -> None:
        work(session, import_id=row.id, shelf=shelf, now=lambda: NOW, tell=tell)
        session.refresh(row)

    with Session(engine) as session, file.open("rb") as content:
        actor = session.get_one(Staff, FIRST_CLERK)
        row = receive(session, kind=FileKind.COMPLAINTS, name=file.name, file=content, shelf=shelf, actor=actor, at=NOW)
        with timed(told, "check"):
            go_on(session, row)
        if row.bad_rows or row.new_rows != row.total:
            raise SystemExit(f"{row.bad_rows} of {row.total} rows are wrong: {row.trouble}")
        confirm(session, file_import_id=row.id, reach=ImportReach.WHOLE_FILE, actor=actor, at=NOW)
        with timed(told, "import"):
            go_on(session, row)
        if row.done != row.total:
            raise SystemExit(f"only {row.done} of {row.total} rows came in")
    return told, memory.megabytes


def by_driver(engine: Engine, reference: str = "OLD-") -> float:
    """Insert the same complaints, clocks and audit events once more by the driver's executemany: the seconds."""
    tables: list[Any] = [Complaint.__table__, ComplaintClock.__table__, AuditEvent.__table__]
    with engine.connect() as connection:
        keys = select(Complaint.id).where(Complaint.reference.startswith(reference))
        chosen = [
            tables[0].select().where(tables[0].c.id.in_(keys)),
            tables[1].select().where(tables[1].c.complaint_id.in_(keys)),
            tables[2].select().where(tables[2].c.kind == "complaint.registered", tables[2].c.subject_id.in_(keys)),
        ]
        for table, rows in zip(tables, chosen, strict=True):
            told = rows.compile(connection, compile_kwargs={"literal_binds": True})
            connection.exec_driver_sql(f"CREATE TABLE raw_{table.name} AS {told}")
        connection.commit()
        seconds = sum(_copied(connection, table.name) for table in tables)
        for table in tables:
            connection.exec_driver_sql(f"DROP TABLE raw_{table.name}")
        connection.commit()
    return seconds


def _copied(connection: Connection, name: str) -> float:
    """All rows of a copy once more into an empty table of the same shape, with its indexes: the seconds."""
    found = connection.exec_driver_sql(f"SELECT * FROM raw_{name}")
    names = list(found.keys())
    columns, rows = ", ".join(f'"{name}"' for name in names), [tuple(map(plain, row)) for row in found]
    holders = ", ".join("?" if connection.dialect.name == "sqlite" else "%s" for _column in rows[0])
    for statement in empty_copy(connection, name):
        connection.exec_driver_sql(statement)
    connection.commit()
    began = time.perf_counter()
    connection.exec_driver_sql(f"INSERT INTO again_{name} ({columns}) VALUES ({holders})", rows)
    connection.commit()
    seconds = time.perf_counter() - began
    connection.exec_driver_sql(f"DROP TABLE again_{name}")
    connection.commit()
    return seconds


def plain(value: Any) -> Any:
    """A value as a driver takes it."""
    return json.dumps(value) if isinstance(value, dict) else value


def empty_copy(connection: Connection, name: str) -> list[str]:
    """The statements that make `again_<name>`."""
    if connection.dialect.name == "postgresql":
        return [f"CREATE TABLE again_{name} (LIKE {name} INCLUDING INDEXES)"]
    known = (
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL AND type IN ('table', 'index') "
        "ORDER BY type DESC"
    )
    made = [row[0] for row in connection.exec_driver_sql(known, (name,))]
    called = re.compile(rf'((?:TABLE|ON) )"?{name}"?(?= |\()')
    return [re.sub(r"(INDEX )", r"\1again_", called.sub(rf"\1again_{name}", sql), count=1) for sql in made]


def take_out(url: str, folder: Path) -> tuple[dict[str, float], float]:
    """The list of complaints as CSV over HTTP: seconds to the first byte and to the last, and the memory."""
    secret = new_token()
    app = create_app(Settings(environment=Environment.TEST, secret_key=secret, data_dir=folder, database_url=url))
    app.config["CLOCK"] = lambda: NOW
    mark = fingerprint(secret)
    with app.app_context():
        db.session.add(AuthSession(secret_hash=mark, staff_id=GENERAL_MANAGER, started_at=NOW, seen_at=NOW))
        db.session.commit()
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie.update({"_user_id": secret, "_fresh": True})
    # Once before, so that nothing is measured that happens only after a start.
    client.get("/complaint/").close()
    memory, told, size = Memory(), {}, 0
    began = time.perf_counter()
    with client.get("/complaint/download/?format=csv", buffered=False) as answer:
        for place, block in enumerate(answer.iter_encoded()):
            if not place:
                told["first byte"] = time.perf_counter() - began
            size += len(block)
            if place % 50 == 0:
                memory.look()
    told["export"] = time.perf_counter() - began
    told["megabytes"] = size / 2**20
    return told, memory.megabytes


def alone(url: str) -> tuple[dict[str, float], float]:
    """The export measured in a process of its own: this one has room left over from the import."""
    asked = [sys.executable, "-m", "benchmarks.exchange", "--out", url]
    told, grown = json.loads(subprocess.run(asked, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    return told, grown


def out_by_driver(engine: Engine) -> float:
    """The same rows read and written as CSV by driver and standard library alone."""
    began = time.perf_counter()
    with engine.connect() as connection:
        writer = csv.writer(io.StringIO())
        for row in connection.exec_driver_sql("SELECT * FROM complaint ORDER BY id"):
            writer.writerow(row)
    return time.perf_counter() - began


def measure(name: str, complaints: int) -> None:
    with ExitStack() as stack:
        url = stack.enter_context(DATABASES[name]())
        engine = open_engine(url)
        stack.callback(engine.dispose)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="shouhou-benchmark-")))
        load(engine, GROUND, say=lambda _line: None)
        file = folder / "投诉.csv"
        write_file(file, complaints)
        told, grown = bring_in(engine, file, folder)
        driver = by_driver(engine)
        with engine.begin() as connection:
            connection.execute(delete(ImportRow))
        out, out_grown = alone(url)
        out_driver = out_by_driver(engine)
    whole = told["check"] + told["import"]
    lines = [
        ("import, s", f"{whole:.1f}", ""), ("of it checking, s", f"{told['check']:.1f}", ""),
        ("import, complaints a second", f"{complaints / whole:,.0f}", ""),
        ("import, memory growth, MB", f"{grown:.0f}", verdict(grown, MOST_IMPORT_MB)),
        ("driver inserts the same rows, s", f"{driver:.1f}", ""), ("import / driver", f"{whole / driver:.1f}", ""),
        ("export, first byte, s", f"{out['first byte']:.3f}", verdict(out["first byte"], MOST_FIRST_BYTE)),
        ("export, s", f"{out['export']:.1f}", ""), ("export, MB", f"{out['megabytes']:.1f}", ""),
        ("export, memory growth, MB", f"{out_grown:.0f}", verdict(out_grown, MOST_EXPORT_MB)),
        ("driver reads and writes the same rows, s", f"{out_driver:.1f}", ""),
        ("export / driver", f"{out['export'] / out_driver:.1f}", ""),
    ]  # fmt: skip
    sys.stdout.write(f"\n### {name}, {complaints:,} complaints\n\n| | | asked for |\n|---|---|---|\n")
    sys.stdout.writelines(f"| {line} | {figure} | {asked} |\n" for line, figure, asked in lines)


def verdict(figure: float, most: float) -> str:
    return f"under {most:g}{'' if figure < most else ' MISSED'}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--complaints", type=int, default=100_000)
    parser.add_argument("--engines", nargs="+", choices=list(DATABASES), default=list(DATABASES))
    parser.add_argument("--out", help="only the export, of the company in this database")
    asked = parser.parse_args()
    if asked.out:
        with tempfile.TemporaryDirectory(prefix="shouhou-benchmark-") as folder:
            sys.stdout.write(json.dumps(take_out(asked.out, Path(folder))) + "\n")
        return
    if len(asked.engines) == 1:
        measure(asked.engines[0], asked.complaints)
        return
    for name in asked.engines:
        again = [sys.executable, "-m", "benchmarks.exchange", "--complaints", str(asked.complaints), "--engines", name]
        subprocess.run(again, check=True)


if __name__ == "__main__":
    main()
