"""What the description of a FictionBook says, and its pictures."""

import base64
import binascii
import re

from audiolib.errors import SourceTooLargeError
from audiolib.publication import Contributor, Metadata, SourceEdition
from audiolib.sources.fb2._map import local
from audiolib.sources.html_tree import get
from audiolib.sources.limits import LIMITS
from audiolib.xml import Element

_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_ROLES = {"author": "aut", "translator": "trl"}


def metadata(root: Element) -> Metadata:
    """Title, people, languages; what is said of the print edition apart."""
    about = _inside(root, "description", "title-info")
    document = _inside(root, "description", "document-info")
    printed = _inside(root, "description", "publish-info")
    people = [
        Contributor(name, _ROLES[local(child)])
        for child in (about if about is not None else ())
        if local(child) in _ROLES and (name := _name(child))
    ]
    date = _DATE.search(_words(printed, "year"))
    annotation = _inside(about, "annotation")
    return Metadata(
        identifier=_words(document, "id"),
        title=_words(about, "book-title"),
        language=_words(about, "lang"),
        contributors=tuple(dict.fromkeys(people)),
        description=_joined(annotation),
        subjects=tuple(_list(about, "keywords")),
        source=SourceEdition(
            title=_words(printed, "book-name"),
            publisher=_words(printed, "publisher"),
            date=date[0] if date else "",
            identifier=_words(printed, "isbn"),
        ),
    )


def pictures(root: Element, file: str) -> dict[str, str]:
    """The binaries as `data:` addresses by their ids.

    Raises:
        SourceTooLargeError: one is over the limit of a picture, or all are over that of a source.
    """
    found: dict[str, str] = {}
    total = 0
    for element in root:
        if local(element) != "binary" or not get(element, "id"):
            continue
        digits = "".join((element.text or "").split())
        total += len(digits)
        if len(digits) > LIMITS.image * 4 // 3 + 4 or total > LIMITS.member:
            raise SourceTooLargeError(file, get(element, "id"), LIMITS.image)
        try:
            base64.b64decode(digits + "=" * (-len(digits) % 4), validate=True)
        except (binascii.Error, ValueError):
            digits = ""
        kind = get(element, "content-type") or "image/jpeg"
        found[get(element, "id")] = f"data:{kind};base64,{digits}"
    return found


def cover(root: Element) -> str:
    """The id of the binary that is the cover."""
    page = _inside(root, "description", "title-info", "coverpage", "image")
    if page is None:
        return ""
    hrefs = (str(v) for k, v in page.attrib.items() if str(k).endswith("href"))
    return next(hrefs, "").removeprefix("#")


def _name(person: Element) -> str:
    parts = [_words(person, part) for part in ("first-name", "middle-name", "last-name")]
    return " ".join(part for part in parts if part) or _words(person, "nickname")


def _inside(element: Element | None, *names: str) -> Element | None:
    for name in names:
        if element is None:
            return None
        element = next((child for child in element if local(child) == name), None)
    return element


def _words(element: Element | None, name: str) -> str:
    return _joined(_inside(element, name))


def _joined(element: Element | None) -> str:
    return "" if element is None else " ".join(" ".join(element.itertext()).split())


def _list(element: Element | None, name: str) -> list[str]:
    return [part.strip() for part in _words(element, name).split(",") if part.strip()]
