"""Files in and out: one list of columns a file kind serves import, export, blank form and help. No session, no web."""
