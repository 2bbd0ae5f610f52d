"""The demo company: a beverage maker with fourteen months behind it, the same for a given day."""
