"""The navigation control centre, `ncc.html`: headings, pages, notes, in the order of sound."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from audiolib.order import Role
from audiolib.packages._daisy.markup import attribute, escaped
from audiolib.packages._daisy.outline import Level, first_words, label, shortened
from audiolib.packages._daisy.pages import PageNumber
from audiolib.packages._daisy.record import Record
from audiolib.packages._daisy.sounds import Sound
from audiolib.packages.daisy202.smil import DECLARATION
from audiolib.packages.smil import hours
from audiolib.publication import (
    Figure,
    Heading,
    Note,
    NoteKind,
    Table,
)

DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"'
    ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"'
)
CONTENT_TYPE = '<meta http-equiv="Content-type" content="application/xhtml+xml; charset=utf-8" />\n'
_CLASSES = {
    "part": "part",
    "chapter": "chapter",
    "foreword": "foreword",
    "preface": "preface",
    "introduction": "introduction",
    "dedication": "dedication",
    "prologue": "prolog",
    "acknowledgments": "acknowledgments",
    "appendix": "appendix",
    "bibliography": "bibliography",
    "glossary": "glossary",
    "index": "index",
    "titlepage": "title-page",
    "copyright-page": "copyright-page",
}


@dataclass(frozen=True, slots=True)
class NccItem:
    """A child of the body: where one can go to. `page` is the number of a normal page, else 0."""

    tag: str
    kind: str
    id: str
    href: str
    words: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Measure:
    """What only the finished package tells: its files, their bytes without the NCC, its time."""

    files: int
    size: int
    duration: int


def ncc_items(
    sounds: Sequence[Sound],
    title: str,
    headings: Mapping[str, Level],
    pages: Mapping[str, PageNumber],
) -> Iterator[NccItem]:
    """The title, then all items; a silent page leads to what sounds next.

    Players go from file to file by the NCC alone, so a track without an item gets one.
    """
    targets = _targets(sounds)
    first = next(sound for sound in sounds if not sound.is_silent)
    # The first phrase has two items where it is a heading: its `text` is the title's own target.
    yield NccItem("h1", "title", "title", f"{first.smil}#t{first.id}", title)
    seen: set[str] = set()
    last = title
    for number, run in groupby(zip(sounds, targets, strict=True), key=lambda pair: pair[0].run):
        pairs = list(run)
        found = [i for pair in pairs for i in _items(*pair, seen, headings, pages)]
        if not found and number != first.run:
            sound, href = pairs[0]
            words = shortened(sound.words) or last
            found = [NccItem("div", "group", sound.id, href, words)]
        yield from found
        last = next((i.words for i in reversed(found) if i.tag in _LEVELS), last)


def without_skips(items: Iterable[NccItem]) -> Iterator[NccItem]:
    """Headings one level up wherever a heading above them has no sound, and so no item."""
    open_: list[int] = []
    for item in items:
        if item.tag not in _LEVELS or item.kind == "title":
            yield item
            continue
        level = int(item.tag[1])
        while open_ and open_[-1] >= level:
            open_.pop()
        open_.append(level)
        yield replace(item, tag=f"h{len(open_)}")


def _items(
    sound: Sound,
    href: str,
    seen: set[str],
    headings: Mapping[str, Level],
    pages: Mapping[str, PageNumber],
) -> Iterator[NccItem]:
    cue = sound.cue
    for structure in cue.within:
        if structure.id not in seen:
            seen.add(structure.id)
            if kind := _kind(structure):
                tag = "div" if kind == "group" else "span"
                yield NccItem(tag, kind, structure.id, href, first_words(structure))
    if cue.role is Role.PAGE and cue.id in pages:
        number = pages[cue.id]
        value = number.value if number.kind == "normal" else 0
        yield NccItem("span", f"page-{number.kind}", cue.id, href, number.label, value)
    elif cue.role is Role.NOTEREF and not sound.is_silent:
        yield NccItem("span", "noteref", cue.id, href, " ".join(sound.words.split()) or "–")
    elif isinstance(cue.holder, Heading) and cue.first and cue.holder.id in headings:
        level = headings[cue.holder.id]
        kind = _CLASSES.get(level.section.kind, "")
        words = label(cue.holder) or sound.words
        yield NccItem(f"h{level.depth}", kind, cue.id, href, words)


def ncc(items: Sequence[NccItem], record: Record, measure: Measure, multimedia: str) -> str:
    """The file; its own size counts in `ncc:kByteSize`."""
    lang = "".join(
        f' lang="{tag}" xml:lang="{tag}"' for tag in record.languages[:1] if tag != "und"
    )
    body = "".join(map(_item, items))
    size = 0
    while True:
        lines = [
            DECLARATION,
            f"{DOCTYPE}>\n",
            f'<html xmlns="http://www.w3.org/1999/xhtml"{lang}>\n<head>\n',
            f"<title>{escaped(record.title)}</title>\n",
            CONTENT_TYPE,
            *(_meta(*pair) for pair in _metadata(items, record, measure, multimedia, size)),
            f"</head>\n<body>\n{body}</body>\n</html>\n",
        ]
        made = "".join(lines)
        whole = (measure.size + len(made.encode()) + 1023) // 1024
        if whole == size:
            return made
        size = whole


def _metadata(
    items: Sequence[NccItem], record: Record, measure: Measure, multimedia: str, size: int
) -> Iterator[tuple[str, str]]:
    counts = Counter(item.kind for item in items if item.tag == "span")
    yield from (
        ("dc:format", "Daisy 2.02"),
        ("dc:identifier", record.identifier),
        ("dc:title", record.title),
        *(("dc:creator", name) for name in record.creators),
        *(("dc:contributor", contributor.name) for contributor in record.contributors),
        ("dc:publisher", record.publisher),
        ("dc:date", record.date),
        *(("dc:language", tag) for tag in record.languages),
        *(("dc:subject", subject) for subject in record.subjects),
        ("dc:description", record.description),
        ("dc:rights", record.rights),
        ("dc:source", record.source.identifier),
        ("ncc:sourceTitle", record.source.title),
        ("ncc:sourcePublisher", record.source.publisher),
        ("ncc:sourceDate", record.source.date),
        ("ncc:sourceRights", record.source.rights),
        ("ncc:charset", "utf-8"),
        ("ncc:depth", str(max(int(i.tag[1]) for i in items if i.tag in _LEVELS))),
        ("ncc:files", str(measure.files)),
        *(
            (name, str(counts[kind]))
            for name, kind in (
                ("ncc:footnotes", "noteref"),
                ("ncc:prodNotes", "optional-prodnote"),
                ("ncc:sidebars", "sidebar"),
            )
            if counts[kind]
        ),
        ("ncc:generator", record.generator),
        ("ncc:kByteSize", str(size)),
        ("ncc:maxPageNormal", str(max(item.page for item in items))),
        ("ncc:multimediaType", multimedia),
        *(("ncc:narrator", name) for name in record.narrators),
        ("ncc:pageFront", str(counts["page-front"])),
        ("ncc:pageNormal", str(counts["page-normal"])),
        ("ncc:pageSpecial", str(counts["page-special"])),
        ("ncc:producedDate", record.produced),
        ("ncc:producer", record.publisher),
        ("ncc:setInfo", "1 of 1"),
        ("ncc:tocItems", str(len(items))),
        ("ncc:totalTime", hours(measure.duration)),
        *((f"prod:{name}", value) for name, value in record.production),
    )


_LEVELS = frozenset(f"h{depth}" for depth in range(1, 7))


def _meta(name: str, content: str) -> str:
    return f'<meta name="{name}"{attribute("content", content)} />\n' if content else ""


def _item(item: NccItem) -> str:
    kind = f' class="{item.kind}"' if item.kind else ""
    return (
        f'<{item.tag}{kind} id="{item.id}"><a href="{item.href}">{escaped(item.words)}</a>'
        f"</{item.tag}>\n"
    )


def _targets(sounds: Sequence[Sound]) -> list[str]:
    """Where an item at each sound leads to: itself, else the next that sounds, else the last."""
    href = next(sound.href for sound in reversed(sounds) if not sound.is_silent)
    targets: list[str] = []
    for sound in reversed(sounds):
        href = href if sound.is_silent else sound.href
        targets.append(href)
    return targets[::-1]


def _kind(structure: object) -> str:
    match structure:
        case Note(kind=NoteKind.SIDEBAR):
            return "sidebar"
        case Note(kind=NoteKind.PRODUCER):
            return "optional-prodnote"
        case Table() | Figure():
            return "group"
        case _:
            return ""
