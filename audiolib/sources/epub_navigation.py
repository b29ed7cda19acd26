"""The navigation of an EPUB: table of contents, pages and landmarks, of EPUB 3 or its NCX."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from audiolib.sources.epub_package import resolve
from audiolib.sources.html_tree import get, name, text_of, types
from audiolib.xml import Element


@dataclass(frozen=True, slots=True)
class Target:
    """A place that navigation points at: a file of the archive, an id in it or none."""

    path: str
    fragment: str
    label: str
    depth: int = 1


@dataclass(slots=True)
class Navigation:
    """Where the parts and pages of an EPUB begin."""

    contents: list[Target] = field(default_factory=list)
    pages: list[Target] = field(default_factory=list)
    landmarks: dict[str, str] = field(default_factory=dict)
    """Path -> the kind of what begins there."""

    @property
    def nested(self) -> bool:
        return any(target.depth > 1 for target in self.contents)


def of_nav(root: Element, path: str) -> Navigation:
    """The navigation of an EPUB 3 navigation document (EPUB 3.3 §7)."""
    folder = posixpath.dirname(path)
    found = Navigation()
    for element in root.iter("*"):
        if name(element) != "nav":
            continue
        said = types(element)
        if "toc" in said:
            found.contents = list(_links(element, folder, path, 0))
        elif "page-list" in said:
            found.pages = list(_links(element, folder, path, 0))
        elif "landmarks" in said:
            for link in element.iter("*"):
                if name(link) == "a" and get(link, "href"):
                    at = resolve(folder, get(link, "href"))[0] or path
                    found.landmarks.setdefault(at, min(types(link), default=""))
    return found


def of_ncx(root: Element, path: str) -> Navigation:
    """The navigation of an NCX (OPF 2.0.1 §2.4.1)."""
    folder = posixpath.dirname(path)
    found = Navigation()
    for element in root.iter("*"):
        kind = name(element)
        if kind not in ("navpoint", "pagetarget"):
            continue
        label = next((text_of(e) for e in element if name(e) == "navlabel"), "")
        source = next((get(e, "src") for e in element if name(e) == "content"), "")
        at, fragment = resolve(folder, source)
        if not at:
            continue
        depth = 1 + sum(name(e) == "navpoint" for e in element.iterancestors())
        target = Target(at, fragment, label, depth if kind == "navpoint" else 1)
        (found.contents if kind == "navpoint" else found.pages).append(target)
    return found


def _links(element: Element, folder: str, own: str, depth: int) -> Iterator[Target]:
    """The links of a list of contents, each with how many lists it lies in."""
    for child in element:
        deeper = depth + (name(child) == "ol")
        if deeper > 50:
            return
        if name(child) == "a" and get(child, "href"):
            path, fragment = resolve(folder, get(child, "href"))
            yield Target(path or own, fragment, text_of(child), max(1, depth))
        else:
            yield from _links(child, folder, own, deeper)
