"""The production line: from a source to checked packages, doing only what was not done yet."""

import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from audiolib import __version__, files
from audiolib.errors import FolderBusyError
from audiolib.findings import Finding
from audiolib.formats import named
from audiolib.lexicons import FOLDER, own
from audiolib.narration import Narration
from audiolib.order import Cue, cues, sounding
from audiolib.packages import Codec, EncodedTrack, Rendition
from audiolib.production.assemble import assemble, lasting
from audiolib.production.bind import bind_all
from audiolib.production.casting import cast_for, casting, voices_used
from audiolib.production.clipped import cut_out
from audiolib.production.coverage import coverage, unsaid
from audiolib.production.figures import RATE
from audiolib.production.furnish import furnish
from audiolib.production.intake import Intake, take_in
from audiolib.production.kept import keep as carried
from audiolib.production.kept import silent, voices_of
from audiolib.production.level import level
from audiolib.production.narrate import narrate
from audiolib.production.only import only
from audiolib.production.performance import Casting, Performance
from audiolib.production.pool import Pool, peak_mb, spent_s
from audiolib.production.purpose import lying, without
from audiolib.production.record import Production
from audiolib.production.rendition import keep, narration
from audiolib.production.report import Meter, Report
from audiolib.production.request import Progress, Quiet, Request
from audiolib.production.room import make_sure_of_room
from audiolib.production.sound import Bytes, encode_all
from audiolib.production.work import LostSoundError
from audiolib.publication import Publication
from audiolib.recording import Recording
from audiolib.store import Store
from tts import UnknownLanguageError, rules_version
from tts.registry import equip


def produce(request: Request, progress: Progress | None = None) -> Report:
    """Make every package that is asked for, and check it.

    Raises:
        AudiolibError: the source can't be read, or the disk has not the room.
        tts.SpeechError: a voice is unknown, or gives no usable sound.
    """
    for name in request.formats:
        named(name)
    files.sweep_scratch()
    equip(request.equipment)
    store = Store(request.store)
    workers = Pool(request.jobs, partial(equip, request.equipment))
    with workers as pool, tempfile.TemporaryDirectory(prefix=files.SCRATCH) as scratch:
        line = _Line(request, store, pool, Path(scratch), progress or Quiet())
        try:
            return line.run()
        except LostSoundError:
            # Where one pack is damaged others may be; this time each is verified, and made again.
            return line.run(careful=True)


