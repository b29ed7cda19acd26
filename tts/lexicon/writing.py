"""Writing PLS 1.0, anew or into a file that people made."""

from collections.abc import Iterable, Sequence

from lxml import etree

from tts.lexicon.entry import Entry
from tts.lexicon.pls import LANG, OURS, PLS, parsed, places

_PREFIXES = {None: PLS, "audiolib": OURS}
_INDENT = "  "


def write_pls(entries: Iterable[Entry], lang: str) -> bytes:
    """A PLS 1.0 file that gives the same entries when it is read.

    Valid PLS 1.0, once what is of other namespaces is left out, as its §3 has it; only what DAISY
    Pipeline 2 added (`regex`, `positive-lookahead`, `negative-lookahead`, `xml:lang` of an entry
    in another language) stands without a namespace, as there.

    Args:
        entries: In order.
        lang: BCP 47 of the file, and of entries without a language.
    """
    root = etree.Element(f"{{{PLS}}}lexicon", {"version": "1.0", "alphabet": "ipa"}, _PREFIXES)
    root.set(LANG, lang)
    for entry in entries:
        _append(root, _lexeme(root, entry))
    return _bytes(root)


def edited(content: bytes, put: Sequence[Entry] = (), drop: Sequence[Entry] = ()) -> bytes:
    """A PLS file with entries put in and others taken out; all else in it stays as it was.

    One that is found where another was found before (`Entry.where`) takes its place; others come
    last.

    Raises:
        LexiconError: `content` can't be read.
    """
    root = parsed(content)
    lang = root.get(LANG, "")
    fresh = {_where(entry, lang): entry for entry in put}
    gone = {_where(entry, lang) for entry in drop}
    for entry, lexeme, grapheme in list(places(root)):
        where = _where(entry, lang)
        if where in gone or where in fresh:
            new = fresh.pop(where, None)
            if new is not None:
                _insert_before(lexeme, _lexeme(root, new))
            gone.add(where)  # of several alike the first counted, so no other may come to count
            _take_out(lexeme, grapheme)
    for entry in fresh.values():
        _append(root, _lexeme(root, entry))
    return _bytes(root)


def _where(entry: Entry, lang: str) -> tuple[str, ...]:
    grapheme, own, *rest = entry.where
    return (grapheme, own or lang, *rest)


def _lexeme(root: etree._Element, entry: Entry) -> etree._Element:
    namespace = etree.QName(root).namespace
    prefix = f"{{{namespace}}}" if namespace else ""
    lexeme = etree.Element(f"{prefix}lexeme", nsmap=_PREFIXES if namespace else {"audiolib": OURS})
    if entry.lang and entry.lang != root.get(LANG, ""):
        lexeme.set(LANG, entry.lang)
    if entry.match == "regex":
        lexeme.set("regex", "true")
    elif entry.match != "word":
        lexeme.set(f"{{{OURS}}}match", entry.match)
    for name, value in (("note", entry.note), ("author", entry.author)):
        if value:
            lexeme.set(f"{{{OURS}}}{name}", value)
    grapheme = etree.SubElement(lexeme, f"{prefix}grapheme")
    grapheme.text = entry.grapheme
    for name, value in (
        ("positive-lookahead", entry.followed),
        ("negative-lookahead", entry.not_followed),
        (f"{{{OURS}}}positive-lookbehind", entry.preceded),
        (f"{{{OURS}}}negative-lookbehind", entry.not_preceded),
    ):
        if value:
            grapheme.set(name, value)
    if entry.ipa:
        phoneme = etree.SubElement(lexeme, f"{prefix}phoneme")
        phoneme.text = entry.ipa
        if root.get("alphabet", "ipa").lower() != "ipa":
            phoneme.set("alphabet", "ipa")
    if entry.alias or not entry.ipa:
        etree.SubElement(lexeme, f"{prefix}alias").text = entry.alias
    _indent(lexeme)
    etree.cleanup_namespaces(lexeme)
    return lexeme


def _indent(lexeme: etree._Element) -> None:
    lexeme.text = f"\n{_INDENT * 2}"
    for child in lexeme:
        child.tail = f"\n{_INDENT * 2}"
    lexeme[-1].tail = f"\n{_INDENT}"


def _append(root: etree._Element, lexeme: etree._Element) -> None:
    last = next(root.iterchildren(reversed=True), None)  # len() would count them all
    if last is not None:
        last.tail = f"\n{_INDENT}"
    else:
        root.text = f"\n{_INDENT}"
    lexeme.tail = "\n"
    root.append(lexeme)


def _insert_before(lexeme: etree._Element, fresh: etree._Element) -> None:
    fresh.tail = f"\n{_INDENT}"
    lexeme.addprevious(fresh)


def _take_out(lexeme: etree._Element, grapheme: etree._Element) -> None:
    """Remove a grapheme, and its lexeme where no other is left, but not the remarks around."""
    lexeme.remove(grapheme)
    if any(isinstance(c.tag, str) and c.tag.endswith("grapheme") for c in lexeme):
        return
    parent = lexeme.getparent()
    if parent is not None:
        parent.remove(lexeme)


def _bytes(root: etree._Element) -> bytes:
    tree = root.getroottree()
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8") + b"\n"
