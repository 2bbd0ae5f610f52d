"""Commands on the terminal: thin shells round the floors below."""
