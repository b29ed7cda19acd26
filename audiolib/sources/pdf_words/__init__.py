"""The words of a PDF, taken out by a process of its own: its limits, and the styles it tells.

PDFium is native code that reads strangers' files; it is never loaded into the process that asks.
"""

MEMORY = 640 << 20
"""Bytes of address space; honest pages need a third of it."""
SECONDS_A_PAGE = 30
"""CPU seconds."""
PAGES = 10_000
CHARACTERS = 200_000
"""Of one page; a page of a dictionary has about 10,000. What is beyond is left out and told."""
OUTLINE = 10_000
"""Entries of the outline."""
TEXT = 1000
"""Code points of a field of metadata or of a title in the outline."""

ITALIC, BOLD, RAISED, LOWERED = 1, 2, 4, 8
"""Styles of words, as bits."""
