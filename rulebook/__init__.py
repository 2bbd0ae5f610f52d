"""What the policy documents say, as data: `rulebook.book("food", on=day)` answers with every topic, typed."""

from rulebook.errors import RulebookError
from rulebook.files import book_of as book
from rulebook.files import calendar, in_force, packs, profiles, statutes, wage_law
from rulebook.issue import Book
from rulebook.words import Clause, Words

__all__ = [
    "Book",
    "Clause",
    "RulebookError",
    "Words",
    "book",
    "calendar",
    "in_force",
    "packs",
    "profiles",
    "statutes",
    "wage_law",
]
