"""Staff, volunteers, patrons and partners: who they are, and how they come in."""

from audiolib.people.reader import ANONYMOUS, Granted, Reader

__all__ = ["ANONYMOUS", "Granted", "Reader"]
