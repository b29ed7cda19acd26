"""Pictures of a Word document with what is said of them (ECMA-376-1 §20, VML)."""

from collections.abc import Iterator

from audiolib.findings import Severity
from audiolib.publication import Block, Figure, Note, NoteKind, Paragraph
from audiolib.sources.docx._package import tag, value
from audiolib.sources.docx._story import Story
from audiolib.xml import Element

_VECTOR = (".emf", ".wmf", ".wdp")


def figures(drawing: Element, story: Story) -> Iterator[Block]:
    """The pictures of a drawing, each with its description or a finding that there is none."""
    said = _description(drawing)
    if said is None:
        return
    images = list(_images(drawing))
    if not images:
        if _has_text(drawing):
            return
        if said:
            yield _told(said)
        else:
            story.counts["graphics"] += 1
        return
    for number, name in enumerate(images):
        words = said if not number else ""
        yield from _figure(name, words, story)


def is_rule(drawing: Element) -> bool:
    """Whether a drawing is a line across the page: a change of scene."""
    return any(
        tag(element) == "v:rect" and value(element, "o:hr").lower() in ("t", "true", "1")
        for element in drawing
    )


def _figure(name: str, said: str, story: Story) -> Iterator[Block]:
    relation = story.part.relations.get(name)
    if relation is None:
        story.find("image-missing", image=name)
    elif relation.external:
        story.find("image-external", image=relation.target[:200])
    elif relation.target.lower().endswith(_VECTOR):
        story.find("image-format", Severity.NOTE, image=relation.target)
    else:
        resource = story.pictures("/" + relation.target)
        if resource is not None:
            if not said:
                story.find("image-undescribed", image=relation.target)
            yield Figure(href=resource.href, alt=Paragraph(text=said) if said else None)
            return
    if said:
        yield _told(said)


def _told(said: str) -> Note:
    """A description without its picture: words that a producer put in."""
    return Note(kind=NoteKind.PRODUCER, blocks=(Paragraph(text=said),))


def _description(drawing: Element) -> str | None:
    """What is said of a drawing; empty where nothing, None where it is decoration."""
    title = ""
    for element in drawing.iter():
        match tag(element):
            case "adec:decorative" if element.get("val", "").lower() in ("1", "true"):
                return None
            case "wp:docPr":
                title = title or _words(element.get("descr")) or _words(element.get("title"))
            case "v:shape" | "v:rect":
                title = title or _words(element.get("alt"))
            case "v:imagedata":
                title = title or _words(value(element, "o:title"))
    return title


def _words(text: str | None) -> str:
    """A description that is one: not a file's name."""
    text = " ".join((text or "").split())
    is_name = " " not in text and text.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".bmp"))
    return "" if is_name else text


def _images(drawing: Element) -> Iterator[str]:
    for element in drawing.iter():
        match tag(element):
            case "a:blip":
                if name := value(element, "r:embed") or value(element, "r:link"):
                    yield name
            case "v:imagedata":
                if name := value(element, "r:id"):
                    yield name


def _has_text(drawing: Element) -> bool:
    return any(tag(element) == "w:txbxContent" for element in drawing.iter())
