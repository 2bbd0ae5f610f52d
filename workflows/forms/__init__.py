"""Custody of handling forms: who holds the paper, where it lies, when it is gone."""
