"""Make a draft from the files of an issue, with the same checks as on the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from models import RulebookIssue, Staff
from queries.rulebook_drafts import merged_under
from rulebook import RulebookError, bundle, drafts, stored
from rulebook.fields import FIXED
from rulebook.layers import Data, Merged
from rules.permissions import Permission, require
from terms.refusal import Refusal
from terms.text import Text, say
from workflows.entries import entered
from workflows.rulebook.keep import keep_shipped
from workflows.rulebook.save import tell_places
from workflows.rulebook.start import demand_drafter, last_issue
from workflows.transaction import transaction
from workflows.words import need


class FilesWrong(Refusal):
    """The files cannot become an issue: `problems` say file, topic and row, what is wrong and what to do."""

    def __init__(self, problems: tuple[tuple[str, Text], ...]) -> None:
        where, text = problems[0]
        super().__init__(say("%(where)s: %(problem)s", where=where, problem=text))
        self.problems = problems


def bring_in(
    session: Session, *, pack: str, files: bundle.Files, title: str, actor: Staff, at: datetime, reason: str = "",
    once: str | None = None,
) -> RulebookIssue:  # fmt: skip
    """Make a draft of one's own from files. Where a pack comes from, and its documents, stay as they are.

    Source: P21 十二; GV-01.
    :raises NotPermitted, NotYoursToDraft, NoSuchPack, WordsMissing, FilesWrong, AlreadySent:
    """
    with transaction(session, once=once, actor=actor, at=at):
        require(actor.roles, Permission.RULEBOOK_DRAFT)
        need(title=title)
        book = last_issue(session, pack)
        demand_drafter(book, actor)
        keep_shipped(session, book, at=at)
        before = merged_under(session, book.issue)
        after = read(files, before, pack=pack)
        content = stored.dump(after)
        issue = RulebookIssue(
            pack=pack, based_on=book.issue, title=title.strip(), reason=reason.strip(), content=content,
            digest=stored.digest(content), drafted_by_id=actor.id, drafted_at=at,
        )  # fmt: skip
        event = entered(session, "rulebook_issue.brought_in", issue, actor=actor, at=at)
        tell_places(event, before, after)
    return issue


def read(files: bundle.Files, base: Merged, *, pack: str) -> Merged:
    """What the files say as an issue of a pack, every place with its origin.

    base: the issue in force, which a figure without a new source is compared with.
    :raises FilesWrong:
    """
    try:
        topics = _with_fixed(bundle.topics_of(files), base)
        stored.read(Merged(topics, {}), pack, effective_from=base.topics["pack"]["effective_from"])
    except RulebookError as error:
        raise FilesWrong(((bundle.file_of(error.where), error.text),)) from error
    after = drafts.changed(base, {**{name: {} for name in base.topics}, **topics}, pack=pack)
    found = drafts.problems(after, base=base)
    if found:
        raise FilesWrong(tuple((f"{one.topic}{bundle.ENDING}, {one.place}", one.text) for one in found))
    return after


def _with_fixed(topics: Mapping[str, Data], base: Merged) -> dict[str, Data]:
    """What no draft changes stands as it stood: the documents of a pack, and what it builds on."""
    kept = {
        topic: {name: base.topics[topic][name] for name in names if name in base.topics.get(topic, {})}
        for topic, names in FIXED.items()
    }
    own = {
        topic: {name: value for name, value in data.items() if name not in FIXED.get(topic, ())}
        for topic, data in topics.items()
    }
    return {topic: {**data, **kept.get(topic, {})} for topic, data in own.items()}
