"""The exit statuses of `audiolib`."""

OK = 0
"""All went well."""
ERRORS = 1
"""There are findings of severity error."""
USAGE = 2
"""The command was not understood: an option, a value, a format, a voice, a setting."""
BAD_INPUT = 3
"""A file could not be read or written, or the text is in a language that nobody here speaks."""
NO_DISK = 4
"""The disk is full, or would be."""
INTERRUPTED = 130
"""Ctrl-C; a later run goes on from there."""
