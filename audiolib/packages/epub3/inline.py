"""Which element a mark becomes."""

import re
from html import escape
from urllib.parse import quote, urlsplit

from audiolib.publication import Mark, MarkKind

_PLAIN = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.SUBSCRIPT: "sub",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.CODE: "code",
}
_SCHEMES = ("http", "https", "mailto")
_LONE = re.compile("%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"[\w.-]+(:\d+)?", re.ASCII)


def opening(mark: Mark, name: str, *, linked: bool, known: bool) -> str:
    """The start tag of a mark, without brackets and language.

    `name` is its id as an attribute; `linked` tells that a link is open, which may hold no other;
    `known` that the note it refers to is in the package. A link inside the package is marked with
    NUL around the id it leads to.
    """
    if mark.kind is MarkKind.NOTEREF:
        if linked or not known or not mark.href:
            return f'span{name} class="noteref"'
        start = f'a{name} class="noteref" epub:type="noteref" role="doc-noteref"'
        return f"{start}\0{mark.href[1:]}\0"
    if mark.kind is MarkKind.LINK and mark.href and not linked:
        if mark.href.startswith("#"):
            return f"a{name}\0{mark.href[1:]}\0"
        address = outside(mark.href)
        return f'a{name} href="{escape(address)}"' if address else f"span{name}"
    if mark.kind is MarkKind.ABBREVIATION:
        title = f' title="{escape(mark.value)}"' if mark.value else ""
        return f"abbr{name}{title}"
    if mark.kind is MarkKind.MATH:
        return f'span{name} class="math"'
    return f"{_PLAIN.get(mark.kind, 'span')}{name}"


def closing(start: str) -> str:
    """The name in a start tag."""
    return re.split(r"[\s\0]", start, maxsplit=1)[0]


def outside(href: str) -> str:
    """A link out of the package as a valid URL, or nothing where it is none."""
    try:
        parts = urlsplit(_LONE.sub("%25", href.strip()))
    except ValueError:
        return ""
    if parts.scheme not in _SCHEMES:
        return ""
    if parts.scheme == "mailto":
        return f"mailto:{quote(parts.path, safe='@.+-_')}" if "@" in parts.path else ""
    if not _HOST.fullmatch(parts.netloc):
        return ""
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = f"?{quote(parts.query, safe='/%:@!$&()*+,;=~-._?')}" if parts.query else ""
    fragment = f"#{quote(parts.fragment, safe='/%:@!$&()*+,;=~-._?')}" if parts.fragment else ""
    return f"{parts.scheme}://{parts.netloc}{path}{query}{fragment}"
