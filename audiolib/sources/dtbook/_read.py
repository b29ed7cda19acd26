"""The reader of DTBook files."""

from dataclasses import replace
from pathlib import Path

from audiolib.errors import SourceDamagedError, SourceEmptyError, SourceTooLargeError
from audiolib.findings import Finding, Place, Severity
from audiolib.publication import Metadata, Publication, Resource, texts
from audiolib.sources import Keep, Reading
from audiolib.sources.dtbook._blocks import Blocks
from audiolib.sources.dtbook._context import Context
from audiolib.sources.dtbook._metadata import metadata_of
from audiolib.sources.files import beside, bytes_of
from audiolib.sources.html_tree import language, name, parse_xhtml, without_parameters
from audiolib.sources.limits import LIMITS
from audiolib.sources.outline import Outline
from audiolib.sources.pictures import Pictures
from audiolib.xml import Element


def read_dtbook(path: Path, keep: Keep) -> Reading:
    """The draft of a DTBook file; pictures are looked for beside it.

    Raises:
        SourceDamagedError: it is not well-formed, or holds no book.
        SourceHostileError: it declares entities.
        SourceError: it can't be read.
    """
    return draft(parsed(bytes_of(path, LIMITS.text), str(path)), path, keep)


def draft(root: Element, path: Path, keep: Keep) -> Reading:
    """The draft of a DTBook that was parsed; raises what `read_dtbook` does."""
    book = root if name(root) == "book" else next((e for e in root if name(e) == "book"), None)
    if book is None:
        raise SourceDamagedError(str(path), reason="no book element")
    kept: list[Resource] = []

    def remember(named: str, kind: str, content: bytes) -> Resource:
        kept.append(keep(named, kind, content))
        return kept[-1]

    pictures = Pictures(str(path), path.name, remember, lambda n: beside(path, n))
    metadata = metadata_of(root, book)
    metadata = replace(metadata, language=metadata.language or language(book) or language(root))
    context = Context(str(path), path.name, pictures, metadata.language)
    outline = Outline()
    try:
        Blocks(context).book(book, outline)
    except RecursionError as error:
        raise SourceTooLargeError(str(path), "", LIMITS.depth) from error
    publication = Publication(
        metadata=_titled(metadata, context),
        sections=outline.sections(),
        resources=tuple({resource.href: resource for resource in kept}.values()),
    )
    if next(texts(publication), None) is None:
        raise SourceEmptyError(str(path), reason="no text in the book")
    if context.line_numbers:
        facts = {"count": context.line_numbers}
        doubt = Finding("dtbook-linenum", Severity.NOTE, Place(path.name), facts)
        context.findings.append(doubt)
    found = (replace(f, code=f.code.replace("html-", "dtbook-")) for f in pictures.findings)
    return Reading(publication, (*context.findings, *found))


def parsed(content: bytes, file: str) -> Element:
    """The root; parameter entities, by which MathML is switched on, are left out unread."""
    return parse_xhtml(without_parameters(content), file)


def _titled(metadata: Metadata, context: Context) -> Metadata:
    return replace(metadata, title=metadata.title or context.title)
