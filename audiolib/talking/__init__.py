"""Existing talking books: their sound is kept as it is, their text and structure become a draft.

Each reader gives a draft and its `Recording`; `audiolib.production.recorded` carries both on.
"""
