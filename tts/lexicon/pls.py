"""Reading PLS 1.0 (W3C Pronunciation Lexicon Specification, Recommendation of 14 October 2008)."""

from collections.abc import Iterator, Sequence

from lxml import etree

from tts.errors import LexiconAlphabetError, LexiconError, LexiconPatternError
from tts.lexicon import xsampa
from tts.lexicon.entry import MATCHES, Entry, Match
from tts.lexicon.lexicon import Lexicon
from tts.lexicon.spending import Spending
from tts.lexicon.words import count_words, plain

PLS = "http://www.w3.org/2005/01/pronunciation-lexicon"
OURS = "urn:audiolib:lexicon"
"""The namespace of what PLS 1.0 has no name for; the specification lets others pass it over."""
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
LONGEST = 1_000
"""Characters of a grapheme, an alias or a pronunciation."""
WORDS = 32
"""Words and signs of a grapheme."""
_SAMPA = ("x-sampa", "xsampa", "x_sampa")


def read_pls(content: bytes, scope: str = "") -> Lexicon:
    """The lexicon of a PLS 1.0 file.

    Of several pronunciations the preferred one counts, else the first; an alias beside it is for
    engines that take no IPA. X-SAMPA becomes IPA. Understood beside PLS are the attributes of
    DAISY Pipeline 2 (`regex`, `positive-lookahead`, `negative-lookahead`, `xml:lang` of a lexeme)
    and ours. `role` is not looked at: nothing here tells parts of speech apart. A lexeme whose
    alias and phoneme are empty is one that waits to be filled in.

    Raises:
        LexiconError: it is no PLS, declares entities, is in another alphabet, or has regular
            expressions that are wrong or slow.
    """
    return Lexicon(entries(content, scope))


def entries(content: bytes, scope: str = "") -> list[Entry]:
    """The entries of a PLS 1.0 file in its order, with those that are not filled in.

    Raises:
        LexiconError: as for `read_pls`.
    """
    return [entry for entry, _lexeme, _grapheme in places(parsed(content), scope)]


def places(
    root: etree._Element, scope: str = ""
) -> Iterator[tuple[Entry, etree._Element, etree._Element]]:
    """The entries of a parsed lexicon, each with its lexeme and its grapheme.

    Raises:
        LexiconError: as for `read_pls`.
    """
    spending = Spending()
    alphabet = root.get("alphabet", "ipa")
    lang = root.get(LANG, "")
    # Without a namespace is no PLS, but people write it by hand.
    for lexeme in root.iter(f"{{{PLS}}}lexeme", "lexeme"):
        for entry, grapheme in _entries(lexeme, alphabet, lexeme.get(LANG, lang), scope):
            if entry.match == "regex" or entry.has_context:
                _make_sure_of(entry, spending, lexeme.sourceline or 0)
            yield entry, lexeme, grapheme


def parsed(content: bytes) -> etree._Element:
    """The root of a PLS file, parsed without entities and network.

    Raises:
        LexiconError: it is not well-formed, declares entities, or is no PLS.
    """
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
    if root.tag not in (f"{{{PLS}}}lexicon", "lexicon"):
        raise LexiconError(root.sourceline or 0, f"the root is {root.tag!r}")
    return root


def _entries(
    lexeme: etree._Element, alphabet: str, lang: str, scope: str
) -> Iterator[tuple[Entry, etree._Element]]:
    graphemes: list[etree._Element] = []
    phonemes: list[etree._Element] = []
    aliases: list[etree._Element] = []
    by_name = {"grapheme": graphemes, "phoneme": phonemes, "alias": aliases}
    for child in lexeme:
        if isinstance(child.tag, str):
            namespace, _, name = child.tag.rpartition("}")
            if namespace in ("", f"{{{PLS}") and name in by_name:
                by_name[name].append(child)
    words = [(element, _text(element)) for element in graphemes]
    if not any(word for _, word in words) or not (phonemes or aliases):
        raise LexiconError(lexeme.sourceline or 0, "a lexeme without grapheme, alias or phoneme")
    ipa = _ipa(_preferred(phonemes), alphabet) if phonemes else ""
    alias = _text(_preferred(aliases)) if aliases else ""
    match = _match(lexeme)
    note, author = lexeme.get(f"{{{OURS}}}note", ""), lexeme.get(f"{{{OURS}}}author", "")
    for element, word in words:
        if len(word) > WORDS and match != "regex" and count_words(word) > WORDS:
            raise LexiconError(element.sourceline or 0, f"more than {WORDS} words")
        if word:
            beside = _beside(element) if len(element.attrib) else ("", "", "", "")
            yield Entry(word, alias, ipa, lang, match, *beside, note, author, scope), element


def _beside(grapheme: etree._Element) -> tuple[str, str, str, str]:
    return (
        grapheme.get("positive-lookahead", ""),
        grapheme.get("negative-lookahead", ""),
        grapheme.get(f"{{{OURS}}}positive-lookbehind", ""),
        grapheme.get(f"{{{OURS}}}negative-lookbehind", ""),
    )


def _match(lexeme: etree._Element) -> Match:
    if not len(lexeme.attrib):
        return "word"
    told = lexeme.get(f"{{{OURS}}}match", "")
    if lexeme.get("regex", "").strip() in ("true", "1") or told == "regex":
        return "regex"
    if told and told not in MATCHES:
        raise LexiconError(lexeme.sourceline or 0, f"match is {told!r}")
    return told or "word"


def _ipa(element: etree._Element, alphabet: str) -> str:
    used = element.get("alphabet", alphabet).lower().strip()
    written = _text(element)
    if used in ("ipa", ""):
        return written
    if used in _SAMPA:
        said, odd = xsampa.ipa(written)
        if not odd:
            return said
        raise LexiconAlphabetError(element.sourceline or 0, used, odd)
    raise LexiconAlphabetError(element.sourceline or 0, used, written)


def _make_sure_of(entry: Entry, spending: Spending, line: int) -> None:
    try:
        spending.add(entry)
    except LexiconPatternError as error:
        raise type(error)(error.pattern, line) from error


def _preferred(elements: Sequence[etree._Element]) -> etree._Element:
    if len(elements) == 1:
        return elements[0]
    chosen = (e for e in elements if e.get("prefer", "").strip() in ("true", "1"))
    return next(chosen, elements[0])


def _text(element: etree._Element) -> str:
    text = element.text or ""
    if len(element):
        text = "".join(str(part) for part in element.itertext())
    if len(text) > LONGEST:
        raise LexiconError(element.sourceline or 0, f"more than {LONGEST} characters")
    return plain(text)
