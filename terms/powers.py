"""How a person stands to decisions: the headings of the card on everybody's first page."""

from __future__ import annotations

from terms.term import Term


class PowerKind(Term):
    DECIDES = "decides", "我审批", "I decide"
    CO_SIGNS = "co_signs", "我会签", "I co-sign"
    ABOVE = "above", "需上报", "Goes above me"
    DOES = "does", "我经办", "My part"
    NOT_MINE = "not_mine", "不归我办", "Not mine"
