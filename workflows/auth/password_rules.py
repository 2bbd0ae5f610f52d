"""What a password must not be: short, common, or about its owner. No rule of composition, no forced change.

The list beside this file holds the roots people start from; see `core` for how `Password2024!` is found to be `password`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from terms.refusal import Refusal
from terms.text import Text, say

SHORTEST = 8
LONGEST = 128
FEWEST_DIFFERENT = 4
COMPANY_WORDS = ("shouhou", "售后")
WEAK_ROOTS = Path(__file__).with_name("weak_roots.txt")
# Rows of a keyboard and other runs that fingers find by themselves.
RUNS = (
    "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik",
    "qazwsxedcrfvtgbyhnujmik", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0", "!@#$%^&*()", "一二三四五六七八九十",
)  # fmt: skip
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})


class WeakPassword(Refusal):
    """The new password would be guessed."""


def check_password(password: str, *, number: str, name: str, phone: str | None = None, old: str | None = None) -> None:
    """Refuse a password that is too short or easily guessed.

    :raises WeakPassword: with the sentence on the field `password`.
    """
    problem = _length(password) or _known(password, (number, name, phone or "")) or _same(password, old)
    if problem:
        raise WeakPassword(problem, fields=(("password", problem),))


def _length(password: str) -> Text | None:
    if len(password) < SHORTEST:
        return say("Use at least %(least)s characters; several words together are easy to remember.", least=SHORTEST)
    if len(password) > LONGEST:
        return say("Use at most %(most)s characters.", most=LONGEST)
    return None


def _known(password: str, personal: tuple[str, ...]) -> Text | None:
    folded = password.casefold()
    if any(len(word) > 1 and word.casefold() in folded for word in (*personal, *COMPANY_WORDS)):
        return say("The password must not contain your name, staff number, phone or the company's name.")
    if is_common(password):
        return say("This password is among the first that are guessed. Choose another.")
    return None


def _same(password: str, old: str | None) -> Text | None:
    return say("The new password must differ from the present one.") if password == old else None


def is_common(password: str) -> bool:
    """Whether a password is a date, a run, a repetition, or a well-known root with trimmings."""
    folded = password.casefold()
    return (
        len(set(folded)) < FEWEST_DIFFERENT
        or _repeats(folded)
        or _is_date(folded)
        or bool(cores(folded) & weak_roots())
    )


def cores(folded: str) -> set[str]:
    """What is left of a password when runs of keys, digits and signs round it are taken off; empty when nothing is."""
    bare = folded.strip("0123456789!@#$%^&*()_+-=.,?~` ")
    plain = folded.translate(LOOKALIKES)
    without_runs = _without_runs(folded)
    found = {folded, bare, plain, plain.strip("lieosat!") or plain, without_runs, bare.translate(LOOKALIKES)}
    return found | {re.sub(r"(.+?)\1+", r"\1", word) for word in found}


def _without_runs(folded: str) -> str:
    """The password without pieces of four or more neighbouring keys, in either direction, and without digits round it."""
    left = folded
    for run in RUNS:
        for way in (run, run[::-1]):
            for length in range(len(way), 3, -1):
                for start in range(len(way) - length + 1):
                    left = left.replace(way[start : start + length], "")
    return left.strip("0123456789")


def _repeats(folded: str) -> bool:
    return re.fullmatch(r"(.{1,4})\1+.{0,3}", folded) is not None


def _is_date(folded: str) -> bool:
    digits = re.sub(r"[-./年月日 ]", "", folded)
    year = r"(19|20)\d\d"
    day = r"(0[1-9]|1[0-2])([0-2]\d|3[01])"
    return (
        re.fullmatch(rf"[a-z]{{0,3}}({year}{day}|{day}{year}|([0-2]\d|3[01])(0[1-9]|1[0-2]){year})", digits) is not None
    )


@cache
def weak_roots() -> frozenset[str]:
    """The roots, folded; the empty one stands for passwords that are nothing but runs and digits."""
    lines = WEAK_ROOTS.read_text(encoding="utf-8").splitlines()
    return frozenset({"", *(word for line in lines if not line.startswith("#") for word in line.split())})
