"""Wages of a month: entered by personnel, so that a deduction can be held against the law."""
