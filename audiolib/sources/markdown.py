"""Markdown (CommonMark with tables, footnotes and front matter), read as the HTML it stands for."""

import re
from pathlib import Path

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from audiolib.errors import SourceHostileError
from audiolib.publication import Contributor, Metadata
from audiolib.sources import Keep, Reading
from audiolib.sources.html import draft
from audiolib.sources.html_tree import parse_html_text
from audiolib.sources.txt import doubts
from audiolib.sources.txt_lines import load
from audiolib.xml import Element

_FIELD = re.compile(r"^(?P<name>[A-Za-z_]+):[ \t]*(?P<value>.*)$")
_ROLES = {"author": "aut", "authors": "aut", "creator": "aut", "translator": "trl"}


def read_markdown(path: Path, keep: Keep) -> Reading:
    """A draft of a Markdown file; HTML inside it is read as HTML."""
    decoded = load(path)
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin).use(front_matter_plugin)
    try:
        tokens = parser.parse(decoded.text)
        front = next((t.content for t in tokens if t.type == "front_matter"), "")
        rendered = parser.renderer.render(tokens, parser.options, {})
    except RecursionError as error:
        raise SourceHostileError(str(path), reason="nested too deep") from error
    root = parse_html_text(f"<html><body>{rendered}</body></html>", str(path))
    for element in root.iter("*"):
        _name_note(element)
    metadata = _described(front)
    found = doubts(decoded, path.name)
    return draft(root, path, keep, metadata, found)


def _name_note(element: Element) -> None:
    """Say what footnotes are, in the terms that the reader of HTML knows."""
    said = set((element.get("class") or "").split())
    if "footnote-item" in said:
        element.set("role", "doc-footnote")
    elif "footnote-backref" in said:
        element.set("role", "doc-backlink")
    elif "footnote-ref" in said and len(element):
        element[0].set("role", "doc-noteref")
    elif "footnotes-sep" in said:
        element.set("hidden", "")


def _described(front: str) -> Metadata:
    """Metadata from the lines `name: value` of the front matter; lists by `- ` or `[a, b]`."""
    fields: dict[str, list[str]] = {}
    name = ""
    for line in front.splitlines():
        if match := _FIELD.match(line):
            name = match["name"].lower()
            value = match["value"].strip()
            inner = value[1:-1].split(",") if value.startswith("[") else [value]
            fields[name] = [kept for part in inner if (kept := _bare(part))]
        elif name and line.strip().startswith("- "):
            fields[name].append(_bare(line.strip()[2:]))
    first = {name: values[0] for name, values in fields.items() if values}
    people = tuple(
        Contributor(person, role)
        for label, role in _ROLES.items()
        for person in fields.get(label, ())
    )
    return Metadata(
        identifier=first.get("identifier", "") or first.get("isbn", ""),
        title=first.get("title", ""),
        language=first.get("lang", "") or first.get("language", ""),
        contributors=people,
        publisher=first.get("publisher", ""),
        date=_date(first.get("date", "")),
        rights=first.get("rights", "") or first.get("license", ""),
        description=first.get("description", ""),
        subjects=tuple(fields.get("keywords", ()) or fields.get("subject", ())),
    )


def _bare(value: str) -> str:
    return value.strip().strip("\"'").strip()


def _date(written: str) -> str:
    match = re.match(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", written)
    return match[0] if match else ""
