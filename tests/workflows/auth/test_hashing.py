from __future__ import annotations

from argon2 import PasswordHasher

from workflows.auth import hashing


class TestMatches:
    def test_knows_the_password_again(self):
        kept = hashing.hash_password("桃子 river lamp")

        assert hashing.matches(kept, "桃子 river lamp")

    def test_tells_passwords_apart_that_differ_after_the_72nd_byte(self):
        kept = hashing.hash_password("x" * 100 + "a")

        assert not hashing.matches(kept, "x" * 100 + "b")

    def test_says_no_for_nobody_even_to_nobodys_password(self):
        assert not hashing.matches(None, "nobody's password")

    def test_says_no_to_a_kept_value_that_is_no_hash(self):
        assert not hashing.matches("plain", "plain")

    def test_checks_a_hash_for_nobody_too_so_that_time_tells_nothing(self, monkeypatch):
        checked = []
        monkeypatch.setattr(hashing, "HASHER", Watched(lambda kept, password: checked.append(kept), hashing.HASHER))

        hashing.matches(None, "anything")

        assert len(checked) == 1


class TestNeedsNewHash:
    def test_when_the_cost_has_grown(self, monkeypatch):
        kept = hashing.hash_password("river stone lamp")

        monkeypatch.setattr(hashing, "HASHER", PasswordHasher(time_cost=2, memory_cost=8, parallelism=1))

        assert hashing.needs_new_hash(kept)


class Watched:
    def __init__(self, seen, hasher):
        self.seen, self.hasher = seen, hasher

    def verify(self, kept, password):
        self.seen(kept, password)
        return self.hasher.verify(kept, password)

    def hash(self, password):
        return self.hasher.hash(password)
