"""Errands: work for the machine that is of no production, and what became of it."""
