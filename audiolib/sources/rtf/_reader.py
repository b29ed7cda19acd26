"""Goes through the tokens of an RTF document and writes the Word document that says the same."""

from collections.abc import Callable
from dataclasses import replace

from audiolib.errors import SourceHostileError
from audiolib.sources.docx import (
    Annexes,
    Lists,
    Made,
    Paper,
    Picture,
    level_text,
    made,
    properties,
)
from audiolib.sources.rtf._about import About, list_word
from audiolib.sources.rtf._fonts import FontTable, code_page
from audiolib.sources.rtf._rows import Row
from audiolib.sources.rtf._sheet import StyleSheet
from audiolib.sources.rtf._state import Layout, State
from audiolib.sources.rtf._tokens import character, tokens
from audiolib.sources.rtf._words import (
    CHARACTERS,
    GATHERED,
    PROPERTIES,
    SKIPPED,
    SWITCHES,
    TRANSPARENT,
)

_DEEPEST = 5000
_LONGEST = 100_000
"""Signs of an instruction, a name or a title; what is beyond is nobody's."""


class Reader:
    """Reads one document; `package` holds the result."""

    def __init__(self, file: str) -> None:
        self.package = Made(file)
        self._file = file
        self._annexes = Annexes(self.package)
        self._states = [State()]
        self._papers = [Paper()]
        self._closing: dict[int, list[Callable[[], None]]] = {}
        self._fonts = FontTable()
        self._lang = 0
        self._bytes = b""
        self._skip = 0
        self._high = ""
        self._gathered: list[str] = []
        self._styles = StyleSheet()
        self._lists = Lists()
        self._about = About()
        self._picture = Picture()
        self._shape = {"sn": "", "sv": "", "said": ""}
        self._kind = "footnote"
        self._cells = Row()

    @property
    def _state(self) -> State:
        return self._states[-1]

    def read(self, content: bytes) -> Made:
        """The whole document."""
        for token in tokens(content):
            match token.kind:
                case "{":
                    self._open()
                case "}" if len(self._states) > 1:
                    self._close()
                case "word":
                    self._word(token.word, token.number)
                case "symbol":
                    self._symbol(token.word)
                case "text":
                    self._text(token.content)
                case "binary" if self._state.target == "pict":
                    self._picture.content = token.content
        while len(self._states) > 1:
            self._close()
        self._flush()
        return self._finished()

    def _finished(self) -> Made:
        self.package.parts["document"] = made("w:document")
        self.package.parts["document"].append(self._papers[0].finished())
        self.package.parts["styles"] = self._styles.root
        self.package.parts["numbering"] = self._lists.numbering()
        self.package.core = properties(self._about.properties())
        return self.package

    # Groups

    def _open(self) -> None:
        self._flush()
        if len(self._states) > _DEEPEST:
            raise SourceHostileError(self._file, reason="groups lie too deep inside each other")
        self._states.append(self._state.inner())
        if self._state.target == "stylesheet":
            self._state.target, self._styles.said, self._gathered = "style", {}, []
            self._at_close(lambda: self._styles.end(self._taken().partition(";")[0].strip()))

    def _close(self) -> None:
        self._flush()
        for end in self._closing.pop(len(self._states), ()):
            end()
        self._states.pop()

    def _at_close(self, end: Callable[[], None]) -> None:
        self._closing.setdefault(len(self._states), []).insert(0, end)

    # Text

    def _text(self, content: bytes) -> None:
        if self._skip:
            cut = min(self._skip, len(content))
            self._skip -= cut
            content = content[cut:]
        if not content:
            return
        target = self._state.target
        if target == "pict":
            self._picture.hex(content, self._file)
        elif target == "fonttbl":
            self._fonts.name(content.decode("cp1252", "replace"))
        elif target == "text" or target in GATHERED:
            self._bytes += content

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._state.starred = True
        elif sign in "{}\\":
            self._text(sign.encode())
        elif sign in "\r\n":
            self._word("par", None)
        elif self._skip:
            self._skip -= 1
        elif sign == "~":
            self._put("\u00a0")
        elif sign == "_":
            self._put("\u2011")
        elif sign == "-":
            self._put("\u00ad")

    def _flush(self) -> None:
        """Decode the bytes that wait, in their font."""
        if not self._bytes:
            return
        content, self._bytes = self._bytes, b""
        target = self._state.target
        if target == "leveltext":
            self._gather(content.decode("latin-1"))
        else:
            self._put(self._fonts.decoded(content, self._state.font))

    def _put(self, text: str) -> None:
        self._flush()
        state = self._state
        if state.target in GATHERED:
            self._gather(text)
        elif state.target == "text" and state.deleted:
            self._papers[-1].deleted()
        elif state.target == "text":
            name = self._fonts.face(state.font).name
            self._papers[-1].text(text, state.look(name, self._lang))

    def _gather(self, text: str) -> None:
        if len(self._gathered) < _LONGEST:
            self._gathered.append(text)

    def _taken(self) -> str:
        text, self._gathered = "".join(self._gathered)[:_LONGEST], []
        return text

    # Control words

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        starred, state.starred = state.starred, False
        if word == "u":
            self._unicode(number or 0)
            return
        self._flush()
        if self._skip:
            self._skip = 0
        if word == "uc":
            state.unicode_skip = max(0, min(number or 0, 1000))
        elif state.target == "skip":
            return
        elif word in PROPERTIES and not (starred and word != "cs"):
            PROPERTIES[word](state, 1 if number is None else number)
            if state.target == "style":
                self._styles.word(word, number)
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        elif word in GATHERED:
            self._begin(word)
        elif word in SWITCHES:
            getattr(self, f"_{SWITCHES[word]}")(word, number)
        elif word in SKIPPED or (starred and word not in TRANSPARENT):
            state.target = "skip"

    def _unicode(self, number: int) -> None:
        self._flush()
        state = self._state
        self._skip = state.unicode_skip
        if state.target == "skip":
            return
        text, self._high = character(number, self._high)
        self._put(text)

    def _begin(self, word: str) -> None:
        """A destination whose words are gathered, and used where it ends."""
        self._state.target, self._gathered = word, []
        self._at_close(lambda: self._end_gathered(word))

    def _end_gathered(self, word: str) -> None:
        text = self._taken()
        paper, look = self._papers[-1], self._state.look("", 0)
        match word:
            case "fldinst":
                paper.instruction(text, look)
            case "bkmkstart":
                paper.bookmark(text.strip())
            case "leveltext":
                if self._lists.open:
                    self._lists.open[-1].text = level_text(text)
            case "sn" | "sv":
                self._shape[word] = text.strip()
                if word == "sv" and self._shape["sn"] == "wzDescription":
                    self._shape["said"] = self._picture.said = text.strip()
            case _:
                self._about.said.setdefault(GATHERED[word], " ".join(text.split()))

    # Document, fonts, styles, lists

    def _page(self, word: str, number: int | None) -> None:
        self._fonts.usual = code_page(number, word)

    def _default(self, word: str, number: int | None) -> None:
        if word == "deff":
            self._fonts.default = number or 0
        else:
            self._lang = self._lang or number or 0

    def _target(self, word: str, number: int | None) -> None:
        self._state.target = word

    def _face_word(self, word: str, number: int | None) -> None:
        self._fonts.word(word, number or 0)

    def _font_word(self, word: str, number: int | None) -> None:
        if self._state.target == "fonttbl":
            self._fonts.begin(number or 0)
        else:
            self._state.font = number or 0

    def _list_word(self, word: str, number: int | None) -> None:
        if self._state.target in ("listtable", "listoverridetable"):
            list_word(self._lists, self._state.target, word, number or 0)

    def _list(self, word: str, number: int | None) -> None:
        if self._state.target == "listoverridetable":
            self._lists.overrides[number or 0] = self._lists.override
        else:
            layout = replace(self._state.paragraph, numbering=number or 0)
            self._state.paragraph = layout

    def _list_text(self, word: str, number: int | None) -> None:
        """The number as it was printed; only the oldest lists have no other."""
        if word == "listtext" and self._lists.overrides:
            self._state.target = "skip"

    def _date_word(self, word: str, number: int | None) -> None:
        if word == "creatim":
            self._state.target = "creatim"
        elif self._state.target == "creatim":
            self._about.date[word] = number or 0

    # Paragraphs and tables

    def _paragraph(self, word: str, number: int | None) -> None:
        if self._state.target == "text":
            self._papers[-1].end_paragraph(self._state.paragraph.shape())

    def _cell(self, word: str, number: int | None) -> None:
        if self._state.target != "text":
            return
        layout = self._state.paragraph
        depth = max(2 if word == "nestcell" else 1, layout.table)
        self._papers[-1].end_paragraph(replace(layout, table=depth).shape())
        self._papers[-1].end_cell(depth)

    def _row(self, word: str, number: int | None) -> None:
        layout = self._state.paragraph
        depth = max(2, layout.table) if word == "nestrow" else 1
        row = self._cells
        self._papers[-1].end_row(depth, row.sound, row.merges, header=row.header)

    def _row_word(self, word: str, number: int | None) -> None:
        self._cells.word(word, number or 0)

    # Beside the text

    def _note(self, word: str, number: int | None) -> None:
        if self._state.target != "text" or len(self._papers) > 8:
            self._state.target = "skip"
            return
        self._kind = "footnote"
        self._papers.append(Paper("w:note"))
        self._state.paragraph = Layout()

        def end() -> None:
            inside = self._papers.pop()
            name = self._annexes.note(self._kind, inside)
            self._papers[-1].mark(f"w:{self._kind}Reference", self._states[-2].look("", 0), id=name)

        self._at_close(end)

    def _endnote(self, word: str, number: int | None) -> None:
        self._kind = "endnote"

    def _comment(self, word: str, number: int | None) -> None:
        self._state.target = "skip"
        self._papers[-1].mark("w:commentReference", self._state.look("", 0), id="0")

    def _field(self, word: str, number: int | None) -> None:
        if self._state.target != "text":
            return
        look = self._state.look("", 0)
        self._papers[-1].mark("w:fldChar", look, fldCharType="begin")
        self._at_close(lambda: self._end_field())

    def _end_field(self) -> None:
        self._papers[-1].mark("w:fldChar", self._state.look("", 0), fldCharType="end")

    def _result(self, word: str, number: int | None) -> None:
        if self._state.target == "text":
            look = self._state.look("", 0)
            self._papers[-1].mark("w:fldChar", look, fldCharType="separate")

    def _pict(self, word: str, number: int | None) -> None:
        said = self._shape["said"]
        self._state.target, self._picture = "pict", Picture(said=said)

        def end() -> None:
            if self._picture.kind:
                relation = self._annexes.picture(self._picture)
                look = self._state.look("", 0)
                self._papers[-1].picture(relation, self._picture.said, look)

        self._at_close(end)

    def _picture_kind(self, word: str, number: int | None) -> None:
        if self._state.target == "pict":
            self._picture.kind = word

    def _drawing(self, word: str, number: int | None) -> None:
        """A drawing: only the text and the pictures inside count."""
        if self._state.target == "text":
            self._state.target = "shape"
            self._shape = {"sn": "", "sv": "", "said": ""}

    def _box(self, word: str, number: int | None) -> None:
        if self._state.target != "shape" or len(self._papers) > 8:
            self._state.target = "skip"
            return
        self._papers.append(Paper("w:txbxContent"))
        self._state.target, self._state.paragraph = "text", Layout()

        def end() -> None:
            inside = self._papers.pop()
            self._papers[-1].box(inside, self._states[-2].look("", 0))

        self._at_close(end)
