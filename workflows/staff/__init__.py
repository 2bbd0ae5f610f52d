"""Staff: the first administrator, and everybody after."""
