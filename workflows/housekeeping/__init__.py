"""What the house does for itself."""
