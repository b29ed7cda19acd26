"""The pictures that a package holds, and the page of the cover."""

from dataclasses import dataclass
from html import escape

from audiolib.packages.epub3.xhtml import page
from audiolib.publication import Figure, Publication, Resource, walk

SUFFIXES = {
    "image/gif": ".gif",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/svg+xml": ".svg",
    "image/webp": ".webp",
}
"""Core media types of pictures (EPUB 3.3 §3.2), and the suffix each gets."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture under the name that it has in the package."""

    name: str
    resource: Resource


def pictures(publication: Publication, folder: str = "images") -> dict[str, Picture]:
    """The pictures in use that a reader of EPUB is bound to show, by their hrefs."""
    used = {node.href for node in walk(publication) if isinstance(node, Figure)}
    used.add(publication.metadata.cover)
    kept = [r for r in publication.resources if r.href in used and r.media_type in SUFFIXES]
    return {
        resource.href: Picture(f"{folder}/{number:03d}{SUFFIXES[resource.media_type]}", resource)
        for number, resource in enumerate(kept, 1)
    }


def cover_page(publication: Publication, picture: Picture) -> str:
    """The page that shows the cover; the title is its text alternative."""
    metadata = publication.metadata
    words = ", ".join((metadata.title, *metadata.authors))
    body = (
        '<section epub:type="cover">\n'
        f'<img class="cover" src="../{picture.name}" alt="{escape(words)}"/>\n</section>\n'
    )
    return page(metadata.title, metadata.language, "frontmatter", body)
