"""The navigation control file, `book.ncx` (Z39.86-2005 §8)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from audiolib.order import Role, SoundOptions
from audiolib.packages._daisy.markup import attribute, escaped, language
from audiolib.packages._daisy.outline import Level, first_words, label
from audiolib.packages._daisy.pages import PageNumber
from audiolib.packages._daisy.record import Record
from audiolib.packages._daisy.sounds import Sound
from audiolib.packages.daisy3.smil import DECLARATION
from audiolib.packages.daisy3.structures import Structures, skippable, state
from audiolib.packages.smil import clock
from audiolib.publication import Figure, Heading, Note, NoteKind, Table

_DOCTYPE = (
    '<!DOCTYPE ncx PUBLIC "-//NISO//DTD ncx 2005-1//EN"'
    ' "http://www.daisy.org/z3986/2005/ncx-2005-1.dtd">\n'
)


@dataclass(slots=True)
class Point:
    """A place to go to; a point of the map has its depth and what lies below it."""

    id: str
    words: str
    href: str
    audio: str
    depth: int = 0
    page: PageNumber | None = None
    below: list["Point"] = field(default_factory=list)


@dataclass(slots=True)
class Navigation:
    """The map of headings, the pages, and a list for each kind of structure."""

    points: list[Point]
    pages: list[Point]
    lists: dict[str, list[Point]]

    @property
    def depth(self) -> int:
        return max((_depth(point) for point in self.points), default=0)


def navigation(
    sounds: Sequence[Sound],
    made: Structures,
    headings: Mapping[str, Level],
    pages: Mapping[str, PageNumber],
    title: str,
    leads: Mapping[str, str],
) -> Navigation:
    """All that a listener can go to; a publication without headings has its title.

    `leads` tells where what has no `par` of its own leads to.
    """
    found = Navigation([], [], {})
    seen: set[str] = set()
    open_: list[Point] = []
    for index, sound in enumerate(sounds):
        cue = sound.cue
        there = leads.get(sound.id, sound.href)
        for structure in cue.within:
            name = _list_name(structure)
            if name and structure.id not in seen:
                seen.add(structure.id)
                href = made.hrefs.get(structure.id, there)
                words = first_words(structure)
                point = Point(f"n{structure.id}", words, href, _audio(sounds, index, index))
                found.lists.setdefault(name, []).append(point)
        if cue.role is Role.PAGE and cue.id in pages:
            number = pages[cue.id]
            audio = _audio(sounds, index, index)
            point = Point(f"n{cue.id}", number.label, there, audio, page=number)
            found.pages.append(point)
        elif isinstance(cue.holder, Heading) and cue.first and cue.holder.id in headings:
            level = headings[cue.holder.id]
            words = label(cue.holder) or sound.words
            audio = _audio(sounds, index, _end(sounds, index))
            _add(found.points, open_, Point(f"n{cue.id}", words, there, audio, level.depth))
    if not found.points:
        first = sounds[0]
        found.points.append(
            Point("title", title, leads.get(first.id, first.href), _audio(sounds, 0, 0), 1)
        )
    return found


def ncx(found: Navigation, record: Record, made: Structures, options: SoundOptions) -> str:
    """The file."""
    play = _play_order(found, made)
    numbers = [point.page.value for point in found.pages if point.page]
    lang = language(record.languages[0], record.languages[0], html=False)
    lines = [
        DECLARATION,
        _DOCTYPE,
        f'<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"{lang}>\n<head>\n',
        *(
            f'<smilCustomTest id="{kind.name}" defaultState="{state(kind, options)}"'
            f' override="visible" bookStruct="{kind.book_struct}"/>\n'
            for kind in skippable(made.kinds)
        ),
        f'<meta name="dtb:uid"{attribute("content", record.identifier)}/>\n',
        f'<meta name="dtb:generator"{attribute("content", record.generator)}/>\n',
        f'<meta name="dtb:depth" content="{found.depth}"/>\n',
        f'<meta name="dtb:totalPageCount" content="{len(found.pages)}"/>\n',
        f'<meta name="dtb:maxPageNumber" content="{max(numbers, default=0)}"/>\n',
        f"</head>\n<docTitle><text>{escaped(record.title)}</text></docTitle>\n",
        *(f"<docAuthor><text>{escaped(name)}</text></docAuthor>\n" for name in record.creators),
        '<navMap id="navMap">\n',
        *_points(found.points, play),
        "</navMap>\n",
    ]
    if found.pages:
        lines.append(f'<pageList id="pages">\n{_label(record.words.page, "")}')
        lines += [_page(point, play) for point in found.pages]
        lines.append("</pageList>\n")
    for name, points in found.lists.items():
        words = {
            "note": record.words.note,
            "sidebar": record.words.sidebar,
            "prodnote": record.words.prodnote,
            "table": record.words.table,
            "figure": record.words.figure,
        }[name]
        lines.append(f'<navList id="{name}s" class="{name}">\n{_label(words, "")}')
        lines += [
            f'<navTarget id="{point.id}" class="{name}" playOrder="{play[point.href]}">\n'
            f'{_label(point.words, point.audio)}<content src="{point.href}"/>\n</navTarget>\n'
            for point in points
        ]
        lines.append("</navList>\n")
    lines.append("</ncx>\n")
    return "".join(lines)


def _play_order(found: Navigation, made: Structures) -> dict[str, int]:
    """1, 2, 3 … by href in the order of sound; the same place always has the same number."""
    hrefs = {point.href for point in _all(found.points)}
    hrefs.update(point.href for point in found.pages)
    hrefs.update(point.href for points in found.lists.values() for point in points)
    ordered = sorted(hrefs, key=lambda href: made.order[href])
    return {href: number for number, href in enumerate(ordered, 1)}


def _all(points: Iterable[Point]) -> Iterator[Point]:
    for point in points:
        yield point
        yield from _all(point.below)


def _depth(point: Point) -> int:
    return 1 + max((_depth(child) for child in point.below), default=0)


def _add(points: list[Point], open_: list[Point], point: Point) -> None:
    while open_ and open_[-1].depth >= point.depth:
        open_.pop()
    (open_[-1].below if open_ else points).append(point)
    open_.append(point)


def _end(sounds: Sequence[Sound], index: int) -> int:
    """The last sound of a heading that goes on without a gap."""
    holder = sounds[index].cue.holder
    end = index
    while (
        end + 1 < len(sounds)
        and sounds[end + 1].cue.holder is holder
        and sounds[end + 1].cue.role is Role.HEADING
        and sounds[end + 1].track == sounds[index].track
        and sounds[end + 1].begin == sounds[end].end
    ):
        end += 1
    return end


def _audio(sounds: Sequence[Sound], first: int, last: int) -> str:
    begin, end = sounds[first], sounds[last]
    if end.end <= begin.begin:
        return ""
    return (
        f'<audio src="a{begin.track:04d}.mp3" clipBegin="{clock(begin.begin)}"'
        f' clipEnd="{clock(end.end)}"/>'
    )


def _list_name(structure: object) -> str:
    match structure:
        case Note(kind=NoteKind.FOOTNOTE | NoteKind.ENDNOTE):
            return "note"
        case Note(kind=NoteKind.SIDEBAR):
            return "sidebar"
        case Note():
            return "prodnote"
        case Table():
            return "table"
        case Figure():
            return "figure"
        case _:
            return ""


def _label(words: str, audio: str) -> str:
    return f"<navLabel><text>{escaped(words)}</text>{audio}</navLabel>\n"


def _points(points: Sequence[Point], play: Mapping[str, int]) -> Iterator[str]:
    for point in points:
        yield (
            f'<navPoint id="{point.id}" class="h{point.depth}" playOrder="{play[point.href]}">\n'
            f'{_label(point.words, point.audio)}<content src="{point.href}"/>\n'
        )
        yield from _points(point.below, play)
        yield "</navPoint>\n"


def _page(point: Point, play: Mapping[str, int]) -> str:
    number = point.page
    if number is None:
        return ""
    return (
        f'<pageTarget id="{point.id}" class="pagenum" type="{number.kind}" value="{number.value}"'
        f' playOrder="{play[point.href]}">\n'
        f'{_label(point.words, point.audio)}<content src="{point.href}"/>\n</pageTarget>\n'
    )
