"""Whether a password is among the first that are guessed.

Lists of leaked passwords are long because people trim few roots in few ways: a year behind, a sign at the end,
letters as digits, the root twice, keys in a row. So the trimmings are taken off and what is left is looked up among the
roots of `weak_roots.txt`: that finds `Password2024!`, `P@ssw0rd`, `woaini1314` and `dragondragon` with one line each.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from pathlib import Path

ROOTS = Path(__file__).with_name("weak_roots.txt")
FEWEST_DIFFERENT = 4
SHORTEST_RUN = 3
MOST_BESIDE_A_RUN = 3
LONGEST_NUMBER = 13
# Old systems cut passwords off here, and lists of leaks are full of such stumps.
STUMP = 8
# What fingers find by themselves; each also backwards.
RUNS = (
    "01234567890", "13579", "24680", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "azertyuiop",
    "qwertzuiop", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik", "qazwsxedcrfvtgbyhnujmikolp", "1q2w3e4r5t6y7u8i9o0p",
    "q1w2e3r4t5y6u7i8o9p0", "a1b2c3d4e5f6", "147258369", "789456123", "!@#$%^&*()",
)  # fmt: skip
LOOKALIKES = str.maketrans({"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
TRIMMINGS = "0123456789!@#$%^&*()_+-=.,?~` "


def is_common(password: str) -> bool:
    """Whether a password is a date, a run of keys, a repetition, or a well-known root with trimmings."""
    folded = password.casefold()
    poor = len(set(folded)) < FEWEST_DIFFERENT or _repeats(folded) or _is_date(folded) or _is_number(folded)
    return poor or _is_run(folded) or not roots().isdisjoint(cores(folded))


def cores(folded: str) -> set[str]:
    """What may have been the root of a password, in lower case."""
    # A sign may stand for a letter or be a trimming: both readings are tried.
    readings = {folded, folded.translate(LOOKALIKES), folded.strip(TRIMMINGS).translate(LOOKALIKES)}
    bare = {word.strip(TRIMMINGS) for word in readings} | {_runs().sub("", folded).strip(TRIMMINGS)}
    single = {re.sub(r"^(.{3,}?)\1+$", r"\1", word) for word in bare}
    return readings | bare | single | {re.sub(r"[\d\W_]", "", folded)}


def _is_run(folded: str) -> bool:
    """Neighbouring keys with hardly anything beside them: `aa123456`, `123qweasd!`."""
    rest = _runs().sub("", folded)
    return rest != folded and len(rest) <= MOST_BESIDE_A_RUN


@cache
def _runs() -> re.Pattern[str]:
    ways = [way for run in RUNS for way in (run, run[::-1])]
    pieces = {
        re.escape(way[start:end])
        for way in ways
        for start in range(len(way) - SHORTEST_RUN + 1)
        for end in range(start + SHORTEST_RUN, len(way) + 1)
    }
    return re.compile("|".join(sorted(pieces, key=len, reverse=True)))


def _repeats(folded: str) -> bool:
    """One to four characters again and again."""
    return re.fullmatch(r"(.{1,4})\1+.{0,2}", folded) is not None


def _is_number(folded: str) -> bool:
    """A number as people have them, of a phone, a chat account or a lucky one, with up to two letters round it."""
    digits = re.sub(r"[-./+() ]", "", folded)
    return len(digits) <= LONGEST_NUMBER and re.fullmatch(r"[a-z]{0,2}\d+[a-z]{0,2}", digits) is not None


def _is_date(folded: str) -> bool:
    """A day of the last or this century in any order, with up to three letters before it."""
    digits = re.sub(r"[-./年月日 ]", "", folded)
    year, month, day = r"(19|20)\d\d", r"(0[1-9]|1[0-2])", r"(0[1-9]|[12]\d|3[01])"
    return re.fullmatch(rf"[a-z]{{0,3}}({year}{month}{day}|{month}{day}{year}|{day}{month}{year})", digits) is not None


@cache
def roots() -> frozenset[str]:
    """Every root: the words, the surnames alone, surname with given name, and stumps."""
    sections = _sections()
    people = {surname + given for surname, given in product(sections["surnames"], sections["given names"])}
    stumps = {word[:STUMP] for word in sections["words"]}
    return frozenset({*sections["words"], *stumps, *sections["surnames"], *people})


def _sections() -> dict[str, set[str]]:
    """The words under each `[heading]` of the file; lines that begin with # are remarks."""
    found: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in ROOTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            words = found.setdefault(line.strip("[]"), set())
        elif not line.startswith("#"):
            words.update(line.split())
    return found