class _Line:
    def __init__(
        self, request: Request, store: Store, pool: Pool, scratch: Path, progress: Progress
    ) -> None:
        self._request = request
        self._store = store
        self._pool = pool
        self._scratch = scratch
        self._progress = progress
        self._meter = Meter(pool)
        self._began = time.monotonic()
        self._spent_before = spent_s()
        self._anew = 0
        self._passages: set[str] = set()
        self._careful = False
        self._doubts: list[Finding] = []
        self._by_people: frozenset[str] = frozenset()

    def run(self, *, careful: bool = False) -> Report:
        self._careful = careful
        self._progress.begin("read", 0)
        with self._meter.step("read"):
            intake = take_in(self._request, self._store)
            source = only(intake.publication, self._request.only)
        kept = intake.recording
        voices = {} if kept else self._voices(intake.publication)
        make_sure_of_room(source, self._request, self._store, kept)
        intake.folder.mkdir(parents=True, exist_ok=True)
        with files.locked(intake.folder) as alone:
            if not alone:
                raise FolderBusyError(str(intake.folder))
            files.sweep(intake.folder)
            production = self._recorded(intake, voices)
            if kept:
                return self._carried_on(intake, source, production, kept)
            return self._made(intake, source, production)

    def _voices(self, publication: Publication) -> dict[str, str]:
        """Who speaks the publication's language; nobody where only people can."""
        try:
            return cast_for(publication, self._request.voice, self._request.purpose)
        except UnknownLanguageError:
            if self._request.recorder is None:
                raise
            return {}

    def _made(self, intake: Intake, source: Publication, production: Production) -> Report:
        with self._meter.step("narrate"):
            publication, order, performed = self._narrate(source, intake, production)
        with self._meter.step("level"):
            production = level(production, order, performed, self._store)
            production.write(intake.folder)
        with self._meter.step("encode"):
            assembly = assemble(order, performed, {p.voice: p.gain_db for p in production.gains})
            sounds = encode_all(
                assembly.reels,
                self._codecs(),
                self._store,
                self._pool,
                self._scratch,
                self._progress,
            )
        lang = publication.metadata.language
        narrated = narration(assembly, performed, order, self._request.options, lang)
        rendition, digests = keep(intake, publication, narrated, production, sounds, self._store)
        production = replace(
            production,
            clip_keys=tuple(sorted({s.key for p in performed.values() for _voice, s in p.sounds})),
            passage_keys=tuple(sorted(self._passages)),
            track_keys=tuple(sorted(sounds.keys)),
            **lying(production.formats, production.public_formats, self._request),
        )
        production.write(intake.folder)
        return self._bind(intake, rendition, digests, order, unsaid(performed))

    def _carried_on(
        self, intake: Intake, source: Publication, production: Production, recording: Recording
    ) -> Report:
        """An existing talking book stays as it is: nothing is spoken, before it or behind it."""
        order = cues(source, production.options)
        with self._meter.step("encode"):
            kept = carried(
                recording,
                order,
                self._codecs(),
                self._store,
                self._pool,
                self._scratch,
                self._progress,
            )
        voices = voices_of(recording, source.metadata.language)
        narrated = Narration(self._request.options, kept.clips, kept.words, {}, kept.tracks, voices)
        rendition, digests = keep(intake, source, narrated, production, kept.sounds, self._store)
        production = replace(
            production,
            track_keys=tuple(sorted(kept.sounds.keys)),
            **lying(production.formats, production.public_formats, self._request),
        )
        production.write(intake.folder)
        return self._bind(intake, rendition, digests, (), kept.findings)

    def _recorded(self, intake: Intake, voices: dict[str, str]) -> Production:
        """The record on the disk before anything is made, so that a resumed run has its dates."""
        production = replace(
            intake.production,
            options=self._request.options,
            rate=self._request.rate,
            pitch=self._request.pitch,
            target_lufs=self._request.target_lufs,
            voices=voices,
            purpose=self._request.purpose,
            public_formats=without(intake.production.public_formats, self._request.formats),
            only=self._request.only or "",
            steps={"audiolib": __version__, "rules": rules_version()},
        )
        if intake.production.target_lufs != self._request.target_lufs:
            production = replace(production, gains=())
        production.write(intake.folder)
        return production

    def _narrate(
        self, source: Publication, intake: Intake, production: Production
    ) -> tuple[Publication, tuple[Cue, ...], dict[str, Performance]]:
        """The publication with its opening and closing, the order of sound, and the sound."""
        lexicons, self._doubts = own(source, intake.folder / FOLDER, Bytes(self._store.location))
        cast = casting(source, production, self._request.lexicons, lexicons, self._request.variants)
        body = sounding(source, production.options)
        performed = self._read_by_people(source, body)
        spoken = [c for c in body if c.id not in performed]
        self._by_people = frozenset(performed)
        if not production.voices:
            self._doubts += silent(body, performed)
            return source, tuple(c for c in body if c.id in performed), performed
        self._progress.begin("narrate", sum(c.phrase.end - c.phrase.begin for c in spoken))
        performed |= self._perform(spoken, cast)
        spoken_ms = lasting(body, performed) * 1000 // RATE
        voices = voices_used(performed, source.metadata.language)
        publication = furnish(source, intake.previous, spoken_ms, voices)
        order = sounding(publication, production.options)
        performed |= self._perform([c for c in order if c.id not in performed], cast)
        return publication, order, performed

    def _read_by_people(self, source: Publication, body: Sequence[Cue]) -> dict[str, Performance]:
        """What people recorded of the text, where anybody did."""
        if self._request.recorder is None:
            return {}
        recording, doubts = self._request.recorder(source, self._store)
        self._doubts += doubts
        lang = source.metadata.language
        return cut_out(recording, body, lang, self._store, self._pool, careful=self._careful)

    def _perform(self, order: Sequence[Cue], cast: Casting) -> dict[str, Performance]:
        def told(characters: int, anew: int) -> None:
            self._anew += anew
            self._progress.advance(characters)

        performed, passages = narrate(
            order, cast, self._store, self._pool, told, careful=self._careful
        )
        self._passages |= passages
        return performed

    def _codecs(self) -> tuple[Codec, ...]:
        """What the formats need: only M4B takes AAC, and every other one MP3."""
        wanted = set(self._request.formats)
        return ("mp3", "aac") if "m4b" in wanted else ("mp3",)

    def _heard(self, rendition: Rendition, order: Sequence[Cue]) -> list[Finding]:
        """What a recogniser hears otherwise than written, where one is to listen."""
        if self._request.ears is None:
            return []
        from audiolib.ears import listen  # only who asks for it needs a recogniser

        with self._meter.step("listen"):
            found = listen(
                self._request.ears,
                order,
                rendition.narration,
                rendition.sound,
                self._store,
                self._pool,
            )
            return list(found)

    def _bind(
        self,
        intake: Intake,
        rendition: Rendition,
        digests: dict[str, str],
        order: Sequence[Cue],
        unsaid: Sequence[Finding],
    ) -> Report:
        narrated = rendition.narration
        with self._meter.step("check"):
            spoken = [cue for cue in order if cue.id not in self._by_people]
            covered, findings = coverage(spoken, narrated.words, narrated.spans)
            findings += [*unsaid, *self._doubts]
        findings += self._heard(rendition, order)
        packages: dict[str, dict[str, Any]] = {}
        self._progress.begin("bind", len(self._request.formats))
        with self._meter.step("bind"):
            for future in bind_all(
                self._request.formats, rendition, intake.folder, self._pool, self._scratch
            ):
                bound = future.result()
                findings += bound.findings
                packages[bound.format] = {
                    "path": bound.path.name,
                    "bytes": bound.bytes,
                    "cpu_s": round(bound.cpu_s, 3),
                }
                self._progress.advance(1)
        report = Report(
            folder=intake.folder,
            identifier=rendition.publication.metadata.identifier,
            title=rendition.publication.metadata.title,
            duration_ms=narrated.duration,
            phrases=len(narrated.clips),
            words=sum(len(w) for w in narrated.words.values()),
            tracks=len(narrated.tracks),
            sounds=tuple(_told(rendition.sound(t.number, "mp3")) for t in narrated.tracks),
            spoken_anew=self._anew,
            packages=packages,
            findings=(*intake.findings, *findings),
            coverage=asdict(covered),
            digests=digests,
            steps=tuple(self._meter.steps),
            cpu_s=round(spent_s() - self._spent_before + self._pool.cpu_s, 3),
            wall_s=round(time.monotonic() - self._began, 3),
            peak_memory_mb={"main": round(peak_mb(), 1), "worker": round(self._pool.peak_mb, 1)},
        )
        report.write()
        return report


def _told(sound: EncodedTrack) -> dict[str, Any]:
    """Where the bytes of a track lie in the store, and how they are to be timed."""
    return {
        "number": sound.number,
        "digest": sound.digest,
        "bytes": sound.size,
        "delay_ms": sound.delay,
        "duration_ms": sound.duration,
    }
