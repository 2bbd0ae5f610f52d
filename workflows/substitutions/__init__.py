"""Who signs in whose name, and for which days."""
