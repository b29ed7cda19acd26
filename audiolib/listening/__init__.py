"""Listening to what was made: sentences with their sound, doubtful places first, defects."""
