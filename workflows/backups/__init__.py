"""Backups: one file that holds the whole desk as it was at one moment, made while it is in use."""
