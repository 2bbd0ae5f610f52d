"""Who is at the door: log-in, log-out, passwords, sessions."""
