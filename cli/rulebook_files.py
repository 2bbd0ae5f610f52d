"""Issues listed, taken out as files and brought in as drafts."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy import select

from cli import issues
from cli.rulebook import WRONG, as_json, in_language, issue_day, rulebook, say_json, today
from cli.sentences import speaking, spoken
from cli.table import table
from models import RulebookIssue, Staff, db
from rulebook import RulebookError, bundle
from terms.rulebook import IssueStatus
from terms.text import Text, say
from terms.time import SHANGHAI
from workflows.rulebook.bring_in import FilesWrong, bring_in

ZIP = ".zip"


@rulebook.command("issues")
@click.argument("pack")
@as_json
@in_language
def issues_(*, pack: str, as_json: bool, language: str) -> None:
    """Every approved issue of a pack by its key, the newest first; the shipped one where there is no other."""
    wanted = select(RulebookIssue).where(RulebookIssue.pack == pack, RulebookIssue.status == IssueStatus.APPROVED)
    rows = [
        (one.key, one.effective_from, one.title)
        for one in db.session.scalars(wanted.order_by(RulebookIssue.effective_from.desc(), RulebookIssue.id.desc()))
    ]
    if not rows:
        found = issues.book(pack, on=today())
        rows = [(found.issue, found.pack.effective_from, found.pack.name.label(language))]
    if as_json:
        say_json({"issues": [{"issue": key, "since": day, "title": title} for key, day, title in rows]})
        return
    click.echo(table(("issue", "since", "title"), [(str(key), str(day), title) for key, day, title in rows]))


@rulebook.command("export")
@click.argument("pack")
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--issue", help="One issue by its key, food@2026-11-23.")
@issue_day
def export(*, pack: str, to: Path, issue: str | None, on: date | None) -> None:
    """Write an issue into the folder or the .zip TO: one TOML file for each topic, in a folder of the pack's name."""
    found = issues.edition(pack, on=on or today(), issue=issue)
    name, files = found.book.pack.key, bundle.files_of(issues.merged(found), found.book.issue)
    if to.suffix == ZIP:
        to.write_bytes(bundle.zipped(files, name))
    else:
        folder = to / name
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            (folder / file).write_bytes(text)
    click.echo(f"{to}: {found.book.issue}, {len(files)}")


@rulebook.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--by", required=True, help="The staff number of the person whose draft it is.")
@click.option("--title", required=True, help="What the change is about.")
@click.option("--reason", default="")
@click.option("--pack", help="Which pack it is; the folder's name otherwise.")
@in_language
def import_(*, source: Path, by: str, title: str, reason: str, pack: str | None, language: str) -> None:
    """Make a draft from a folder or .zip; it holds once it is signed. Says file, topic and row of whatever is wrong."""
    try:
        folder, files = (
            bundle.from_folder(source) if source.is_dir() else bundle.unzipped(source.read_bytes(), source.name)
        )
        row = bring_in(
            db.session(), pack=pack or folder, files=files, title=title, reason=reason, actor=_person(by),
            at=datetime.now(SHANGHAI),
        )  # fmt: skip
    except RulebookError as error:
        _wrong(FilesWrong(((error.where, error.text),)), language)
    except FilesWrong as refusal:
        _wrong(refusal, language)
    else:
        _tell(language, say("Draft %(number)s; nothing holds before it is signed.", number=row.id))


def _person(number: str) -> Staff:
    found = db.session.scalars(select(Staff).where(Staff.number == number)).one_or_none()
    if found is None:
        raise click.BadParameter(f"nobody has the number {number!r}", param_hint="--by")
    return found


def _wrong(refusal: FilesWrong, language: str) -> None:
    for where, text in refusal.problems:
        with speaking(language):
            click.echo(f"{where}: {spoken(text, language)}", err=True)
    raise click.exceptions.Exit(WRONG)


def _tell(language: str, sentence: Text) -> None:
    with speaking(language):
        click.echo(spoken(sentence, language))
