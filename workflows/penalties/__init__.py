"""Penalties and rewards (激励): proposed from facts or by hand, confirmed, appealed, locked with the month."""
