"""How often something recurs."""

from __future__ import annotations

from terms.term import Term


class Period(Term):
    EACH_CASE = "each_case", "每件", "Each case"
    DAILY = "daily", "每日", "Daily"
    MONTHLY = "monthly", "每月", "Monthly"
    QUARTERLY = "quarterly", "每季度", "Quarterly"
    HALF_YEARLY = "half_yearly", "每半年", "Half-yearly"
    YEARLY = "yearly", "每年", "Yearly"
    IRREGULAR = "irregular", "不定期", "Now and then"

    @property
    def months(self) -> int:
        """Months from one time to the next; 0 where it does not recur by the calendar."""
        return {Period.MONTHLY: 1, Period.QUARTERLY: 3, Period.HALF_YEARLY: 6, Period.YEARLY: 12}.get(self, 0)
