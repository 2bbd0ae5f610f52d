"""`flask --app app audit verify`: whether the audit is still what was written."""

from __future__ import annotations

import json
from typing import Any

import click
from flask import current_app

from cli.one_line import OneLineGroup
from cli.sentences import in_language, speaking, spoken
from models import db
from queries.audit_chain import Checked, Wrong
from queries.audit_chain import verify as walk
from terms.text import Text, say
from workflows.housekeeping.anchor import read_anchors

NOT_WHOLE = 1

audit = OneLineGroup("audit", help="The record of who did what.")


@audit.command("verify")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of sentences.")
@in_language
def verify(*, as_json: bool, language: str) -> None:
    """Walk the chain over the audit; status 1 when an entry was edited, removed, inserted, reordered or cut off."""
    anchors = read_anchors(current_app.config["SETTINGS"].anchor_files)
    checked = walk(db.session(), anchors)
    with speaking(language):
        if as_json:
            click.echo(json.dumps(facts(checked, language), ensure_ascii=False))
        else:
            for sentence in sentences(checked):
                click.echo(spoken(sentence, language))
    if not checked.is_whole:
        raise click.exceptions.Exit(NOT_WHOLE)


def sentences(checked: Checked) -> list[Text]:
    """What was checked, then every fault, then the verdict."""
    said = [
        say("Checked: %(links)s links, %(anchors)s anchors.", links=checked.links, anchors=checked.anchors),
        *([say("There is no anchor yet: an end cut off would not be noticed.")] * (not checked.anchors)),
        *(one.text for one in checked.wrong),
        *([say("And %(more)s more.", more=checked.more)] * bool(checked.more)),
    ]
    verdict = say("The audit is whole.") if checked.is_whole else say("The audit is not what was written.")
    return [*said, verdict]


def facts(checked: Checked, language: str) -> dict[str, Any]:
    last = checked.last
    return {
        "whole": checked.is_whole,
        "links": checked.links,
        "last_link": {"seq": checked.seq, "hash": checked.hash},
        "anchors": checked.anchors,
        "last_anchor": {"at": last.at.isoformat(), "seq": last.seq, "hash": last.hash} if last else None,
        "wrong": [_fact(one, language) for one in checked.wrong],
        "more_wrong": checked.more,
    }


def _fact(one: Wrong, language: str) -> dict[str, Any]:
    return {"what": one.what, "event_id": one.event_id, "seq": one.seq, "text": spoken(one.text, language)}
