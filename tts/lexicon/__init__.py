"""What people decided about words: names and terms with another spelling, or a pronunciation."""

from tts.lexicon._forms import Forms, forms
from tts.lexicon.entry import MATCHES, Entry, Match
from tts.lexicon.lexicon import Lexicon
from tts.lexicon.pls import entries, read_pls
from tts.lexicon.table import COLUMNS, Row, read_table, write_table
from tts.lexicon.writing import edited, write_pls

__all__ = [
    "COLUMNS",
    "MATCHES",
    "Entry",
    "Forms",
    "Lexicon",
    "Match",
    "Row",
    "edited",
    "entries",
    "forms",
    "read_pls",
    "read_table",
    "write_pls",
    "write_table",
]
