"""What is wrong with a DAISY 2.02 package: an independent reading of its finished files."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from audiolib.findings import Finding, Severity
from audiolib.packages._daisy.audio import ClipFound, check_audio, check_order
from audiolib.packages._daisy.folder import Folder, elements, local, named, words
from audiolib.packages._daisy.meta import (
    DATE,
    LANGUAGE,
    NUMBER,
    Metas,
    check_count,
    check_forms,
    check_required,
    check_single,
    check_time,
)
from audiolib.packages._daisy.pages import roman
from audiolib.packages.daisy202.check_content import check_content
from audiolib.packages.daisy202.check_smil import FORMAT, SmilFound, check_smil
from audiolib.xml import Element

_XHTML = "-//W3C//DTD XHTML 1.0 Transitional//EN"
_REQUIRED = (
    "dc:creator",
    "dc:date",
    "dc:format",
    "dc:identifier",
    "dc:language",
    "dc:publisher",
    "dc:title",
    "ncc:charset",
    "ncc:pageFront",
    "ncc:pageNormal",
    "ncc:pageSpecial",
    "ncc:setInfo",
    "ncc:tocItems",
    "ncc:totalTime",
)
_NUMBERS = (
    "ncc:depth", "ncc:files", "ncc:footnotes", "ncc:kByteSize", "ncc:maxPageNormal",
    "ncc:pageFront", "ncc:pageNormal", "ncc:pageSpecial", "ncc:prodNotes", "ncc:sidebars",
    "ncc:tocItems",
)  # fmt: skip
_SINGLE = (
    "dc:date", "dc:format", "dc:identifier", "dc:publisher", "dc:source", "dc:title", *_NUMBERS,
    "ncc:charset", "ncc:generator", "ncc:multimediaType", "ncc:producedDate", "ncc:producer",
    "ncc:revision", "ncc:revisionDate", "ncc:setInfo", "ncc:sourceDate", "ncc:sourceEdition",
    "ncc:sourcePublisher", "ncc:sourceRights", "ncc:sourceTitle", "ncc:totalTime",
)  # fmt: skip
_TYPES = "audioOnly|audioNcc|audioPartText|audioFullText|textPartAudio|textNcc"
_FORMS = {
    **FORMAT,
    "dc:date": DATE,
    "dc:language": LANGUAGE,
    "ncc:charset": re.compile("utf-8", re.IGNORECASE),
    "ncc:multimediaType": re.compile(_TYPES),
    "ncc:producedDate": DATE,
    "ncc:sourceDate": DATE,
    **dict.fromkeys(_NUMBERS, NUMBER),
}
_COUNTS = (
    ("ncc:pageFront", "page-front", True),
    ("ncc:pageNormal", "page-normal", True),
    ("ncc:pageSpecial", "page-special", True),
    ("ncc:footnotes", "noteref", False),
    ("ncc:sidebars", "sidebar", False),
    ("ncc:prodNotes", "optional-prodnote", False),
)
_CLASSES = {kind for _, kind, _ in _COUNTS}
_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}


def check(target: Path, *, deep: bool = False) -> Iterator[Finding]:
    """Findings `d202-001` and on; nothing is raised, whatever the folder holds."""
    folder = Folder(target, "d202")
    if "ncc.html" not in folder.sizes:
        folder.say(1, "ncc.html")
    elif (root := folder.tree("ncc.html")) is not None:
        folder.used.add("ncc.html")
        _check_package(folder, root, deep)
    yield from folder.findings


def _check_package(folder: Folder, root: Element, deep: bool) -> None:
    folder.check_doctype("ncc.html", root, _XHTML, xmlns="http://www.w3.org/1999/xhtml")
    folder.ids("ncc.html")
    metas = _metas(root)
    check_required(folder, "ncc.html", metas, _REQUIRED)
    check_single(folder, "ncc.html", metas, _SINGLE)
    check_forms(folder, "ncc.html", metas, _FORMS)
    body = next(iter(named(root, "body")), None)
    items = elements(body) if body is not None else []
    _check_items(folder, items)
    _check_counts(folder, metas, items)
    spine = _check_links(folder, items)
    identifier = next(iter(metas.get("dc:identifier", ())), "")
    smils: list[SmilFound] = []
    elapsed = 0
    for name in spine:
        found = check_smil(folder, name, identifier, elapsed)
        elapsed += found.duration
        smils.append(found)
    check_time(
        folder, 15, "ncc.html", next(iter(metas.get("ncc:totalTime", ())), None), elapsed, 500
    )
    check_content(folder, smils, identifier)
    _check_type(folder, metas, smils)
    _check_master(folder, spine)
    for name in folder.sizes:
        if name.endswith(".smil") and name not in spine and name != "master.smil":
            folder.say(44, name)
    clips: list[ClipFound] = [clip for smil in smils for clip in smil.clips]
    check_order(folder, clips)
    check_audio(folder, clips, deep=deep)
    folder.check_files(Severity.WARNING)
    check_count(folder, "ncc.html", metas, "ncc:files", len(folder.sizes))
    size = (sum(folder.sizes.values()) + 1023) // 1024
    check_count(folder, "ncc.html", metas, "ncc:kByteSize", size)


def _metas(root: Element) -> Metas:
    found: dict[str, list[str]] = {}
    for meta in named(root, "meta"):
        found.setdefault(meta.get("name", ""), []).append(meta.get("content", ""))
    return found


def _check_items(folder: Folder, items: list[Element]) -> None:
    """Which elements there may be, their order and words (030 to 033)."""
    if not items or local(items[0]) != "h1" or items[0].get("class") != "title":
        folder.say(30, "ncc.html", items[0] if items else None)
    depth = 0
    for item in items:
        tag, kind = local(item), item.get("class", "")
        allowed = (
            tag in _HEADINGS
            or (tag == "span" and kind in _CLASSES)
            or (tag == "div" and kind == "group")
        )
        links = [child for child in elements(item) if local(child) == "a"]
        if not allowed or not item.get("id") or len(links) != 1 or len(elements(item)) != 1:
            folder.say(31, "ncc.html", item, tag=tag, kind=kind)
        if tag in _HEADINGS:
            if _HEADINGS[tag] > depth + 1:
                folder.say(32, "ncc.html", item, level=_HEADINGS[tag], before=depth)
            depth = _HEADINGS[tag]
        label = words(item)
        if not label or not _fits(kind, label):
            folder.say(33, "ncc.html", item, label=label, kind=kind or tag)


def _fits(kind: str, label: str) -> bool:
    if kind == "page-normal":
        return NUMBER.fullmatch(label) is not None and label.isascii()
    if kind == "page-front":
        return bool(roman(label)) or (
            label.isascii() and NUMBER.fullmatch(label) is not None and int(label) > 0
        )
    return True


def _check_counts(folder: Folder, metas: Metas, items: list[Element]) -> None:
    kinds = Counter(item.get("class", "") for item in items if local(item) == "span")
    for name, kind, always in _COUNTS:
        check_count(folder, "ncc.html", metas, name, kinds[kind])
        if not always and kinds[kind] and name not in metas:
            folder.say(9, "ncc.html", name=name)
    check_count(folder, "ncc.html", metas, "ncc:tocItems", len(items))
    depth = max((_HEADINGS[local(i)] for i in items if local(i) in _HEADINGS), default=0)
    check_count(folder, "ncc.html", metas, "ncc:depth", depth)
    pages = [words(item) for item in items if item.get("class") == "page-normal"]
    highest = max((int(page) for page in pages if NUMBER.fullmatch(page)), default=0)
    check_count(folder, "ncc.html", metas, "ncc:maxPageNormal", highest)


def _check_links(folder: Folder, items: list[Element]) -> list[str]:
    """Every item leads to a `par` or `text`, and none goes back (043); gives the SMIL files."""
    spine: list[str] = []
    positions: dict[str, dict[int, int]] = {}
    last = (0, 0)
    for item in items:
        for link in named(item, "a"):
            name, found = folder.follow("ncc.html", link, link.get("href", ""), ("par", "text"))
            if found is None:
                continue
            if name not in spine:
                spine.append(name)
                positions[name] = {id(e): n for n, e in enumerate(_all(folder, name))}
            par = found if local(found) == "par" else found.getparent()
            place = (spine.index(name), positions[name].get(id(par), 0))
            if place < last:
                folder.say(43, "ncc.html", item)
            last = max(last, place)
    return spine


def _all(folder: Folder, name: str) -> list[Element]:
    """The elements of a file; `Folder.ids` keeps those with an id alive, so `id()` holds."""
    return list(folder.ids(name).values())


def _check_type(folder: Folder, metas: Metas, smils: list[SmilFound]) -> None:
    """The type of the book is what its files show (045)."""
    value = next(iter(metas.get("ncc:multimediaType", ())), "")
    texts = {file for smil in smils for file, _ in smil.texts}
    has_content = bool(texts - {"ncc.html"})
    wants_content = value in ("audioPartText", "audioFullText", "textPartAudio")
    if value and has_content != wants_content:
        folder.say(45, "ncc.html", value=value)


def _check_master(folder: Folder, spine: list[str]) -> None:
    """The master names the SMIL files of the NCC, in its order (042)."""
    if "master.smil" not in folder.sizes:
        return
    folder.used.add("master.smil")
    root = folder.tree("master.smil")
    if root is None:
        return
    named_ = [folder.follow("master.smil", r, r.get("src", ""))[0] for r in named(root, "ref")]
    if named_ != spine:
        folder.say(42, "master.smil")
