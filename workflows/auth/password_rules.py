"""What a password must not be: short, common, or about its owner. No rule of composition, no forced change.

Source: ASVS 5.0 6.2.1, 6.2.4, 6.2.5, 6.2.9 to 6.2.12.
"""

from __future__ import annotations

from terms.refusal import Refusal
from terms.text import Text, say
from workflows.auth.guessing import is_common

SHORTEST = 8
LONGEST = 128
# Shorter pieces of a name or number stand in too many good passwords by chance.
SHORTEST_PERSONAL = 4
COMPANY_WORDS = ("shouhou", "售后")


class WeakPassword(Refusal):
    """The new password would be guessed."""


def check_password(
    password: str, *, number: str, name: str, phone: str | None = None, pinyin: str = "", old: str | None = None
) -> None:
    """Refuse a password that is too short or easily guessed.

    :raises WeakPassword: with the sentence on the field `password`.
    """
    problem = (
        _length(password) or _content(password, personal(number, name, phone or "", pinyin)) or _same(password, old)
    )
    if problem:
        raise WeakPassword(problem, fields=(("password", problem),))


def personal(number: str, name: str, phone: str, pinyin: str) -> frozenset[str]:
    """What others know of a person, in lower case: the whole name, and every other word long enough to tell."""
    words = (word.casefold() for word in (number, phone, *pinyin.split()))
    return frozenset({name.casefold(), *(word for word in words if len(word) >= SHORTEST_PERSONAL)} - {""})


def _length(password: str) -> Text | None:
    if len(password) < SHORTEST:
        return say("Use at least %(least)s characters; several words together are easy to remember.", least=SHORTEST)
    if len(password) > LONGEST:
        return say("Use at most %(most)s characters.", most=LONGEST)
    return None


def _content(password: str, about_the_owner: frozenset[str]) -> Text | None:
    folded = password.casefold()
    if any(word in folded for word in (*about_the_owner, *COMPANY_WORDS)):
        return say("The password must not contain your name, staff number, phone or the company's name.")
    if is_common(password):
        return say("This password is among the first that are guessed. Choose another.")
    return None


def _same(password: str, old: str | None) -> Text | None:
    return say("The new password must differ from the present one.") if password == old else None
