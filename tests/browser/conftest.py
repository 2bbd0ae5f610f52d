"""A real browser in front of the desk as it is served: own database, real commits, several threads."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from models import AuthSession, Staff, db
from tests.conftest import IN_CI, FreshDatabase, start
from tests.databases import Databases
from tests.web import StandingClock, settings_for_tests
from workflows.auth.tokens import fingerprint, new_token

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
PICTURES = Path(__file__).resolve().parents[2] / "artifacts"
DESKTOP = {"width": 1280, "height": 800}
LONGEST_WAIT = 15_000  # milliseconds; a page takes a tenth of a second, a busy machine more
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest) -> Iterator[Databases]:
    """SQLite unless a test asks for another engine: what differs between engines is tested without a browser."""
    yield from start(request, getattr(request, "param", "sqlite"))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and IN_CI:
        pytest.fail("no Chromium here, and this machine must have one")
    if found is None:
        pytest.skip("no Chromium found; install one, or name it in CHROMIUM, to run the browser tests")
    return found


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium: str) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
    yield browser
    browser.close()


@dataclass
class Desk:
    """The served application: its address, its rows, its clock, and its browsers."""

    app: Flask
    url: str
    session: Session
    clock: StandingClock
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, staff: Staff | None = None, *, locale: str = "zh-CN", phone: bool = False, **options) -> Page:
        """A page of a browser of its own, at the desk's door; logged in when somebody is named."""
        viewport = PHONE if phone else DESKTOP
        context = self.browser.new_context(base_url=self.url, locale=locale, viewport=viewport, **options)
        context.set_default_timeout(LONGEST_WAIT)
        self.contexts.append(context)
        if staff is not None:
            context.add_cookies([self.cookie(staff)])
        page = context.new_page()
        page.on("console", self.hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        return page

    def hear(self, message) -> None:
        """Keep what the browser complains about: blocked scripts and styles, broken scripts, missing files.

        A refused form is answered with 422, which the browser finds worth a line.
        """
        if message.type == "error" and "status of 422" not in message.text:
            self.complaints.append(f"{message.text} ({message.location.get('url', '')})")

    def cookie(self, staff: Staff) -> dict:
        """What the browser of somebody who logged in carries."""
        secret, at, staff_id = new_token(), self.clock(), staff.id
        # What the test read is old by now, and SQLite lets nobody write on top of an old picture.
        self.session.rollback()
        self.session.add(AuthSession(secret_hash=fingerprint(secret), staff_id=staff_id, started_at=at, seen_at=at))
        self.session.commit()
        signer = self.app.session_interface.get_signing_serializer(self.app)
        value = signer.dumps({"_user_id": secret, "_fresh": True})
        return {"name": self.app.config["SESSION_COOKIE_NAME"], "value": value, "url": self.url}


@pytest.fixture
def desk(fresh_database: FreshDatabase, browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    """The application on a free port. At the end the browser must have had nothing to complain about."""
    from app import create_app

    clock = StandingClock()
    app = create_app(settings_for_tests(tmp_path, fresh_database.url))
    app.config["CLOCK"] = clock
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with fresh_database.new_session() as session:
        desk = Desk(app, f"http://127.0.0.1:{server.server_port}", session, clock, browser)
        yield desk
        for context in desk.contexts:
            context.close()
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
    assert desk.complaints == []


def picture(page: Page, name: str) -> Path:
    """Keep a picture of the whole page, for people to look at."""
    PICTURES.mkdir(exist_ok=True)
    path = PICTURES / f"{name}.png"
    # From the top: what sticks to the window would stand in the middle of the picture.
    page.evaluate("() => window.scrollTo(0, 0)")
    page.screenshot(path=path, full_page=True)
    return path
