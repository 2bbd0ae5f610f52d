"""Demo companies: their whole past is made by the use-cases' own steps."""

from demo.logins import Account, accounts, works_here

__all__ = ["Account", "accounts", "works_here"]
