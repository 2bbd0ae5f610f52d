"""Password hashes: Argon2id with the library's current cost, raised at the next log-in when that cost grows."""

from __future__ import annotations

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher()


def hash_password(password: str) -> str:
    """The hash to keep, salt and cost included; slow on purpose."""
    return HASHER.hash(password.encode("utf-8", "surrogatepass"))


def matches(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was hashed.

    Without a kept hash it takes just as long to say no, so that nobody learns by the clock who exists.
    """
    try:
        same = HASHER.verify(kept or _nobodys(), password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False
    return same and kept is not None


def needs_new_hash(kept: str) -> bool:
    """Whether the hash was made at a lower cost than today's."""
    return HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return hash_password("nobody's password")
