"""Departments and regions."""
