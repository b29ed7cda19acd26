import io
import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mutagen.mp4 import MP4 as _MP4
from PIL import Image

from audiolib.messages import Messages
from audiolib.narration import Clip
from audiolib.packages import Rendition
from audiolib.packages.m4b import M4B, MOST_CHAPTERS
from audiolib.publication import Heading, Metadata, Phrase, Publication, Section
from media import Milliseconds, Output
from media.encode import encode
from media.join import join
from media.probe import probe
from tests.audiolib.rendition import RATE, tiny_publication, tiny_rendition

MP4: Any = _MP4  # mutagen has no types


@pytest.fixture(scope="module")
def rendition(tmp_path_factory: pytest.TempPathFactory) -> Rendition:
    return tiny_rendition(tmp_path_factory.mktemp("sound"))


@pytest.fixture
def package(rendition: Rendition, tmp_path: Path) -> Path:
    path = tmp_path / "the-heron.m4b"
    M4B.write(rendition, path)
    return path


def _codes(path: Path, *, deep: bool = False) -> list[str]:
    found = list(M4B.check(path, deep=deep))
    for finding in found:
        for language in ("en", "vi"):
            sentence = Messages(language).finding(finding)
            assert "{" not in sentence, sentence
            assert sentence != finding.code
    return [finding.code for finding in found]


def test_a_package_has_nothing_wrong(package: Path) -> None:
    assert _codes(package) == []


def test_the_same_rendition_gives_the_same_bytes(rendition: Rendition, tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        M4B.write(rendition, tmp_path / name)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]


def test_chapters_are_the_headings_of_levels_one_and_two(
    package: Path, rendition: Rendition
) -> None:
    found = probe(package)
    assert [chapter.title for chapter in found.chapters] == [
        "About this talking book",
        "Chapter 1 <The River>",
        "A picture",
        "Chapter 2",
    ]
    assert found.chapters[-1].end == found.duration


def test_a_chapter_begins_where_its_heading_sounds(package: Path, rendition: Rendition) -> None:
    joined = join([rendition.sound(t.number, "aac").path for t in rendition.narration.tracks])
    headings = [cue for cue in rendition.cues if cue.role == "heading"]
    for cue, chapter in zip(headings, probe(package).chapters, strict=True):
        clip = rendition.narration.clips[cue.id]
        exact = joined.offsets[clip.track - 1] * 1000 / RATE + clip.begin
        if clip.track > 1 and chapter.begin:
            assert abs(chapter.begin - exact) <= 1


def test_tags_tell_the_work_and_who_reads_it(package: Path, rendition: Rendition) -> None:
    tags = probe(package).tags
    metadata = rendition.publication.metadata
    assert tags["title"] == tags["album"] == metadata.title
    assert tags["artist"] == "Mai Lan"
    assert "tone:a" in tags["composer"]
    assert tags["genre"] == "Audiobook"
    assert tags["date"] == "2026"
    assert "synthetic voice" in tags["comment"]
    assert rendition.provenance.text_digest in tags["comment"]
    assert "creation_time" not in tags


def test_the_voice_is_disclosed_in_the_language_of_the_text(tmp_path: Path) -> None:
    rendition = tiny_rendition(tmp_path / "s", tiny_publication("vi"))
    M4B.write(rendition, tmp_path / "x.m4b")
    assert "giọng đọc tổng hợp" in probe(tmp_path / "x.m4b").tags["comment"]


def test_the_cover_is_the_picture_as_it_is(package: Path, rendition: Rendition) -> None:
    tags = MP4(package).tags
    assert bytes(tags["covr"][0]) == rendition.data(rendition.publication.resources[0])


def test_a_cover_that_no_player_shows_is_left_out(rendition: Rendition, tmp_path: Path) -> None:
    publication = rendition.publication
    svg = replace(publication.resources[0], media_type="image/svg+xml")
    changed = replace(rendition, publication=replace(publication, resources=(svg,)))
    M4B.write(changed, tmp_path / "x.m4b")
    assert all(not stream.attached_picture for stream in probe(tmp_path / "x.m4b").streams)


def test_a_publication_without_headings_has_one_chapter(
    rendition: Rendition, tmp_path: Path
) -> None:
    publication = rendition.publication
    bare = tuple(replace(s, content=s.content[-1:]) for s in publication.sections[-1:])
    changed = replace(rendition, publication=replace(publication, sections=bare))
    M4B.write(changed, tmp_path / "x.m4b")
    assert [c.title for c in probe(tmp_path / "x.m4b").chapters] == [publication.metadata.title]
    assert _codes(tmp_path / "x.m4b") == []


