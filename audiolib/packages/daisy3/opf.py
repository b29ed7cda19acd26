"""The package file, `book.opf` (Z39.86-2005 §3), and the resource file, `book.res` (§10)."""

from collections.abc import Iterator, Sequence

from audiolib.packages._daisy.markup import attribute, escaped
from audiolib.packages._daisy.record import Record
from audiolib.packages.daisy3.smil import DECLARATION
from audiolib.packages.daisy3.structures import Kind
from audiolib.packages.smil import clock

_PACKAGE = (
    '<!DOCTYPE package PUBLIC "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"'
    ' "http://openebook.org/dtds/oeb-1.2/oebpkg12.dtd">\n'
    '<package xmlns="http://openebook.org/namespaces/oeb-package/1.0/" unique-identifier="uid">\n'
    '<metadata>\n<dc-metadata xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:oebpackage="http://openebook.org/namespaces/oeb-package/1.0/">\n'
)
_RESOURCES = (
    '<!DOCTYPE resources PUBLIC "-//NISO//DTD resource 2005-1//EN"'
    ' "http://www.daisy.org/z3986/2005/resource-2005-1.dtd">\n'
    '<resources xmlns="http://www.daisy.org/z3986/2005/resource/" version="2005-1">\n'
)
MEDIA_TYPES = {
    "opf": "text/xml",
    "ncx": "application/x-dtbncx+xml",
    "smil": "application/smil",
    "xml": "application/x-dtbook+xml",
    "res": "application/x-dtbresource+xml",
    "mp3": "audio/mpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "css": "text/css",
}
_IDS = {"ncx": "ncx", "res": "resource", "opf": "opf", "xml": "text", "css": "css"}


def opf(files: Sequence[str], record: Record, duration: int, multimedia: str) -> str:
    """The package file; `files` are all of the folder, in the order of the manifest."""
    smils = [name for name in files if name.endswith(".smil")]
    return "".join(
        [
            DECLARATION,
            _PACKAGE,
            *_dublin_core(record),
            "</dc-metadata>\n<x-metadata>\n",
            *(
                f'<meta name="{name}"{attribute("content", value)}/>\n'
                for name, value in _x_metadata(files, record, duration, multimedia)
                if value
            ),
            "</x-metadata>\n</metadata>\n<manifest>\n",
            *(
                f'<item id="{_id(name)}" href="{name}" media-type="{_media_type(name)}"/>\n'
                for name in files
            ),
            "</manifest>\n<spine>\n",
            *(f'<itemref idref="{_id(name)}"/>\n' for name in smils),
            "</spine>\n</package>\n",
        ]
    )


def resources(kinds: Sequence[Kind], record: Record) -> str:
    """The resource file: what each skippable or escapable structure is called."""
    lang = record.words_language
    skipped = [k for k in kinds if k.is_skippable]
    escaped_from = [k for k in kinds if k.name not in ("pagenum", "noteref")]
    scopes = (
        (
            "http://www.daisy.org/z3986/2005/ncx/",
            [(k, f"//smilCustomTest[@bookStruct='{k.book_struct}']") for k in skipped],
        ),
        (
            "http://www.w3.org/2001/SMIL20/",
            [(k, f"//seq[@class='{k.name}']") for k in escaped_from],
        ),
    )
    lines = [DECLARATION, _RESOURCES]
    number = 0
    for namespace, entries in scopes:
        if not entries:
            continue
        lines.append(f'<scope nsuri="{namespace}">\n')
        for kind, select in entries:
            number += 1
            lines.append(
                f'<nodeSet id="ns{number:03d}" select="{select}">\n'
                f'<resource xml:lang="{lang}" id="r{number:03d}">'
                f"<text>{escaped(kind.words(record.words))}</text></resource>\n</nodeSet>\n"
            )
        lines.append("</scope>\n")
    lines.append("</resources>\n")
    return "".join(lines)


def _dublin_core(record: Record) -> Iterator[str]:
    yield f'<dc:Identifier id="uid">{escaped(record.identifier)}</dc:Identifier>\n'
    for name, value in (
        ("Title", record.title),
        *(("Creator", name) for name in record.creators),
        *(("Subject", subject) for subject in record.subjects),
        ("Description", record.description),
        ("Publisher", record.publisher),
    ):
        if value:
            yield f"<dc:{name}>{escaped(value)}</dc:{name}>\n"
    for contributor in record.contributors:
        role = f' role="{contributor.role}"' if len(contributor.role) == 3 else ""
        yield f"<dc:Contributor{role}>{escaped(contributor.name)}</dc:Contributor>\n"
    for name, value in (
        ("Date", record.date),
        ("Format", "ANSI/NISO Z39.86-2005"),
        ("Source", record.source.identifier),
        *(("Language", tag) for tag in record.languages),
        ("Rights", record.rights),
    ):
        if value:
            yield f"<dc:{name}>{escaped(value)}</dc:{name}>\n"


def _x_metadata(
    files: Sequence[str], record: Record, duration: int, multimedia: str
) -> Iterator[tuple[str, str]]:
    types = {_media_type(name).split("/")[0] for name in files}
    content = "audio,text,image" if "image" in types else "audio,text"
    if multimedia == "audioNCX":
        content = "audio"
    yield from (
        ("dtb:sourceDate", record.source.date),
        ("dtb:sourceTitle", record.source.title),
        ("dtb:sourcePublisher", record.source.publisher),
        ("dtb:sourceRights", record.source.rights),
        ("dtb:multimediaType", multimedia),
        ("dtb:multimediaContent", content),
        *(("dtb:narrator", name) for name in record.narrators),
        ("dtb:producer", record.publisher),
        ("dtb:producedDate", record.produced),
        ("dtb:totalTime", clock(duration)),
        ("dtb:audioFormat", "MP3"),
        ("prod:generator", record.generator),
        *((f"prod:{name}", value) for name, value in record.production),
    )


def _media_type(name: str) -> str:
    return MEDIA_TYPES[name.rsplit(".", 1)[1]]


def _id(name: str) -> str:
    stem, extension = name.rsplit(".", 1)
    return _IDS.get(extension, stem)
