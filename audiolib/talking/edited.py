"""A talking book whose text people changed: its sound stays, and what it no longer says is told."""

import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.narration import WordTime
from audiolib.order import Cue
from audiolib.recording import RecordedClip, Recording
from media import Milliseconds

CHANGED, UNHEARD, DIVIDED = "talking-024", "talking-025", "talking-026"
_SHOWN = 80
"""Characters of a phrase that a finding shows."""


def edited(
    recording: Recording, before: Sequence[Cue], after: Sequence[Cue]
) -> tuple[Recording, tuple[Finding, ...]]:
    """The sound for the phrases of the edited text, and what should be listened to or recorded.

    `before` is the text as it was taken in, `after` as people left it. Phrases that were joined
    sound one after the other; one that was cut is heard in parts, by its letters where no times of
    words are known. Letters and digits count; signs and capitals may change freely.
    """
    work = _Work(recording, _Text.of(before), _Text.of(after))
    for run, first, last in _runs(work.before.order, work.after.words.keys()):
        work.joined(run, first, last)
    for run, first, last in _runs(work.after.order, work.before.words.keys()):
        work.divided(run, first, last)
    return work.recording(), tuple(work.told())


@dataclass(frozen=True, slots=True)
class _Text:
    """Phrases in their order, their words, and where in the text around them they begin."""

    order: tuple[str, ...]
    words: Mapping[str, str]
    begins: Mapping[str, int]

    @classmethod
    def of(cls, cues: Sequence[Cue]) -> "_Text":
        words = {cue.id: cue.text[cue.phrase.begin : cue.phrase.end] for cue in cues}
        return cls(tuple(words), words, {cue.id: cue.phrase.begin for cue in cues})

    def letters(self, phrase: str) -> str:
        return _letters(self.words.get(phrase, ""))


@dataclass(slots=True)
class _Work:
    source: Recording
    before: _Text
    after: _Text
    clips: dict[str, tuple[RecordedClip, ...]] = field(default_factory=dict)
    wanted: dict[str, str] = field(default_factory=dict)
    """The letters that the sound of a phrase says."""
    unheard: list[str] = field(default_factory=list)
    parts: dict[str, list[str]] = field(default_factory=dict)
    """What became of a phrase that was cut."""

    def __post_init__(self) -> None:
        for phrase, clips in self.source.clips.items():
            if phrase in self.after.words:
                self.clips[phrase] = clips
                self.wanted[phrase] = self.before.letters(phrase)

    def joined(self, run: list[str], first: str, last: str) -> None:
        """Phrases that are gone: their sound goes to the one that took up their words."""
        left = [phrase for phrase in run if phrase in self.source.clips]
        more = self.after.letters(first).removeprefix(self.before.letters(first))
        while left and first in self.clips and more.startswith(self.before.letters(left[0])):
            phrase = left.pop(0)
            more = more[len(self.before.letters(phrase)) :]
            self.clips[first] += self.source.clips[phrase]
            self.wanted[first] += self.before.letters(phrase)
        more = self.after.letters(last).removesuffix(self.before.letters(last))
        while left and last in self.clips and more.endswith(self.before.letters(left[-1])):
            phrase = left.pop()
            more = more.removesuffix(self.before.letters(phrase))
            self.clips[last] = self.source.clips[phrase] + self.clips[last]
            self.wanted[last] = self.before.letters(phrase) + self.wanted[last]
        self.unheard += [phrase for phrase in left if self.before.letters(phrase)]

    def divided(self, run: list[str], first: str, last: str) -> None:
        """Phrases that are new: where they were part of the one beside, they take their part."""
        for whole, parts, far in ((first, [first, *run], -1), (last, [*run, last], 0)):
            letters = [self.after.letters(part) for part in parts]
            while len(letters) > 1 and "".join(letters) != self.wanted.get(whole):
                # What was written anew may stand beside what was cut off.
                letters.pop(far)
                parts.pop(far)
            own = self.clips.get(whole, ())
            if len(letters) > 1 and len(own) == 1 and all(letters):
                self._cut(whole, parts, letters, own[0])
                return

    def _cut(self, whole: str, parts: list[str], letters: list[str], clip: RecordedClip) -> None:
        total = sum(map(len, letters))
        edges = [self._at(whole, clip, at, total) for at in accumulate(map(len, letters[:-1]))]
        begins, ends = [clip.begin, *edges], [*edges, clip.end]
        for part, said, begin, end in zip(parts, letters, begins, ends, strict=True):
            self.clips[part] = (replace(clip, begin=begin, end=end),)
            self.wanted[part] = said
        self.parts[whole] = parts

    def _at(self, whole: str, clip: RecordedClip, letters: int, total: int) -> Milliseconds:
        """When so many letters of a phrase were said."""
        text = self.before.words[whole]
        for word in self.source.words.get(whole, ()):
            begin = word.begin - self.before.begins[whole]
            if len(_letters(text[:begin])) >= letters:
                return word.start
        return Milliseconds(clip.begin + (clip.end - clip.begin) * letters // total)

    def recording(self) -> Recording:
        # In the order in which the source is heard, whatever order the text has.
        order = [part for whole in self.source.clips for part in self.parts.get(whole, [whole])]
        clips = {phrase: self.clips[phrase] for phrase in order if phrase in self.clips}
        words = {phrase: moved for phrase in clips if (moved := self._words(phrase))}
        return replace(self.source, clips=clips, words=words)

    def _words(self, phrase: str) -> tuple[WordTime, ...]:
        """The times of words, where not a sign of the phrase changed."""
        if self.before.words.get(phrase) != self.after.words[phrase]:
            return ()
        by = self.after.begins[phrase] - self.before.begins[phrase]
        return tuple(
            word._replace(begin=word.begin + by, end=word.end + by)
            for word in self.source.words.get(phrase, ())
        )

    def told(self) -> Iterator[Finding]:
        """What the sound says otherwise than the text, in the order of the text."""
        for phrase in self.after.order:
            if phrase in self.clips and self.wanted[phrase] != self.after.letters(phrase):
                was, now = (t.words.get(phrase, "")[:_SHOWN] for t in (self.before, self.after))
                yield Finding(CHANGED, Severity.WARNING, Place(id=phrase), {"was": was, "now": now})
            elif phrase in self.parts and not self.source.words.get(phrase):
                text = self.after.words[phrase][:_SHOWN]
                yield Finding(DIVIDED, Severity.WARNING, Place(id=phrase), {"text": text})
        if self.unheard:
            text = self.before.words[self.unheard[0]][:_SHOWN]
            facts: dict[str, Fact] = {"count": len(self.unheard), "text": text}
            yield Finding(UNHEARD, Severity.WARNING, Place(), facts)


def _runs(order: Sequence[str], there: Container[str]) -> Iterator[tuple[list[str], str, str]]:
    """Phrases in a row that the other text has not, with the ones before and behind that it has."""
    run: list[str] = []
    first = ""
    for phrase in (*order, ""):
        if phrase and phrase not in there:
            run.append(phrase)
            continue
        if run:
            yield run, first, phrase
        run, first = [], phrase


def _letters(words: str) -> str:
    """What is heard of words, as far as it can be compared: letters and digits."""
    return "".join(c for c in unicodedata.normalize("NFC", words.casefold()) if c.isalnum())