def _many(rendition: Rendition, tops: int, under: int) -> Rendition:
    """A publication of nothing but headings, a few milliseconds each, in the rendition's sound."""
    ids = iter(range(1, 10_000))
    clips: dict[str, Clip] = {}

    def heading() -> Heading:
        number = next(ids)
        name = f"s{number:04d}"
        clips[name] = Clip(2, Milliseconds(number * 5), Milliseconds(number * 5 + 5))
        text = f"Mục {number}"
        return Heading(id=f"h{number}", text=text, phrases=(Phrase(name, 0, len(text)),))

    sections = tuple(
        Section(
            id=f"a{top}",
            content=(
                heading(),
                *(Section(id=f"b{top}.{n}", content=(heading(),)) for n in range(under)),
            ),
        )
        for top in range(tops)
    )
    metadata = Metadata(identifier="urn:x", title="Nhiều mục", language="vi")
    publication = Publication(metadata=metadata, sections=sections)
    narration = replace(rendition.narration, clips=clips)
    return replace(rendition, publication=publication, narration=narration)


def test_too_many_headings_leave_those_of_the_first_level(
    rendition: Rendition, tmp_path: Path
) -> None:
    M4B.write(_many(rendition, 50, 9), tmp_path / "x.m4b")
    chapters = probe(tmp_path / "x.m4b").chapters
    assert len(chapters) == 50
    assert [c.title for c in chapters[:3]] == ["Mục 1", "Mục 11", "Mục 21"]


def test_more_chapters_than_the_list_holds_lie_in_the_text_track(
    rendition: Rendition, tmp_path: Path
) -> None:
    M4B.write(_many(rendition, 300, 0), tmp_path / "x.m4b")
    assert len(probe(tmp_path / "x.m4b").chapters) == 300
    assert len(MP4(tmp_path / "x.m4b").chapters) == MOST_CHAPTERS
    assert _codes(tmp_path / "x.m4b") == ["m4b-009"]  # it has no author


def test_what_lies_before_the_first_heading_goes_under_the_title(
    rendition: Rendition, tmp_path: Path
) -> None:
    publication = rendition.publication
    changed = replace(
        rendition, publication=replace(publication, sections=publication.sections[2:])
    )
    M4B.write(changed, tmp_path / "x.m4b")
    found = probe(tmp_path / "x.m4b").chapters
    assert [chapter.title for chapter in found] == [publication.metadata.title, "Chapter 2"]


def test_a_cover_of_jpeg_is_taken(rendition: Rendition, tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGB", (8, 8)).save(made, "JPEG")
    jpeg = replace(rendition.publication.resources[0], media_type="image/jpeg")
    publication = replace(rendition.publication, resources=(jpeg,))
    changed = replace(rendition, publication=publication, data=lambda _: made.getvalue())
    M4B.write(changed, tmp_path / "x.m4b")
    (picture,) = (s for s in probe(tmp_path / "x.m4b").streams if s.attached_picture)
    assert picture.codec == "mjpeg"


def _swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new)

    return change


def _behind(data: bytes) -> bytes:
    """The tables behind the sound."""
    at = data.index(b"moov") - 4
    (size,) = struct.unpack_from(">I", data, at)
    return data[:at] + data[at + size :] + data[at : at + size]


def _disordered(data: bytes) -> bytes:
    """Only the Nero list is left, and its second entry begins after the third."""
    changed = bytearray(data.replace(b"chap", b"free"))
    at = changed.index(b"chpl") + 13
    at += 9 + changed[at + 8]
    struct.pack_into(">Q", changed, at, 90_000_000)
    return bytes(changed)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data[: len(data) // 2], "m4b-001"),
        (lambda data: b"no MP4 at all", "m4b-001"),
        (_swap(b"ftypM4B ", b"ftypM4A "), "m4b-003"),
        (_behind, "m4b-004"),
        (_disordered, "m4b-006"),
        (_swap(b"\xa9nam", b"\xa9xxx"), "m4b-008"),
        (_swap(b"\xa9ART", b"\xa9xxx"), "m4b-009"),
        (_swap(b"\xa9cmt", b"\xa9xxx"), "m4b-010"),
    ],
)
def test_what_is_wrong_is_found(change: Callable[[bytes], bytes], code: str, package: Path) -> None:
    package.write_bytes(change(package.read_bytes()))
    assert code in _codes(package)


def test_sound_that_is_not_aac_is_found(rendition: Rendition, tmp_path: Path) -> None:
    path = rendition.sound(1, "mp3").path
    assert _codes(path) == ["m4b-002"]


