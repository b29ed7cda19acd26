"""Who speaks: which voice says which language, and how it is told."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from audiolib.lexicons import scoped
from audiolib.narration import VoiceUsed
from audiolib.production.clipped import HUMAN, used
from audiolib.production.performance import Casting, Performance
from audiolib.production.purpose import Purpose, fit
from audiolib.production.record import Production
from audiolib.publication import Publication
from tts import known
from tts.lexicon import Lexicon
from tts.pauses import pauses
from tts.registry import default_voice, voice


def cast_for(
    publication: Publication, wanted: str | None, purpose: Purpose = "patrons"
) -> dict[str, str]:
    """The voice of the publication's own language; every other has its default.

    Raises:
        tts.SpeechError: there is no such voice.
        VoiceNotPublicError: it may not speak for the purpose.
    """
    lang = publication.metadata.language
    _engine, known = voice(wanted or default_voice(lang))
    return {_primary(lang): fit(known.name, purpose)}


def casting(
    publication: Publication,
    production: Production,
    lexicons: Path | None,
    own: Sequence[Lexicon] = (),
    variants: Mapping[str, str] | None = None,
) -> Casting:
    """Voices, rate, pitch, lexicons and the silence between two utterances of a phrase.

    `lexicons` is the library's folder, `own` are the publication's lexicons, the first one first.
    `variants` are language tags whose rules are those of another one.
    """
    lang = publication.metadata.language
    spoken = {*known(), _primary(lang)}

    def name(tag: str) -> str:
        return fit(production.voices.get(_primary(tag)) or default_voice(tag), production.purpose)

    return Casting(
        name,
        production.rate,
        production.pitch,
        scoped(sorted(spoken), lexicons, own),
        pauses(lang).comma,
        variants or {},
    )


def voices_used(performed: Mapping[str, Performance], lang: str) -> tuple[VoiceUsed, ...]:
    """The voices that speak, the one that says most first; people speak the language `lang`."""
    samples: dict[str, int] = {}
    for performance in performed.values():
        for name, sound in performance.sounds:
            samples[name] = samples.get(name, 0) + sound.samples
    found = []
    for name in sorted(samples, key=lambda v: (-samples[v], v)):
        if name.startswith(HUMAN):
            found.append(used(name, lang))
            continue
        engine, known = voice(name)
        own = known.languages[0] if known.languages else ""
        found.append(
            VoiceUsed(
                name,
                own,
                engine.name,
                engine.version,
                known.licence,
                known.synthetic,
                known.public_audio,
                known.attribution,
            )
        )
    return tuple(found)


def _primary(tag: str) -> str:
    return tag.split("-")[0]
