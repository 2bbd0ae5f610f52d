"""`flask --app app serve [--demo [--pack P]]`: everything in one process: tables brought up to date, web, jobs."""

from __future__ import annotations

import signal
import socket
import sys
from datetime import datetime

import click
import waitress
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from cli.schema import upgrade
from cli.table import table
from config import Settings
from models import db
from terms.time import local, local_date
from workflows.attachments.files import Storage
from workflows.staff.setup import is_empty, issue_token

THREADS = 8


@click.command("serve")
@click.option("--demo", is_flag=True, help="Build the demo company when the database is empty.")
@click.option("--pack", help="Whose demo company: food (unasked), salt or supermarket.")
@click.option("--host", help="Address to listen on; HOST otherwise.")
@click.option("--port", type=int, help="Port to listen on; PORT otherwise.")
@with_appcontext
def serve(*, demo: bool, pack: str | None, host: str | None, port: int | None) -> None:
    """Start the desk: web server and job runner in this process."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  the documented way
    settings: Settings = app.config["SETTINGS"]
    if pack is not None:
        refuse_unknown(pack, demo=demo)
    host, port = host or settings.host, port or settings.port
    refuse_taken(host, port)
    upgrade(db.engine)
    at = local(app.config["CLOCK"]())
    if demo:
        papers = Storage(settings.attachments_dir, largest=settings.max_upload_mb * 2**20)
        open_demo(db.session(), at, papers, pack=pack)
    announce(host, port, at)
    db.session.remove()
    run(app, settings, host, port)


def refuse_taken(host: str, port: int) -> None:
    """Say at once that the port is taken, not after a minute of building a company."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there it would allow taking a port from somebody
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            raise click.ClickException(
                f"Cannot listen on {host} port {port}: {problem.strerror}. Try --port."
            ) from problem


def refuse_unknown(pack: str, *, demo: bool) -> None:
    """Say which demo companies there are."""
    from demo.companies import PACKS

    if pack not in PACKS or not demo:
        raise click.ClickException(f"--pack goes with --demo and is one of: {', '.join(PACKS)}.")


def open_demo(session: Session, at: datetime, storage: Storage | None = None, *, pack: str | None = None) -> None:
    """Build the demo company unless there is one, and print who can log in.

    pack: whose; unasked whichever company is there, else food.
    """
    # Only here: the demo needs more to be imported than an office's own start should pay for.
    from demo import accounts, works_here
    from demo.companies import company
    from demo.company import build

    if is_empty(session):
        click.echo("正在生成演示公司…  Building the demo company...")
        build(session, local_date(at), until=at, storage=storage, of=company(pack or "food"))
    here = works_here(session) or "food"
    if pack not in (None, here):
        raise click.ClickException(
            f"The company kept here works by the pack {here}; nothing was changed. Keep {pack} elsewhere: --data DIR."
        )
    rows = [(who.role.zh, who.role.en, who.number, who.name, who.password) for who in accounts(here)]
    click.echo(table(("角色", "Role", "工号 Number", "姓名 Name", "密码 Password"), rows))


def announce(host: str, port: int, at: datetime) -> None:
    """Print where to go; in an empty company also the one-time token that makes the first administrator."""
    home = address(host, port)
    session = db.session()
    if is_empty(session):
        click.echo(f"系统尚未初始化，请打开  Nobody works here yet; open\n  {home}setup")
        click.echo(f"一次性口令  One-time token\n  {issue_token(session, at=at)}")
    else:
        click.echo(f"售后 Shouhou  {home}")
    click.echo("按 Ctrl-C 停止  Ctrl-C stops it.")
    sys.stdout.flush()


def address(host: str, port: int) -> str:
    """The address to type; a server for every address is still reached by one."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{name}:{port}/"


def run(app: Flask, settings: Settings, host: str, port: int) -> None:
    """Serve until Ctrl-C or a termination signal; jobs that run are finished first."""
    runner = app.extensions["job_runner"]()
    signal.signal(signal.SIGTERM, lambda _signal, _frame: sys.exit(0))
    runner.start()
    try:
        waitress.serve(
            app,
            host=host,
            port=port,
            threads=THREADS,
            ident=None,
            # The application refuses what is too large, in the reader's language; this only bounds what is kept for it.
            max_request_body_size=2 * settings.max_upload_mb * 1024 * 1024,
            # Without a proxy nobody may say who a visitor is; with one, the application believes as many as it is told.
            clear_untrusted_proxy_headers=settings.proxy_count == 0,
        )
    finally:
        runner.stop()