def test_a_file_without_chapters_is_found(rendition: Rendition, tmp_path: Path) -> None:
    tags = {"title": "a", "artist": "b", "comment": "c"}
    join([rendition.sound(1, "aac").path]).write(tmp_path / "x.m4b", (), tags)
    assert _codes(tmp_path / "x.m4b") == ["m4b-005"]


def test_a_chapter_without_a_title_is_found(rendition: Rendition, tmp_path: Path) -> None:
    tags = {"title": "a", "artist": "b", "comment": "c"}
    joined = join([rendition.sound(1, "aac").path])
    joined.write(tmp_path / "x.m4b", [(Milliseconds(0), " ")], tags)
    assert _codes(tmp_path / "x.m4b") == ["m4b-012"]


def test_chapters_that_do_not_cover_the_sound_are_found(package: Path) -> None:
    data = bytearray(package.read_bytes().replace(b"chap", b"free"))
    at = data.index(b"chpl") + 13
    struct.pack_into(">Q", data, at, 5_000_000)  # the first begins at half a second
    package.write_bytes(data)
    assert "m4b-011" in _codes(package)


def test_a_last_chapter_that_ends_early_is_found(package: Path) -> None:
    data = bytearray(package.read_bytes())
    at = data.index(b"stts", data.index(b"gmhd"))
    count = struct.unpack_from(">I", data, at + 8)[0]
    struct.pack_into(">I", data, at + 12 + 8 * (count - 1) + 4, RATE // 10)
    package.write_bytes(data)
    assert "m4b-007" in _codes(package)


def _made(folder: Path, samples: np.ndarray, gain: float = 0) -> Path:
    encode([samples], RATE, gain, [Output("aac", folder / "t.m4a", 64)])
    tags = {"title": "a", "artist": "b", "comment": "c"}
    join([folder / "t.m4a"]).write(folder / "x.m4b", [(Milliseconds(0), "Một")], tags)
    return folder / "x.m4b"


def _tone(level: float) -> np.ndarray:
    time = np.arange(5 * RATE) / RATE
    return np.round(level * 32767 * np.sin(2 * np.pi * 997 * time)).astype(np.int16)


def test_sound_at_its_level_has_nothing_wrong(tmp_path: Path) -> None:
    assert _codes(_made(tmp_path, _tone(10 ** (-16 / 20))), deep=True) == []


def test_silence_is_found(tmp_path: Path) -> None:
    assert _codes(_made(tmp_path, np.zeros(5 * RATE, np.int16)), deep=True) == ["m4b-021"]


def test_sound_that_is_too_quiet_is_found(tmp_path: Path) -> None:
    assert _codes(_made(tmp_path, _tone(0.01)), deep=True) == ["m4b-022"]


def test_peaks_that_are_too_high_are_found(rendition: Rendition, tmp_path: Path) -> None:
    # Two sines a hair apart beat: quiet as speech, with peaks the limiter would have held.
    samples = _tone(10 ** (-18 / 20))
    samples[::RATE] = 32767
    samples[1::RATE] = 32767
    path = tmp_path / "x.m4b"
    _unlimited(samples, tmp_path / "t.m4a")
    tags = {"title": "a", "artist": "b", "comment": "c"}
    join([tmp_path / "t.m4a"]).write(path, [(Milliseconds(0), "Một")], tags)
    assert _codes(path, deep=True) == ["m4b-023"]


def _unlimited(samples: np.ndarray, path: Path) -> None:
    from media.ffmpeg import ffmpeg, run

    argv = [ffmpeg().path, "-v", "error", "-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i"]
    run([*argv, "pipe:0", "-c:a", "aac", "-b:a", "96k", str(path)], [samples])


def test_damaged_sound_is_found(package: Path) -> None:
    data = bytearray(package.read_bytes())
    begin = data.index(b"mdat")
    noise = np.random.default_rng(1).integers(0, 256, len(data) - begin - 2000, dtype=np.uint8)
    data[begin + 1500 : begin + 1500 + len(noise) - 2000] = noise[: len(noise) - 2000].tobytes()
    package.write_bytes(data)
    assert "m4b-020" in _codes(package, deep=True)


def test_a_length_that_is_not_true_is_found(package: Path) -> None:
    data = bytearray(package.read_bytes())
    at = data.index(b"stts") + 12
    count = struct.unpack_from(">I", data, at - 0)[0]
    assert count > 100
    struct.pack_into(">I", data, at + 4, 512)  # each frame told as half as long
    package.write_bytes(data)
    assert "m4b-024" in _codes(package, deep=True)
