"""What distributors are given after the month: planned, delivered, signed for."""
