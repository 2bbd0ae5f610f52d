"""The standing of a law that a policy document names."""

from __future__ import annotations

from terms.term import Term


class LawStatus(Term):
    IN_FORCE = "in_force", "现行有效", "In force"
    REPEALED = "repealed", "已废止", "Repealed"
    NO_SUCH_LAW = "no_such_law", "无此法名", "No law of this name"
