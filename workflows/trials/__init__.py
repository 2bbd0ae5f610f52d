"""Use-cases on trials: what an issue of the rulebook would change in past cases."""
