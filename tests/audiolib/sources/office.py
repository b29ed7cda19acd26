"""Small PDF and Word files written for a test, part by part."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import html

from audiolib.publication import Block, Publication, Section, Text, walk
from audiolib.sources import Reading
from audiolib.sources.docx import read_docx
from tests.audiolib.sources.sources import keep

FILES = Path(__file__).parents[2] / "files" / "sources2"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="H{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2, 3)
)


def p(words: str, properties: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(words)}</w:p>"


def r(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def h(level: int, words: str) -> str:
    return p(words, f'<w:pStyle w:val="H{level}"/>')


def docx(
    path: Path,
    body: str,
    *,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, tuple[str, str]] | None = None,
    files: Mapping[str, bytes] | None = None,
    core: str = "",
) -> Path:
    """A Word document; `parts` by kind (`styles`), `links` by id: kind and target."""
    parts = {"styles": HEADINGS, **(parts or {})}
    relations = "".join(
        f'<Relationship Id="p{at}" Type="{_OFFICE}{kind}" Target="{kind}.xml"/>'
        for at, kind in enumerate(parts)
    )
    for name, (kind, target) in (links or {}).items():
        mode = ' TargetMode="External"' if "://" in target else ""
        relations += f'<Relationship Id="{name}" Type="{_OFFICE}{kind}" Target="{target}"{mode}/>'
    members: dict[str, str | bytes] = {
        "_rels/.rels": _RELS
        + f'<Relationship Id="a" Type="{_OFFICE}officeDocument" Target="word/document.xml"/>'
        + f'<Relationship Id="b" Type="{_CORE}" Target="docProps/core.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f"{_RELS}{relations}</Relationships>",
        "word/document.xml": f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
        "docProps/core.xml": "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
        f"{core}</cp:coreProperties>",
        **{f"word/{k}.xml": f"<w:{k} {NAMESPACES}>{v}</w:{k}>" for k, v in parts.items()},
        **(files or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def word(tmp_path: Path, body: str, **more: object) -> Reading:
    return read_docx(docx(tmp_path / "a.docx", body, **more), keep)  # type: ignore[arg-type]


def blocks(publication: Publication) -> list[Section | Block]:
    """Everything in the publication but sections."""
    return [node for node in walk(publication) if not isinstance(node, Section)]


def found(publication: Publication, kind: type[Block] | type[Text]) -> list[Text]:
    return [node for node in walk(publication) if isinstance(node, kind)]  # type: ignore[misc]


def said(text: Text) -> list[tuple[str, str]]:
    """What the marks of a text lie on."""
    return [(mark.kind.value, text.text[mark.begin : mark.end]) for mark in text.marks]


def printed(name: str, *kinds: str) -> list[str]:
    """The words of the HTML that a PDF was printed from."""
    root = html.fromstring((FILES / f"{name}.html").read_bytes())
    every = root.xpath("|".join(f"//body//{kind}" for kind in kinds))
    return [" ".join(e.text_content().split()) for e in every]


def pdf(
    path: Path,
    content: bytes,
    *,
    pages: int = 1,
    font: bytes = b"Helvetica",
    more: bytes = b"",
    filters: bytes = b"",
    objects: tuple[bytes, ...] = (),
    trailer: bytes = b"",
) -> Path:
    """A PDF of one page of 300 by 400 points with one font, `F`."""
    stream = b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content)
    body = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[3 0 R]>>" % pages,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>" + more + b">>>>",
        stream,
        b"<</Type/Font/Subtype/Type1/Encoding/WinAnsiEncoding/BaseFont/" + font + b">>",
        *objects,
    )
    out = b"%PDF-1.7\n"
    places = []
    for number, part in enumerate(body, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(body) + 1, table) + (
        b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF"
        % (len(body) + 1, trailer, len(out))
    )
    path.write_bytes(out)
    return path


def show(words: bytes, x: int = 50, y: int = 300, size: int = 12) -> bytes:
    return b"BT /F %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, words)
