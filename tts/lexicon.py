"""What people decided about words: names and terms with another spelling, or a pronunciation."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lxml import etree

from tts.errors import LexiconError
from tts.spoken import Span

PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TOKEN = re.compile(r"(?:\w|[\u0300-\u036f\u0483-\u0487\u064b-\u065f\u0670\u200c\u200d])+|[^\w\s]")
_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"\s+")
_IPA = ("ipa", "")


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision.

    `alias` is spoken instead of `grapheme`, or `ipa` is how it sounds. A grapheme in small letters
    is found in capitals too, as at the beginning of a sentence; any other only as written. `lang`
    limits the entry to a primary language.
    """

    grapheme: str
    alias: str = ""
    ipa: str = ""
    lang: str = ""


class Lexicon:
    """One merged list of entries: of two for the same grapheme the first counts.

    At each place the longest grapheme wins; none is found inside a word.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        kept: dict[tuple[str, str], Entry] = {}
        for entry in entries:
            grapheme = _plain(entry.grapheme)
            if grapheme and (entry.alias or entry.ipa):
                kept.setdefault((grapheme, entry.lang), entry)
        self.entries = tuple(kept.values())
        # By the first word in small letters: a look-up for each word of a text, however many
        # entries there are.
        self._by_first: dict[str, list[tuple[str, Entry]]] = {}
        for (grapheme, _), entry in sorted(kept.items(), key=lambda kv: -len(kv[0][0])):
            if first := _TOKEN.match(grapheme):
                key = first.group().lower()
                self._by_first.setdefault(key, []).append((grapheme, entry))

    @classmethod
    def merged(cls, lexicons: Sequence["Lexicon"]) -> "Lexicon":
        """Several as one; what an earlier one says of a grapheme counts."""
        return cls(entry for lexicon in lexicons for entry in lexicon.entries)

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def __len__(self) -> int:
        return len(self.entries)

    def apply(self, text: str, lang: str) -> tuple[Span, ...]:
        """Where `text` holds words of the lexicon; sorted, disjoint.

        Args:
            text: NFC.
            lang: BCP 47; entries of another primary language are passed over.
        """
        if not self._by_first:
            return ()
        primary = lang.split("-")[0].lower()
        flat = _SPACE.sub(" ", text)
        found: list[Span] = []
        at = 0
        for token in _TOKEN.finditer(flat):
            begin = token.start()
            candidates = self._by_first.get(token.group().lower())
            if candidates is None or begin < at:
                continue
            for grapheme, entry in candidates:
                end = begin + len(grapheme)
                if entry.lang in ("", primary) and _is_there(flat, begin, end, grapheme):
                    found.append(_span(text, begin, end, entry))
                    at = end
                    break
        return tuple(found)


def _is_there(text: str, begin: int, end: int, grapheme: str) -> bool:
    written = text[begin:end]
    if written != grapheme and not (grapheme.islower() and written.lower() == grapheme):
        return False
    inside = _TOKEN.match(text, end - 1)
    return inside is None or inside.end() == end or not _is_wordy(text[end - 1])


def _is_wordy(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def _span(text: str, begin: int, end: int, entry: Entry) -> Span:
    written = text[begin:end]
    if entry.ipa:
        spoken = entry.alias or written
        return Span(begin, end, written, spoken, "lexicon.phoneme", ipa=entry.ipa)
    return Span(begin, end, written, entry.alias, "lexicon.alias")


def read_pls(content: bytes) -> Lexicon:
    """The lexicon of a PLS 1.0 file (W3C Pronunciation Lexicon Specification).

    Of several pronunciations the preferred one counts, else the first. `role` is not looked at:
    nothing here tells parts of speech apart.

    Raises:
        LexiconError: it is no PLS, declares entities, or has phonemes in another alphabet than IPA.
    """
    root = _parsed(content)
    if root.tag not in (f"{{{PLS}}}lexicon", "lexicon"):
        raise LexiconError(root.sourceline or 0, f"the root is {root.tag!r}")
    alphabet = root.get("alphabet", "ipa").lower()
    lang = root.get(_LANG, "").split("-")[0].lower()
    entries = []
    for lexeme in root.iter(f"{{{PLS}}}lexeme", "lexeme"):
        entries += _entries(lexeme, alphabet, lang)
    return Lexicon(entries)


def _parsed(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise LexiconError(error.lineno or 0, error.msg or "not well-formed") from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise LexiconError(1, "the file declares entities")
    return root


def _entries(lexeme: etree._Element, alphabet: str, lang: str) -> list[Entry]:
    graphemes = [_text(child) for child in _children(lexeme, "grapheme")]
    phonemes = _children(lexeme, "phoneme")
    aliases = _children(lexeme, "alias")
    if not any(graphemes) or not (phonemes or aliases):
        raise LexiconError(lexeme.sourceline or 0, "a lexeme without grapheme, alias or phoneme")
    ipa = alias = ""
    if phonemes:
        chosen = _preferred(phonemes)
        if chosen.get("alphabet", alphabet).lower() not in _IPA:
            used = chosen.get("alphabet", alphabet)
            raise LexiconError(chosen.sourceline or 0, f"the alphabet is {used}, not ipa")
        ipa = _text(chosen)
    if aliases:
        alias = _text(_preferred(aliases))
    return [Entry(grapheme, alias, ipa, lang) for grapheme in graphemes if grapheme]


def _children(lexeme: etree._Element, name: str) -> list[etree._Element]:
    return [*lexeme.iterchildren(f"{{{PLS}}}{name}", name)]


def _preferred(elements: Sequence[etree._Element]) -> etree._Element:
    return next((e for e in elements if e.get("prefer") == "true"), elements[0])


def _text(element: etree._Element) -> str:
    return _plain("".join(str(part) for part in element.itertext()))


def _plain(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()
