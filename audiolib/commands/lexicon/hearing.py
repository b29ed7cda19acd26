"""`audiolib lexicon try`: what is spoken for a text, and how candidates sound beside it."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from audiolib.commands.lexicon.scopes import library, shelf
from audiolib.commands.say import player, spoken_language
from audiolib.commands.telling import tell_findings, tell_json
from audiolib.equipment import equipment
from audiolib.errors import AudiolibError
from audiolib.exits import BAD_INPUT, OK
from audiolib.findings import Finding, Place, Severity
from audiolib.lexicons import read_lexicon, usual
from audiolib.lexicons.faults import faults
from audiolib.messages import Messages
from audiolib.settings import settings
from media import Pcm
from media.wave import wave
from tts import Span, replaced
from tts.lexicon import Entry, Lexicon
from tts.normalise import spans
from tts.registry import default_voice, equip
from tts.speak import say

_BETWEEN_S = 0.8


class NoWordError(AudiolibError):
    """Candidates were given, and the text does not tell which word they are for."""

    code = "lexicon-try-word"

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True, slots=True)
class Candidate:
    """A way to read a word: what its lexicon makes of the text, and the sound."""

    entry: Entry | None
    spans: tuple[Span, ...]
    spoken: str
    sound: Pcm
    scopes: dict[int, str]
    """Of the spans that a lexicon made, by their beginning."""

    def json(self) -> dict[str, Any]:
        told = [{k: v for k, v in asdict(s).items() if v is not None} for s in self.spans]
        seconds = round(len(self.sound.samples) / self.sound.rate, 3)
        reading = self.entry.reading if self.entry else ""
        return {"reading": reading, "spoken": self.spoken, "spans": told, "seconds": seconds}


def try_(options: argparse.Namespace, messages: Messages) -> int:
    """Tell the spans of a text, and speak it: as decided, then with each candidate in turn."""
    equip(equipment(settings()))
    lang = spoken_language(options, messages)
    wanted = _wanted(options, lang)
    wrong = [finding for entry in wanted for finding in faults(entry)]
    if any(finding.severity == Severity.ERROR for finding in wrong):
        tell_findings(wrong, messages)
        return BAD_INPUT
    base = usual(lang, library(), _own(options))
    voice = options.voice or default_voice(lang)
    lang = settings().variants.get(lang, lang)
    heard = [_candidate(options, entry, base, lang, voice) for entry in (None, *wanted)]
    doubts = _deaf(options, heard, base, lang, voice)
    if options.out:
        options.out.write_bytes(wave(_together(heard)))
    if options.json:
        tell_json({"lang": lang, "voice": voice, "candidates": [c.json() for c in heard]})
    else:
        for number, candidate in enumerate(heard):
            _tell(number, candidate, messages)
    tell_findings(doubts, messages)
    if not options.out and not options.json:
        _play(heard, messages)
    return OK


def _wanted(options: argparse.Namespace, lang: str) -> list[Entry]:
    if not options.alias and not options.ipa:
        return []
    words = options.text.split()
    word = options.word or (words[0] if len(words) == 1 else "")
    if not word:
        raise NoWordError(options.text)
    aliases = [Entry(word, alias=alias, lang=lang, match="any") for alias in options.alias]
    sounds = [Entry(word, ipa=ipa.strip("/"), lang=lang, match="any") for ipa in options.ipa]
    return [*aliases, *sounds]


def _candidate(
    options: argparse.Namespace, entry: Entry | None, base: Lexicon | None, lang: str, voice: str
) -> Candidate:
    lexicon = _with(entry, base)
    found = spans(options.text, lang, lexicon)
    sound = say(options.text, lang=lang, voice=voice, rate=options.rate, lexicon=lexicon)
    scopes = {s.begin: e.scope for s, e in lexicon.find(options.text, lang)} if lexicon else {}
    return Candidate(entry, found, replaced(options.text, found), sound, scopes)


def _with(entry: Entry | None, base: Lexicon | None) -> Lexicon | None:
    if entry is None:
        return base
    return Lexicon.merged([Lexicon([entry]), *([base] if base else [])])


def _deaf(
    options: argparse.Namespace,
    heard: Sequence[Candidate],
    base: Lexicon | None,
    lang: str,
    voice: str,
) -> list[Finding]:
    """The candidates whose IPA the voice can't say: they sound as if they were only spelt."""
    found = []
    for candidate in heard:
        entry = candidate.entry
        if entry is None or not entry.ipa:
            continue
        spelt = Entry(entry.grapheme, alias=entry.grapheme, lang=lang, match="any")
        other = _candidate(options, spelt, base, lang, voice)
        if np.array_equal(other.sound.samples, candidate.sound.samples):
            facts = {"voice": voice, "ipa": entry.ipa, "word": entry.grapheme}
            found.append(Finding("lexicon-010", Severity.WARNING, Place(), facts))
    return found


def _own(options: argparse.Namespace) -> list[Lexicon]:
    chosen = shelf(options)
    if chosen.scope == "library":
        return []
    return [read_lexicon(path, "book") for path in sorted(chosen.folder.glob("*.pls"))]


def _tell(number: int, candidate: Candidate, messages: Messages) -> None:
    reading = candidate.entry.reading if candidate.entry else messages("cli-lexicon-as-decided")
    sys.stdout.write(f"{number}. {reading}\n   {candidate.spoken}\n")
    for span in candidate.spans:
        ipa = f" /{span.ipa}/" if span.ipa else ""
        scope = candidate.scopes.get(span.begin, "")
        rule = f"{span.rule}, {scope}" if scope else span.rule
        sys.stdout.write(f"   {span.text} → {span.spoken or '–'}{ipa}  [{rule}]\n")


def _together(heard: Sequence[Candidate]) -> Pcm:
    """The candidates one after the other, with silence between."""
    rate = heard[0].sound.rate
    parts = []
    for candidate in heard:
        parts += [candidate.sound.samples, np.zeros(int(_BETWEEN_S * rate), dtype=np.int16)]
    return Pcm(np.concatenate(parts[:-1]), rate)


def _play(heard: Sequence[Candidate], messages: Messages) -> None:
    through = player()
    if through is None:
        sys.stderr.write(messages("cli-say-no-player") + "\n")
        return
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(wave(_together(heard)))
        file.flush()
        subprocess.run([*through, file.name], check=False)
