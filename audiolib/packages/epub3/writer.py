"""Writes an EPUB 3.3 with media overlays."""

from importlib import resources
from pathlib import Path

from audiolib.packages import Rendition
from audiolib.packages.accessibility import facts, with_text
from audiolib.packages.epub3.content import Content
from audiolib.packages.epub3.layout import documents
from audiolib.packages.epub3.markup import DECLARATION, clean
from audiolib.packages.epub3.navigation import Navigation
from audiolib.packages.epub3.overlay import audio_name, overlays
from audiolib.packages.epub3.package import Parts, package, tracks
from audiolib.packages.epub3.pictures import cover_page, pictures
from audiolib.packages.zipping import ZipWriter

MEDIA_TYPE = "application/epub+zip"
FOLDER = "EPUB"

_CONTAINER = (
    f'{DECLARATION}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
    f'version="1.0">\n<rootfiles>\n<rootfile full-path="{FOLDER}/package.opf" '
    'media-type="application/oebps-package+xml"/>\n</rootfiles>\n</container>\n'
)


def write(rendition: Rendition, target: Path) -> None:
    """Write the EPUB; texts are made in memory, sound and pictures are copied."""
    parts, texts = _texts(rendition)
    with ZipWriter(target) as zipped:
        zipped.text("mimetype", MEDIA_TYPE, stored=True)
        zipped.text("META-INF/container.xml", _CONTAINER)
        for name, text in texts.items():
            zipped.text(f"{FOLDER}/{name}", clean(text))
        for picture in parts.pictures.values():
            content = rendition.data(picture.resource)
            zipped.text(f"{FOLDER}/{picture.name}", content, stored=True)
        for number in tracks(parts.overlays):
            sound = rendition.sound(number, "mp3")
            zipped.file(f"{FOLDER}/{audio_name(number)}", sound.path)


def _texts(rendition: Rendition) -> tuple[Parts, dict[str, str]]:
    publication = rendition.publication
    shown = pictures(publication)
    files = documents(publication)
    content = Content(
        publication,
        rendition.narration.options,
        {href: picture.name for href, picture in shown.items()},
    )
    bodies = content.render(files)
    found = facts(rendition)
    sound = overlays(rendition, content.places)
    # In the order of the spine, whatever order the sound has.
    sound = {file.name: sound[file.name] for file in files if file.name in sound}
    claims = with_text(found, publication.metadata.language)
    parts = Parts(rendition, files, sound, shown, found, claims)
    way = Navigation(publication, files, content.places, cover=parts.cover is not None)
    texts = {
        "package.opf": package(parts),
        "nav.xhtml": way.nav(),
        "toc.ncx": way.ncx(),
        "style.css": style(),
    }
    if parts.cover:
        texts["text/cover.xhtml"] = cover_page(publication, parts.cover)
    texts |= {f"text/{name}": body for name, body in bodies.items()}
    texts |= {f"overlay/{overlay.name}": overlay.text for overlay in sound.values()}
    return parts, texts


def style() -> str:
    """The style sheet of every EPUB."""
    return (resources.files(__package__ or "") / "style.css").read_text(encoding="utf-8")
