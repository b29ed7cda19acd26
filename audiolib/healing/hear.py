"""Candidates made and heard in a process of their own: espeak-ng serves one thread only.

`python -m audiolib.healing.hear` reads a wish as JSON and answers with JSON, or with a WAV file.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from audiolib.equipment import equipment
from audiolib.errors import AudiolibError
from audiolib.healing.candidates import Candidate, candidates
from audiolib.lexicons import FOLDER, usual
from audiolib.settings import settings
from media.wave import wave
from tts import SpeechError
from tts.lexicon import Entry, Lexicon
from tts.registry import default_voice, equip
from tts.speak import say

if TYPE_CHECKING:
    # The process that only speaks has no use for a database.
    from audiolib.service import Service

_PATIENCE_S = 60
_LONGEST = 1000
"""Characters of a text that is only to be heard."""


class NotHeardError(AudiolibError):
    """A reading could not be spoken; `reason` is the code of why."""

    code = "healing-not-heard"

    def __init__(self, word: str, reason: str) -> None:
        super().__init__(f"{word}: {reason}")
        self.word = word
        self.reason = reason


def readings(service: "Service", word: str, lang: str, voice: str = "") -> tuple[Candidate, ...]:
    """The ways in which a voice could read a word, to be heard and chosen from.

    Raises:
        NotHeardError: the language or the voice is unknown.
    """
    answer = _asked(service, {"word": word, "lang": lang, "voice": voice})
    return tuple(Candidate(**candidate) for candidate in json.loads(answer))


def heard(
    service: "Service", text: str, lang: str, voice: str = "", entry: Entry | None = None
) -> bytes:
    """A text as a WAV file, with one more decision about a word where it is given.

    Raises:
        NotHeardError: it can't be spoken.
    """
    told = {"alias": entry.alias, "ipa": entry.ipa, "word": entry.grapheme} if entry else None
    wish = {"text": text[:_LONGEST], "lang": lang, "voice": voice, "entry": told}
    return _asked(service, wish)


def _asked(service: "Service", wish: dict[str, Any]) -> bytes:
    wanted = service.settings
    told = {**wish, "voices": wanted.voices, "config": str(wanted.config)}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "audiolib.healing.hear"],
            input=json.dumps(told).encode(),
            capture_output=True,
            timeout=_PATIENCE_S,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotHeardError(str(wish.get("word", "")), "timeout") from error
    if done.returncode:
        reason = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotHeardError(str(wish.get("word") or wish.get("text", "")), reason[:100])
    return done.stdout


def main() -> int:
    """Answer one wish."""
    wish = json.load(sys.stdin)
    found = settings().model_copy(update={"voices": wish["voices"]})
    equip(equipment(found))
    lang = wish["lang"]
    try:
        voice = wish["voice"] or default_voice(lang)
        if "text" in wish:
            answer = _sound(wish, found.variants.get(lang, lang), voice)
        else:
            offered = candidates(wish["word"], lang, voice)
            answer = json.dumps([asdict(one) for one in offered]).encode()
    except SpeechError as error:
        sys.stderr.write(f"{error.code}\n")
        return 1
    sys.stdout.buffer.write(answer)
    return 0


def _sound(wish: dict[str, Any], lang: str, voice: str) -> bytes:
    told = wish["entry"]
    first: tuple[Lexicon, ...] = ()
    if told:
        entry = Entry(told["word"], alias=told["alias"], ipa=told["ipa"], lang=lang)
        first = (Lexicon((entry,)),)
    folder = settings().config.expanduser() / FOLDER
    return wave(say(wish["text"], lang=lang, voice=voice, lexicon=usual(lang, folder, first)))


if __name__ == "__main__":
    sys.exit(main())
