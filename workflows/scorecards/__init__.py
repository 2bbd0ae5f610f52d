"""Scorecards (考核): the period opened, people assessed, targets set, the cards frozen, signed or returned."""
