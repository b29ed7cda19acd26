"""The publication and its narration on the disk, and the rendition that packages are made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from audiolib import __version__, files, stored, timing
from audiolib.keys import content_key
from audiolib.narration import Narration
from audiolib.order import Cue, SoundOptions
from audiolib.packages import Codec, EncodedTrack, Provenance, Rendition
from audiolib.production.assemble import Assembly
from audiolib.production.casting import voices_used
from audiolib.production.intake import PUBLICATION, Intake
from audiolib.production.only import whole
from audiolib.production.performance import Performance
from audiolib.production.record import Production
from audiolib.production.sound import Bytes
from audiolib.publication import Publication
from audiolib.store import Store

SPANS, TIMING = "spans.json", "timing.json"


def narration(
    assembly: Assembly,
    performed: Mapping[str, Performance],
    order: Sequence[Cue],
    options: SoundOptions,
    lang: str,
) -> Narration:
    """What was assembled, with its spans counted as the publication counts."""
    spans = {}
    for cue in order:
        if found := performed[cue.id].spans:
            begin = cue.phrase.begin
            spans[cue.id] = tuple(
                replace(s, begin=s.begin + begin, end=s.end + begin) for s in found
            )
    return Narration(
        options,
        assembly.clips,
        assembly.words,
        spans,
        tuple(reel.track for reel in assembly.reels),
        voices_used(performed, lang),
    )


def keep(
    intake: Intake,
    publication: Publication,
    narrated: Narration,
    production: Production,
    sounds: Callable[[int, Codec], EncodedTrack],
    store: Store,
) -> tuple[Rendition, dict[str, str]]:
    """Write them into the production's folder; gives the rendition, and the digests by file."""
    contents = {
        PUBLICATION: stored.write(whole(publication, intake.publication)),
        SPANS: timing.spans_json(narrated),
        TIMING: timing.timing_json(narrated),
    }
    for name, content in contents.items():
        files.write(intake.folder / name, content)
    digests = {name: content_key(content) for name, content in contents.items()}
    provenance = Provenance(
        f"Audiolib {__version__}", digests[PUBLICATION], production.steps["rules"]
    )
    rendition = Rendition(
        publication,
        narrated,
        provenance,
        production.started,
        production.slug,
        sounds,
        Bytes(store.location),
    )
    return rendition, digests
