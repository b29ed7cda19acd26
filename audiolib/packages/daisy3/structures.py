"""What a listener may skip or leave in DAISY 3, and how its SMIL and NCX name it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from audiolib.order import Role, SoundOptions, Structure
from audiolib.packages._daisy.sounds import Sound, SoundTrack
from audiolib.packages._daisy.wording import Wording
from audiolib.publication import List, Note, NoteKind, Table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of structure: class and custom test in SMIL (the DTBook element), `bookStruct`."""

    name: str
    book_struct: str = ""

    @property
    def is_skippable(self) -> bool:
        return bool(self.book_struct)

    def words(self, words: Wording) -> str:
        """What the kind is called."""
        return {
            "pagenum": words.page,
            "noteref": words.reference,
            "note": words.note,
            "sidebar": words.sidebar,
            "prodnote": words.prodnote,
            "table": words.table,
            "list": words.list,
        }[self.name]


PAGE = Kind("pagenum", "PAGE_NUMBER")
REFERENCE = Kind("noteref", "NOTE_REFERENCE")
NOTE = Kind("note", "NOTE")
SIDEBAR = Kind("sidebar", "OPTIONAL_SIDEBAR")
PRODUCER = Kind("prodnote", "OPTIONAL_PRODUCER_NOTE")
TABLE = Kind("table")
LIST = Kind("list")
KINDS = (PAGE, REFERENCE, NOTE, SIDEBAR, PRODUCER, TABLE, LIST)
_NOTES = {
    NoteKind.FOOTNOTE: NOTE,
    NoteKind.ENDNOTE: NOTE,
    NoteKind.SIDEBAR: SIDEBAR,
    NoteKind.PRODUCER: PRODUCER,
}


def kind_of(structure: Structure) -> Kind | None:
    """The kind of a structure that is a `seq` of its own, else None."""
    match structure:
        case Note(kind=kind):
            return _NOTES[kind]
        case Table():
            return TABLE
        case List():
            return LIST
        case _:
            return None


def state(kind: Kind, options: SoundOptions) -> str:
    """The default state: only page numbers are ever off, where they are to be silent."""
    return "false" if kind is PAGE and options.pages == "silent" else "true"


@dataclass(slots=True)
class Seq:
    """A structure that is open in a SMIL file; children are pars (sounds) and further seqs."""

    id: str
    structure: Structure | None
    kind: Kind | None
    children: list["Seq | Sound"] = field(default_factory=list)

    @property
    def last(self) -> str:
        return self.children[-1].id


@dataclass(slots=True)
class Structures:
    """The tracks as trees, where each structure begins, and the kinds that there are.

    `hrefs` gives the first `seq` of each structure by the structure's id, `order` the place of
    every time container in the order of sound by its href.
    """

    trees: list[Seq]
    hrefs: dict[str, str]
    order: dict[str, tuple[int, int]]
    kinds: tuple[Kind, ...]


def structures(tracks: Sequence[SoundTrack]) -> Structures:
    """Pars nested in the structures around them.

    A structure that was left is not entered again, so that a note kept for the end of the section
    doesn't reopen the table that refers to it. One that goes on in another track has a seq there.
    """
    hrefs: dict[str, str] = {}
    order: dict[str, tuple[int, int]] = {}
    used: set[str] = set()
    trees: list[Seq] = []
    index = 0
    for track in tracks:
        stack = [Seq("mseq", None, None)]
        trees.append(stack[0])
        entered: set[str] = set()
        for sound in track.sounds:
            index += 1
            for structure in _enter(stack, sound.cue.within, entered):
                kind = kind_of(structure)
                seq = Seq(structure.id, structure, kind)
                stack[-1].children.append(seq)
                stack.append(seq)
                entered.add(structure.id)
                used.add(kind.name if kind else "")
                href = f"{track.smil}#{structure.id}"
                hrefs.setdefault(structure.id, href)
                order[href] = (index, len(stack))
            stack[-1].children.append(sound)
            order[sound.href] = (index, 1000)
            used.add(_leaf(sound))
    return Structures(trees, hrefs, order, tuple(k for k in KINDS if k.name in used))


def _enter(stack: list[Seq], within: Iterable[Structure], entered: set[str]) -> list[Structure]:
    """Close what doesn't hold the next sound; give what is to be opened for it."""
    wanted = [s for s in within if kind_of(s) is not None]
    opened = [seq.id for seq in stack[1:]]
    wanted = [s for s in wanted if s.id in opened or s.id not in entered]
    common = 0
    while common < len(wanted) and common < len(opened) and wanted[common].id == opened[common]:
        common += 1
    del stack[common + 1 :]
    return [s for s in wanted[common:] if s.id not in entered]


def _leaf(sound: Sound) -> str:
    if sound.cue.role is Role.PAGE:
        return PAGE.name
    return REFERENCE.name if sound.cue.role is Role.NOTEREF else ""


def skippable(kinds: Iterable[Kind]) -> tuple[Kind, ...]:
    """The kinds that a listener can turn off."""
    return tuple(kind for kind in kinds if kind.is_skippable)


def leads_to(sound: Sound, hrefs: Mapping[str, str]) -> str:
    """The seq of the note that a reference leads to, empty where the note has no sound."""
    marks = getattr(sound.cue.holder, "marks", ())
    note = next((m.href[1:] for m in marks if m.id == sound.id and m.href), "")
    return hrefs.get(note, "")
