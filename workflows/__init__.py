"""The use-cases: a folder a subject, a file a verb. This tree is what the software does."""
