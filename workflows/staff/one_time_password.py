"""The password somebody is given on paper or by phone, good for one log-in within a few days."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from models import Staff
from workflows.auth.hashing import hash_password

GOOD_FOR = timedelta(days=7)
# Without 0 o 1 l i: it is read aloud and typed from paper.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LENGTH = 3, 4


def new_password() -> tuple[str, str]:
    """A random password of some 59 bits, such as `k7mp-x4td-9wqe`, and its hash; the hash is slow to make."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))
    return password, hash_password(password)


def given(staff: Staff, password_hash: str, at: datetime) -> None:
    """Let the person in with the one-time password, and then only to choose their own."""
    staff.password_hash, staff.must_change_password = password_hash, True
    staff.initial_password_until = at + GOOD_FOR
    staff.failed_logins, staff.locked_until = 0, None
