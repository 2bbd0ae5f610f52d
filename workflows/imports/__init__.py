"""Files that come in: received, checked by a rehearsal of what they would do, confirmed, carried out, undone."""
