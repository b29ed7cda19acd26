"""The files of a package as a check reads them, and what it says about them.

Both formats share the codes `-001` to `-029`; `docs/findings/` tells what each means.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote

from audiolib.errors import SourceError
from audiolib.findings import Fact, Finding, Place, Severity
from audiolib.xml import Element, parse

_SHORT_NAME = re.compile(r"[a-z0-9_-]{1,8}\.[a-z0-9]{1,4}")
_TOO_LARGE = 900_000_000
_XML = (".html", ".smil", ".xml", ".opf", ".ncx", ".res")


class Folder:
    """A package's folder: its files by name, its documents parsed once, the findings so far."""

    def __init__(self, target: Path, area: str) -> None:
        self.target = target
        self.findings: list[Finding] = []
        self.used: set[str] = set()
        self._area = area
        self.sizes = {
            path.relative_to(target).as_posix(): path.stat().st_size
            for path in sorted(target.rglob("*"))
            if path.is_file()
        }
        self._trees: dict[str, Element | None] = {}
        self._ids: dict[str, dict[str, Element]] = {}

    def say(
        self,
        number: int,
        file: str = "",
        element: Element | None = None,
        *,
        severity: Severity = Severity.ERROR,
        id_: str = "",
        **facts: Fact,
    ) -> None:
        """Note a finding: `number` is that of the area."""
        line = 0
        if element is not None:
            line = element.sourceline or 0
            id_ = id_ or element.get("id", "")
        place = Place(file, line, id_)
        self.findings.append(Finding(f"{self._area}-{number:03d}", severity, place, facts))

    def tree(self, name: str) -> Element | None:
        """The root of a document, None where it is missing or not well-formed (002)."""
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def ids(self, name: str) -> dict[str, Element]:
        """The elements of a document by id; an id given twice is a finding (008)."""
        if name not in self._ids:
            found: dict[str, Element] = {}
            root = self.tree(name)
            for element in root.iter("*") if root is not None else ():
                if id_ := element.get("id"):
                    if id_ in found:
                        self.say(8, name, element)
                    found.setdefault(id_, element)
            self._ids[name] = found
        return self._ids[name]

    def follow(
        self, file: str, element: Element, href: str, wanted: Iterable[str] = ()
    ) -> tuple[str, Element | None]:
        """The file and the element that a link leads to; what is wrong with it is said (006, 007).

        `wanted` are the local names it may lead to; where given, the fragment is required.
        """
        name, _, fragment = href.partition("#")
        name = unquote(name) or file
        self.used.add(name)
        if name not in self.sizes:
            self.say(6, file, element, href=href)
            return name, None
        if not name.endswith(_XML) or not (fragment or wanted):
            return name, None
        found = self.ids(name).get(fragment)
        names = tuple(wanted)
        if found is None or (names and local(found) not in names):
            self.say(7, file, element, href=href)
            return name, None
        return name, found

    def check_files(self, unused: Severity) -> None:
        """Names (004), files that nothing refers to (005), the size of all (026)."""
        for name in self.sizes:
            if not _SHORT_NAME.fullmatch(name):
                self.say(4, name, severity=Severity.WARNING)
            if name not in self.used:
                self.say(5, name, severity=unused)
        total = sum(self.sizes.values())
        if total > _TOO_LARGE:
            self.say(26, severity=Severity.WARNING, megabytes=total // 1_000_000)

    def check_doctype(self, name: str, root: Element, public: str, **attributes: str) -> None:
        """The document says what it is: public identifier, namespace and version (003)."""
        found = root.getroottree().docinfo.public_id or ""
        if found != public:
            self.say(3, name, root, found=found, expected=public)
        for attribute, expected in attributes.items():
            value = (root.nsmap.get(None) or "") if attribute == "xmlns" else root.get(attribute)
            if value != expected:
                self.say(3, name, root, found=value or "", expected=expected)

    def _parsed(self, name: str) -> Element | None:
        try:
            return parse((self.target / name).read_bytes(), name)
        except OSError:
            return None
        except SourceError as error:
            self.say(2, name, reason=error.reason)
            return None


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def named(root: Element, *names: str) -> Iterable[Element]:
    """The elements below (and with) one that have one of these local names, in order."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def elements(parent: Element) -> list[Element]:
    """The child elements, without comments."""
    return [child for child in parent if isinstance(child.tag, str)]


def words(element: Element) -> str:
    """All text inside, with white space as single spaces."""
    return " ".join("".join(map(str, element.itertext())).split())
