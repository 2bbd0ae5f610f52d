"""Files that go out: who took how many rows of what stands in the audit."""
