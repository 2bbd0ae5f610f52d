"""The catalogues: every translations/<locale>/*.po, read at start and kept in memory; no compiled files.

One catalogue a language serves our own sentences, Flask-Admin's and WTForms'. The libraries' come first and ours lie
over them, because their compiled files lack some Chinese sentences ("Failed to save record." flashes in English).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import flask_admin
import flask_admin.babel
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, request
from flask_babel import Domain, get_domain, get_locale
from wtforms.i18n import messages_path

HERE = Path(__file__).resolve().parent.parent / "translations"
LOCALES = ("zh_Hans_CN", "en")
ADMIN = Path(flask_admin.__file__).parent / "translations"
LIBRARIES = {
    "zh_Hans_CN": (
        Path(messages_path()) / "zh" / "LC_MESSAGES" / "wtforms.po",
        ADMIN / "zh_Hans_CN" / "LC_MESSAGES" / "admin.po",
    ),
}


class OneCatalogue(Domain):
    """Answers every question for a sentence out of the one catalogue of the reader's language."""

    def get_translations(self) -> NullTranslations:
        return spoken_in(get_locale())


class OfTheRequest:
    """What Flask-WTF keeps on a request and asks for field messages; it looks for the language only when asked."""

    def ugettext(self, sentence: str) -> str:
        return get_domain().gettext(sentence)

    def ungettext(self, one: str, many: str, number: int) -> str:
        return get_domain().get_translations().ungettext(one, many, number)


def install(app: Flask) -> None:
    """Let Flask-Babel, Flask-Admin, Flask-WTF and WTForms speak out of the one catalogue. Call after `Babel(app)`."""
    domain = OneCatalogue()
    app.extensions["babel"].instance.domain_instance = domain
    # Modules of Flask-Admin hold bound methods of these two objects, so the objects stay and only their source changes.
    for library in (flask_admin.babel.domain, flask_admin.babel.wtforms_domain):
        library.get_translations = domain.get_translations

    @app.before_request
    def speak() -> None:
        request.wtforms_translations = OfTheRequest()  # type: ignore[attr-defined]  # Flask-WTF's own place for it


@cache
def spoken_in(locale: Locale | None) -> NullTranslations:
    """The catalogue of a reader's language; asked for every sentence of a page."""
    return catalogue(str(locale)) if str(locale) in LOCALES else NullTranslations()


@cache
def catalogue(locale: str) -> Translations:
    """All sentences of one language. Read once; a changed file is seen at the next start."""
    merged = Catalog(locale=locale)
    for path in (*LIBRARIES.get(locale, ()), *own_files(locale)):
        for message in finished_messages(path):
            # As a fresh entry: adding to an existing one would keep the old wording.
            merged.delete(message.id)
            merged.add(message.id, message.string, flags=message.flags)
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return Translations(compiled)


def own_files(locale: str) -> list[Path]:
    """The catalogue files of one language, one an area of the house."""
    return sorted((HERE / locale).glob("*.po"))


def finished_messages(path: Path) -> Iterator:
    """The messages of a file that are translated and not marked doubtful."""
    with path.open("rb") as file:
        messages = read_po(file)
    return (message for message in messages if message.id and message.string and not message.fuzzy)
