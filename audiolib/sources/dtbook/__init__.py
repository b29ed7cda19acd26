"""DTBook, the text of DAISY 3 books (ANSI/NISO Z39.86-2005 §3; versions 2005-1 to 2005-3)."""

from audiolib.sources.dtbook._read import draft, parsed, read_dtbook

__all__ = ["draft", "parsed", "read_dtbook"]
