"""What the values of the rulebook are called, for the screens."""

from rulebook.labels import LABELS, label_at

__all__ = ["LABELS", "label_at"]
