"""The cost ledger of a case."""
