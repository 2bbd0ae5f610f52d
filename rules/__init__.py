"""Pure decisions: plain values and the rulebook in, a small answer with its clause out."""
