"""Versions of a production's text, and the suggestions that wait for a decision."""

from audiolib.proofing.repository.defects import Found, defects, mend, report
from audiolib.proofing.repository.known import Known, known
from audiolib.proofing.repository.rows import changes
from audiolib.proofing.repository.suggestions import Waiting, suggestions
from audiolib.proofing.repository.versions import (
    Saved,
    Version,
    accept,
    decline,
    difference,
    history,
    newest,
    restore,
    save,
    undo,
    version,
)

__all__ = [
    "Found",
    "Known",
    "Saved",
    "Version",
    "Waiting",
    "accept",
    "changes",
    "decline",
    "defects",
    "difference",
    "history",
    "known",
    "mend",
    "newest",
    "report",
    "restore",
    "save",
    "suggestions",
    "undo",
    "version",
]
