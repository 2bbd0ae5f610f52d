"""Files in and out: one column list a file kind."""
