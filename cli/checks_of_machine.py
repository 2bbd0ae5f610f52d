"""What the doctor looks at before it asks the database: settings, secret, folder, disk, time, rulebook, Redis."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import redis

import rulebook
from cli.finding import Found, Patient, fault, fine, warning
from config import VERSION, Environment
from rules.calendar import is_provisional
from terms.text import say
from terms.time import local_date

GIGABYTE = 1 << 30
LITTLE_ROOM, NO_ROOM = 2 * GIGABYTE, GIGABYTE // 4
NOTICE_MONTH = 11
REDIS = ("redis://", "rediss://")


def settings(patient: Patient) -> Iterator[Found]:
    told = patient.settings
    yield fine(
        say("Version %(version)s, runs as %(environment)s.", version=VERSION, environment=told.environment.value)
    )
    if told.environment is Environment.PRODUCTION and not told.secure_cookies:
        yield warning(
            say("Log-ins travel without TLS: SECURE_COOKIES is off."),
            say("Put a TLS proxy in front and unset SECURE_COOKIES."),
        )
    if told.debug:
        yield warning(say("Debug mode is on."), say("Unset DEBUG and FLASK_DEBUG before people use it."))


def secret(patient: Patient) -> Iterator[Found]:
    path = patient.settings.data_dir / "secret"
    if os.name != "nt" and path.exists() and path.stat().st_mode & 0o077:
        yield fault(
            say("The secret in %(path)s can be read by other users of this machine.", path=path),
            say("Run: chmod 600 %(path)s", path=path),
        )
    else:
        yield fine(say("The secret is long enough and nobody else's to read."))


def folder(patient: Patient) -> Iterator[Found]:
    place = patient.settings.data_dir
    try:
        with tempfile.TemporaryFile(dir=place):
            yield fine(say("%(path)s can be written.", path=place))
    except OSError as problem:
        yield fault(
            say("%(path)s cannot be written: %(fault)s", path=place, fault=problem.strerror),
            say("Give the folder to the user who runs the desk, or set DATA_DIR."),
        )


def disk(patient: Patient) -> Iterator[Found]:
    place = patient.settings.data_dir
    free = shutil.disk_usage(place).free
    told = say("%(free)s GB are free in %(path)s.", free=f"{free / GIGABYTE:.1f}", path=place)
    advice = say("Make room, or move DATA_DIR to a larger disk: a full disk stops everything.")
    yield fault(told, advice) if free < NO_ROOM else warning(told, advice) if free < LITTLE_ROOM else fine(told)


def time_zone(_patient: Patient) -> Iterator[Found]:
    try:
        ZoneInfo("Asia/Shanghai")
        yield fine(say("The time zone is known."))
    except ZoneInfoNotFoundError:
        yield fault(say("This machine knows no time zones."), say("Install the Python package tzdata."))


def rules(patient: Patient) -> Iterator[Found]:
    for pack in rulebook.packs():
        book = rulebook.book(pack, on=local_date(patient.at))
        yield fine(say("Rulebook pack %(pack)s can be read.", pack=book.pack.key))


def calendars(patient: Patient) -> Iterator[Found]:
    """Next year's official calendar comes out in November."""
    today, calendar = local_date(patient.at), rulebook.calendar()
    for year in (today.year, today.year + 1):
        if not is_provisional(date(year, 1, 1), date(year, 12, 31), calendar):
            yield fine(say("The working days of %(year)s are known.", year=year))
            continue
        told = say("The official calendar of %(year)s is not here; its make-up working days are unknown.", year=year)
        late = year == today.year or today.month >= NOTICE_MONTH
        advice = say("Install a version that holds it as soon as the State Council has published it.")
        yield warning(told, advice) if late else fine(told)


def shared_services(patient: Patient) -> Iterator[Found]:
    """Redis, where it is configured."""
    told = patient.settings
    for name, url in (("JOBS_URL", told.jobs_url), ("LIMITER_URL", told.limiter_url)):
        if not url.startswith(REDIS):
            continue
        try:
            with redis.Redis.from_url(url, socket_connect_timeout=3, socket_timeout=3) as server:
                server.ping()
            yield fine(say("Redis of %(name)s answers.", name=name))
        except redis.RedisError as problem:
            yield fault(
                say("Redis of %(name)s does not answer: %(fault)s", name=name, fault=type(problem).__name__),
                say("Start Redis, or correct %(name)s.", name=name),
            )


CHECKS = {
    "settings": settings,
    "secret": secret,
    "data_folder": folder,
    "disk": disk,
    "time_zone": time_zone,
    "rulebook": rules,
    "calendars": calendars,
    "redis": shared_services,
}
