"""The package document of an EPUB: what it is called, what it holds, in what order (OPF 2, 3)."""

import posixpath
import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from lxml import html

from audiolib.errors import SourceDamagedError
from audiolib.publication import Contributor, Metadata, SourceEdition
from audiolib.sources.html_tree import get, language, name, text_of
from audiolib.xml import Element

_OPF = "{http://www.idpf.org/2007/opf}"
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Member:
    """A file that the manifest names; `path` is its name in the archive."""

    id: str
    path: str
    media_type: str
    properties: frozenset[str] = frozenset()
    fallback: str = ""
    overlay: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A package document, read."""

    metadata: Metadata
    members: dict[str, Member]
    spine: tuple[tuple[Member, bool], ...]
    """The reading order; False where a file is not linear."""
    cover: str = ""
    guide: dict[str, str] = field(default_factory=dict)
    """EPUB 2: path -> what the guide calls it."""
    ncx: str = ""

    @property
    def nav(self) -> str:
        return next((m.path for m in self.members.values() if "nav" in m.properties), "")

    @property
    def has_narration(self) -> bool:
        return any(m.media_type == "application/smil+xml" for m in self.members.values())


def package(root: Element, path: str, file: str) -> Package:
    """The package document `root`, which lies at `path` in the archive.

    Raises:
        SourceDamagedError: it has no spine, or nothing the spine names.
    """
    folder = posixpath.dirname(path)
    members: dict[str, Member] = {}
    itemrefs: list[Element] = []
    guide: dict[str, str] = {}
    ncx = ""
    for element in root.iter("*"):
        kind = name(element)
        if kind == "item" and get(element, "href"):
            member = Member(
                id=get(element, "id"),
                path=resolve(folder, get(element, "href"))[0],
                media_type=get(element, "media-type").lower(),
                properties=frozenset(get(element, "properties").split()),
                fallback=get(element, "fallback"),
                overlay=get(element, "media-overlay"),
            )
            members.setdefault(member.id, member)
        elif kind == "spine":
            ncx = get(element, "toc")
        elif kind == "itemref":
            itemrefs.append(element)
        elif kind == "reference" and get(element, "href"):
            guide[resolve(folder, get(element, "href"))[0]] = get(element, "type").lower()
    spine = tuple(
        (members[get(ref, "idref")], get(ref, "linear").lower() != "no")
        for ref in itemrefs
        if get(ref, "idref") in members
    )
    if not spine:
        raise SourceDamagedError(file, path, "the package names no text")
    ncx_of = (m.path for m in members.values() if m.media_type == "application/x-dtbncx+xml")
    return Package(
        metadata=described(root),
        members=members,
        spine=spine,
        cover=_cover(root, members),
        guide=guide,
        ncx=members[ncx].path if ncx in members else next(ncx_of, ""),
    )


def resolve(folder: str, href: str) -> tuple[str, str]:
    """Path in the archive and fragment of a reference; the path is empty where it leads out."""
    try:
        parts = urlsplit(href.strip())
    except ValueError:
        return "", ""
    if parts.scheme or parts.netloc:
        return "", ""
    joined = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
    outside = joined.startswith(("../", "/")) or joined == ".."
    return ("" if outside or not parts.path else joined), unquote(parts.fragment)


def described(root: Element) -> Metadata:
    """What the package says about the publication; publisher and date are those of its source."""
    terms: dict[str, list[Element]] = {}
    refined: dict[tuple[str, str], str] = {}
    for element in root.iter("*"):
        if isinstance(element.tag, str) and "purl.org/dc/elements" in element.tag:
            terms.setdefault(name(element), []).append(element)
        elif name(element) == "meta" and get(element, "refines"):
            key = (get(element, "refines").removeprefix("#"), get(element, "property"))
            refined[key] = text_of(element)
    said = {term: [text_of(e) for e in found if text_of(e)] for term, found in terms.items()}
    first = {term: words[0] for term, words in said.items() if words}
    unique = get(root, "unique-identifier")
    own = next((text_of(e) for e in terms.get("identifier", []) if get(e, "id") == unique), "")
    title = _title(terms.get("title", []), refined)
    return Metadata(
        identifier=own or first.get("identifier", ""),
        title=title,
        language=first.get("language", "") or language(root),
        contributors=tuple(dict.fromkeys(_people(terms, refined))),
        rights=first.get("rights", ""),
        description=_plain(first.get("description", "")),
        subjects=tuple(dict.fromkeys(said.get("subject", []))),
        source=SourceEdition(
            title=title,
            publisher=first.get("publisher", ""),
            date=_date(terms.get("date", [])),
            identifier=first.get("source", ""),
            rights=first.get("rights", ""),
        ),
    )


def _title(titles: list[Element], refined: dict[tuple[str, str], str]) -> str:
    """The main title, with its subtitle where the package says which is which."""
    kinds = {id(t): refined.get((get(t, "id"), "title-type"), "") for t in titles}
    main = next((t for t in titles if kinds[id(t)] == "main"), None)
    if main is None:
        main = next((t for t in titles if not kinds[id(t)]), titles[0] if titles else None)
    under = next((text_of(t) for t in titles if kinds[id(t)] == "subtitle"), "")
    words = text_of(main) if main is not None else ""
    return f"{words}: {under}" if under and under not in words else words


def _people(
    terms: dict[str, list[Element]], refined: dict[tuple[str, str], str]
) -> list[Contributor]:
    found: list[Contributor] = []
    for term, usual in (("creator", "aut"), ("contributor", "ctb")):
        for element in terms.get(term, []):
            role = refined.get((get(element, "id"), "role"), "") or (
                element.get(f"{_OPF}role") or ""
            )
            role = role.rpartition(":")[2].strip().lower()
            if words := text_of(element):
                found.append(Contributor(words, role if re.fullmatch("[a-z]{3}", role) else usual))
    return found


def _date(dates: list[Element]) -> str:
    """The date of publication; one of modification is none."""
    told = [(e.get(f"{_OPF}event") or "", text_of(e)) for e in dates]
    told = [(event, words) for event, words in told if event != "modification"]
    told.sort(key=lambda pair: pair[0] != "publication")
    match = _DATE.match(told[0][1]) if told else None
    return "-".join(part for part in match.groups() if part) if match else ""


def _plain(words: str) -> str:
    """A description without the markup that some packages hide in it."""
    if "<" not in words:
        return words
    return " ".join(html.fromstring(f"<div>{words}</div>").text_content().split())


def _cover(root: Element, members: dict[str, Member]) -> str:
    for member in members.values():
        if "cover-image" in member.properties:
            return member.path
    for element in root.iter("*"):
        if name(element) == "meta" and get(element, "name").lower() == "cover":
            member_named = members.get(get(element, "content"))
            if member_named and member_named.media_type.startswith("image/"):
                return member_named.path
    return ""
