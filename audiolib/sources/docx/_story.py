"""What the reading of a Word document knows while it goes through its text."""

import re
from collections import Counter
from dataclasses import dataclass, field

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.sources.docx._numbering import Numbering
from audiolib.sources.docx._package import Package, Part
from audiolib.sources.docx._styles import Styles
from audiolib.sources.language import proven
from audiolib.sources.legacy import Ledger
from audiolib.sources.pictures import Pictures
from audiolib.xml import Element

_SKIPPED = {"TOC", "PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "XE", "TC", "TA", "RD"}
"""Fields whose result belongs to paper, not to the text."""
_DEPTH = 64
_ENOUGH = 15
"""Letters below which a text proves nothing."""


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False
    skipped: bool = False


@dataclass(slots=True)
class Story:
    """One run of text: the body, or a note; fields may begin in one paragraph and end in another.

    `notes` are the elements of footnotes and endnotes by kind and id, in their own parts.
    """

    package: Package
    part: Part
    styles: Styles
    numbering: Numbering
    pictures: Pictures
    notes: dict[tuple[str, str], tuple[Part, Element]]
    counts: Counter[str] = field(default_factory=Counter)
    legacy: Ledger = field(default_factory=Ledger)
    languages: "Languages" = field(default_factory=lambda: Languages())
    findings: list[Finding] = field(default_factory=list)
    told: set[tuple[str, str]] = field(default_factory=set)
    """The notes that have been read."""
    numbers: Counter[str] = field(default_factory=Counter)
    fields: list[_Field] = field(default_factory=list)

    def find(self, code: str, severity: Severity = Severity.WARNING, **facts: Fact) -> None:
        """Doubt something about the document."""
        place = Place(self.pictures.place)
        self.findings.append(Finding(f"docx-{code}", severity, place, facts))

    def begin_field(self) -> None:
        if len(self.fields) < _DEPTH:
            self.fields.append(_Field())

    def instruct(self, words: str) -> None:
        if self.fields and not self.fields[-1].in_result:
            self.fields[-1].instruction = (self.fields[-1].instruction + words)[:1000]

    def begin_result(self) -> None:
        if self.fields:
            self.fields[-1].in_result = True
            self.fields[-1].skipped = is_skipped(self.fields[-1].instruction)

    def end_field(self) -> None:
        if self.fields:
            self.fields.pop()

    @property
    def is_silent(self) -> bool:
        """Whether what stands here is a field's instruction, or a result nobody would read."""
        return any(f.skipped or not f.in_result for f in self.fields)

    @property
    def link(self) -> str:
        """Where the innermost link field leads, empty where there is none."""
        for inner in reversed(self.fields):
            if target := _target(inner.instruction):
                return target
        return ""


def is_skipped(instruction: str) -> bool:
    """Whether a field's result is not text to be read."""
    words = instruction.split(None, 1)
    return bool(words) and words[0].upper() in _SKIPPED


def _target(instruction: str) -> str:
    match = re.match(r"\s*HYPERLINK\s+(\\l\s+)?\"([^\"]+)\"", instruction, re.IGNORECASE)
    if not match:
        return ""
    return f"#{match[2]}" if match[1] else web_address(match[2])


def web_address(address: str) -> str:
    """An address that a link may lead to, empty for scripts and files."""
    lower = address.strip().lower()
    return address.strip() if lower.startswith(("http://", "https://", "mailto:", "tel:")) else ""


@dataclass(slots=True)
class Languages:
    """How far the languages that runs declare can be believed.

    Word calls a text by the language of its menus where nobody said otherwise. Script and letters
    of a text, where they prove a language, are held against what it declares.
    """

    declared: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    proved: Counter[str] = field(default_factory=Counter)

    def note(self, lang: str | None, text: str) -> None:
        letters = sum(c.isalpha() for c in text)
        if not letters:
            return
        declared = (lang or "").lower()
        self.declared[lang or ""] += letters
        if letters >= _ENOUGH and not text.isascii() and (shown := proven(text)):
            self.proved[shown] += letters
            if declared and declared.partition("-")[0] != shown.partition("-")[0]:
                self.wrong[lang or ""] += letters

    @property
    def are_sane(self) -> bool:
        """Whether hardly any text contradicts its declared language."""
        return self.wrong.total() <= 0.02 * max(1, self.declared.total())

    @property
    def usual(self) -> str:
        """The language that most of the text declares, empty where letters prove it wrong."""
        told = [(lang, count) for lang, count in self.declared.most_common() if lang]
        if not told:
            return ""
        lang, count = told[0]
        return "" if self.wrong[lang] > 0.1 * count else lang
