"""The pictures of a publication under names that every device reads."""

from collections.abc import Mapping

from audiolib.publication import Figure, MarkKind, Publication, Resource, Text, walk


def pictures(
    publication: Publication, extensions: Mapping[str, str]
) -> dict[str, tuple[str, Resource]]:
    """Name and resource of each picture that a figure shows, by its href.

    `extensions` gives the extension for each media type the format takes; a picture of another
    type is left out, and its alternative text stands alone.
    """
    found: dict[str, tuple[str, Resource]] = {}
    resources = {resource.href: resource for resource in publication.resources}
    for node in walk(publication):
        if not isinstance(node, Figure) or node.href in found:
            continue
        resource = resources.get(node.href)
        extension = extensions.get(resource.media_type) if resource else None
        if resource and extension:
            found[node.href] = (f"i{len(found) + 1:04d}.{extension}", resource)
    return found


def own_phrase(alt: Text | None) -> str:
    """The id of a description's one phrase, which the picture itself can carry; else empty."""
    if alt is None or len(alt.phrases) != 1 or alt.pages:
        return ""
    refers = any(mark.kind is MarkKind.NOTEREF for mark in alt.marks)
    return "" if refers else alt.phrases[0].id
