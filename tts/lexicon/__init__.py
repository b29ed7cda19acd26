"""What people decided about words: names and terms with another spelling, or a pronunciation."""

from tts.lexicon.entry import MATCHES, Entry, Match
from tts.lexicon.lexicon import Lexicon
from tts.lexicon.pls import read_pls

__all__ = ["MATCHES", "Entry", "Lexicon", "Match", "read_pls"]
