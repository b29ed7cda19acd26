"""Word's binary documents of 1997 to 2003 (MS-DOC): pieces, styles, tables, notes, old fonts."""

from audiolib.sources.doc._read import read_doc

__all__ = ["read_doc"]
