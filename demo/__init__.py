"""The demo company: a beverage maker whose whole past is made by the use-cases' own steps."""

from demo.logins import Account, accounts

__all__ = ["Account", "accounts"]
