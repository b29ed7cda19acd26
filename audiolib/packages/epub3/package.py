"""The package document: metadata, manifest and spine (EPUB 3.3 §5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from audiolib.packages import Rendition
from audiolib.packages.accessibility import Accessibility, Facts, voices
from audiolib.packages.accessibility_texts import direction
from audiolib.packages.epub3.layout import Document
from audiolib.packages.epub3.markup import DECLARATION, element
from audiolib.packages.epub3.overlay import Overlay, audio_name, clock
from audiolib.packages.epub3.pictures import Picture
from audiolib.publication import SourceEdition

ACTIVE = "-epub-media-overlay-active"
PLAYING = "-epub-media-overlay-playing"
VOCABULARY = "urn:audiolib:terms:"
"""Prefix of the properties that tell how a package was made; `docs/formats/epub3.md`."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that the package document lists."""

    rendition: Rendition
    documents: tuple[Document, ...]
    overlays: Mapping[str, Overlay]
    pictures: Mapping[str, Picture]
    facts: Facts
    accessibility: Accessibility

    @property
    def cover(self) -> Picture | None:
        return self.pictures.get(self.rendition.publication.metadata.cover)


def package(parts: Parts) -> str:
    """`package.opf`."""
    lang = parts.rendition.publication.metadata.language
    run = direction(lang)
    return (
        f'{DECLARATION}<package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
        f'unique-identifier="id" xml:lang="{lang}" dir="{run}" '
        f'prefix="audiolib: {VOCABULARY}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{"".join(_metadata(parts))}'
        f"</metadata>\n<manifest>\n{''.join(_manifest(parts))}</manifest>\n"
        f'<spine toc="ncx" page-progression-direction="{run}">\n{"".join(_spine(parts))}'
        "</spine>\n</package>\n"
    )


def modified(created: datetime) -> str:
    """A date as `dcterms:modified` wants it: UTC, whole seconds."""
    return created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _metadata(parts: Parts) -> Iterator[str]:
    metadata = parts.rendition.publication.metadata
    yield element("dc:identifier", metadata.identifier, ' id="id"')
    yield element("dc:title", metadata.title)
    yield element("dc:language", metadata.language)
    yield _meta("dcterms:modified", modified(parts.rendition.created))
    for number, person in enumerate(metadata.contributors, 1):
        name = "dc:creator" if person.role == "aut" else "dc:contributor"
        yield element(name, person.name, f' id="c{number}"')
        yield _meta("role", person.role, f' refines="#c{number}" scheme="marc:relators"')
    for name, value in (
        ("dc:publisher", metadata.publisher),
        ("dc:date", metadata.date),
        ("dc:rights", metadata.rights),
        ("dc:description", metadata.description),
        *(("dc:subject", subject) for subject in metadata.subjects),
        ("dc:source", source_name(metadata.source)),
    ):
        if value.strip():
            yield element(name, value)
    if cover := parts.cover:
        yield f'<meta name="cover" content="{_picture_id(cover)}"/>\n'
    yield from _access(parts)
    yield from _sound(parts)
    yield from _provenance(parts)


def source_name(source: SourceEdition) -> str:
    """The edition a publication was made from: its identifier, else what it is cited by."""
    if source.identifier:
        return source.identifier
    return ", ".join(part for part in (source.title, source.publisher, source.date) if part)


def _access(parts: Parts) -> Iterator[str]:
    claims = parts.accessibility
    for mode in claims.modes:
        yield _meta("schema:accessMode", mode)
    for modes in claims.sufficient:
        yield _meta("schema:accessModeSufficient", ",".join(modes))
    for feature in claims.features:
        yield _meta("schema:accessibilityFeature", feature)
    for hazard in claims.hazards:
        yield _meta("schema:accessibilityHazard", hazard)
    yield _meta("schema:accessibilitySummary", claims.summary)
    if parts.facts.pages:
        metadata = parts.rendition.publication.metadata
        # Without a known edition the title still tells which work's pages these are.
        yield _meta("pageBreakSource", source_name(metadata.source) or metadata.title)


