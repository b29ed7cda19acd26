"""DAISY 3 (ANSI/NISO Z39.86-2005, R2012): all text in DTBook, all of it with sound."""

from audiolib.packages.daisy3.package import DAISY3, Daisy3

__all__ = ["DAISY3", "Daisy3"]
