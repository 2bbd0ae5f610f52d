"""`flask --app app doctor`: looks at an installation and says in words what is wrong and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from cli import checks_of_database, checks_of_machine
from cli.finding import Check, Found, Patient, State, fault, fine
from cli.sentences import in_language, speaking, spoken
from models import db
from terms.text import say
from terms.time import local

SICK = 1
MARKS = {State.FINE: "✓", State.WARNING: "!", State.FAULT: "✗"}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of lines.")
@in_language
@with_appcontext
def doctor(*, as_json: bool, language: str) -> None:
    """Check this installation: one line a check; status 1 when something is wrong."""
    patient = Patient(current_app.config["SETTINGS"], db.session(), local(current_app.config["CLOCK"]()))
    found = list(examine(patient))
    sound = all(one.state is not State.FAULT for _name, one in found)
    with speaking(language):
        if as_json:
            click.echo(
                json.dumps({"sound": sound, "checks": [_fact(*one, language) for one in found]}, ensure_ascii=False)
            )
        else:
            for _name, one in found:
                click.echo(_line(one, language))
            verdict = say("Nothing is wrong.") if sound else say("Something is wrong; see the lines with ✗.")
            click.echo(spoken(verdict, language))
    if not sound:
        raise click.exceptions.Exit(SICK)


def examine(patient: Patient) -> Iterator[tuple[str, Found]]:
    """Every check with what it found; what needs the database only if it answers."""
    for name, check in checks_of_machine.CHECKS.items():
        yield from _run(name, check, patient)
    reached = list(_run("database", _reach, patient))
    yield from reached
    if reached[0][1].state is State.FINE:
        for name, check in checks_of_database.CHECKS.items():
            yield from _run(name, check, patient)


def _reach(patient: Patient) -> Iterator[Found]:
    try:
        patient.session.execute(text("SELECT 1 FROM alembic_version"))
    except SQLAlchemyError as problem:
        cause = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        yield fault(
            say("The database cannot be read: %(fault)s", fault=cause),
            say("Check DATABASE_URL and that the server runs; an empty database is filled by the first start."),
        )
    else:
        yield fine(say("The database answers."))


def _run(name: str, check: Check, patient: Patient) -> Iterator[tuple[str, Found]]:
    """One check; one that fails is itself a finding and keeps no other from being made."""
    try:
        for found in check(patient):
            yield name, found
    except Exception as problem:  # noqa: BLE001  whatever it is, the doctor goes on
        patient.session.rollback()
        text_ = say(
            "“%(name)s” could not be checked: %(fault)s", name=name, fault=f"{type(problem).__name__}: {problem}"
        )
        yield name, fault(text_, say("Look into the log, or ask whoever installed the desk."))


def _line(found: Found, language: str) -> str:
    advice = f" → {spoken(found.advice, language)}" if found.advice else ""
    return f"{MARKS[found.state]} {spoken(found.text, language)}{advice}"


def _fact(name: str, found: Found, language: str) -> dict[str, str]:
    advice = spoken(found.advice, language) if found.advice else ""
    return {"check": name, "state": found.state.value, "text": spoken(found.text, language), "advice": advice}