def _sound(parts: Parts) -> Iterator[str]:
    if not parts.overlays:
        return
    for overlay in parts.overlays.values():
        yield _meta("media:duration", clock(overlay.duration), f' refines="#{_id(overlay.name)}"')
    total = sum(overlay.duration for overlay in parts.overlays.values())
    yield _meta("media:duration", clock(total))
    metadata = parts.rendition.publication.metadata
    people = [person.name for person in metadata.contributors if person.role == "nrt"]
    for voice in (*people, *voices(parts.facts.voices, metadata.language)):
        yield _meta("media:narrator", voice)
    yield _meta("media:active-class", ACTIVE)
    yield _meta("media:playback-active-class", PLAYING)


def _provenance(parts: Parts) -> Iterator[str]:
    made = parts.rendition.provenance
    yield _meta("audiolib:generator", made.generator)
    yield _meta("audiolib:textDigest", f"sha256:{made.text_digest}")
    yield _meta("audiolib:rulesVersion", made.rules_version)
    for number, voice in enumerate(parts.facts.voices if parts.overlays else (), 1):
        yield _meta("audiolib:voice", voice.name, f' id="voice{number}"')
        of = f' refines="#voice{number}"'
        yield _meta("audiolib:voiceLanguage", voice.lang, of)
        yield _meta("audiolib:engine", f"{voice.engine} {voice.version}", of)
        yield _meta("audiolib:licence", voice.licence, of)
        yield _meta("audiolib:synthetic", "true" if voice.synthetic else "false", of)
        yield _meta("audiolib:publicAudio", "" if voice.public_audio else "false", of)
        yield _meta("audiolib:attribution", voice.attribution, of)


def _meta(name: str, value: str, more: str = "") -> str:
    # An empty meta is no valid one: what is not known is not told.
    return element("meta", value, f' property="{name}"{more}') if value.strip() else ""


def _manifest(parts: Parts) -> Iterator[str]:
    xhtml = "application/xhtml+xml"
    yield _part("nav", "nav.xhtml", xhtml, ' properties="nav"')
    yield _part("ncx", "toc.ncx", "application/x-dtbncx+xml")
    yield _part("css", "style.css", "text/css")
    if parts.cover:
        yield _part("cover", "text/cover.xhtml", xhtml)
    for document in parts.documents:
        overlay = parts.overlays.get(document.name)
        shown = f' media-overlay="{_id(overlay.name)}"' if overlay else ""
        yield _part(_id(document.name), f"text/{document.name}", xhtml, shown)
    for overlay in parts.overlays.values():
        yield _part(_id(overlay.name), f"overlay/{overlay.name}", "application/smil+xml")
    for number in tracks(parts.overlays):
        yield _part(f"audio{number:03d}", audio_name(number), "audio/mpeg")
    for picture in parts.pictures.values():
        shown = ' properties="cover-image"' if picture == parts.cover else ""
        yield _part(_picture_id(picture), picture.name, picture.resource.media_type, shown)


def tracks(overlays: Mapping[str, Overlay]) -> list[int]:
    """The numbers of the tracks that overlays play."""
    return sorted({number for overlay in overlays.values() for number in overlay.tracks})


def _spine(parts: Parts) -> Iterator[str]:
    if parts.cover:
        # Out of the line: reading aloud begins with words, not with a silent page.
        yield '<itemref idref="cover" linear="no"/>\n'
    for document in parts.documents:
        yield f'<itemref idref="{_id(document.name)}"/>\n'


def _part(name: str, href: str, media_type: str, more: str = "") -> str:
    return f'<item id="{name}" href="{escape(href)}" media-type="{media_type}"{more}/>\n'


def _id(file: str) -> str:
    stem, _, suffix = file.partition(".")
    return f"{'overlay' if suffix == 'smil' else 'text'}{stem}"


def _picture_id(picture: Picture) -> str:
    return "picture" + picture.name.rpartition("/")[2].partition(".")[0]
