"""The navigation control file of a DAISY 3 package, read and checked (Z39.86-2005 §8)."""

from collections.abc import Sequence

from audiolib.packages._daisy.audio import ClipFound, read_clip
from audiolib.packages._daisy.folder import Folder, elements, local, named, words
from audiolib.packages._daisy.meta import NUMBER, check_count, check_identifier, check_required
from audiolib.packages.daisy3.check_smil import SmilFound
from audiolib.packages.daisy3.structures import KINDS
from audiolib.xml import Element

_PUBLIC = "-//NISO//DTD ncx 2005-1//EN"
_NAMESPACE = "http://www.daisy.org/z3986/2005/ncx/"
_REQUIRED = ("dtb:uid", "dtb:depth", "dtb:generator", "dtb:totalPageCount", "dtb:maxPageNumber")


def check_ncx(
    folder: Folder, name: str, identifier: str, smils: Sequence[SmilFound]
) -> list[ClipFound]:
    """Read the file; gives the clips of its labels."""
    root = folder.tree(name)
    if root is None:
        return []
    folder.ids(name)
    folder.check_doctype(name, root, _PUBLIC, xmlns=_NAMESPACE, version="2005-1")
    metas = {meta.get("name", ""): [meta.get("content", "")] for meta in named(root, "meta")}
    check_required(folder, name, metas, _REQUIRED)
    check_identifier(folder, name, metas.get("dtb:uid", [""])[0], identifier)
    pages = list(named(root, "pageTarget"))
    values = [int(v) for p in pages if NUMBER.fullmatch(v := p.get("value", ""))]
    check_count(folder, name, metas, "dtb:depth", _depth(root))
    check_count(folder, name, metas, "dtb:totalPageCount", len(pages))
    check_count(folder, name, metas, "dtb:maxPageNumber", max(values, default=0))
    _check_pages(folder, name, pages)
    _check_order(folder, name, root, smils)
    _check_tests(folder, name, root, smils)
    for text in named(root, "navLabel", "docTitle"):
        if not words(text):
            folder.say(50, name, text)
    clips = [read_clip(folder, name, a, "clipBegin", "clipEnd") for a in named(root, "audio")]
    return [clip for clip in clips if clip]


def _depth(root: Element) -> int:
    """How deep the points of the map nest."""
    deepest = 0
    stack = [(point, 0) for point in named(root, "navMap")]
    while stack:
        element, depth = stack.pop()
        deepest = max(deepest, depth)
        stack += [(c, depth + 1) for c in elements(element) if local(c) == "navPoint"]
    return deepest


def _check_pages(folder: Folder, name: str, pages: Sequence[Element]) -> None:
    """No two pages of one kind have one number (047)."""
    seen: set[tuple[str, str]] = set()
    for page in pages:
        value = page.get("value")
        if value is None:
            continue
        key = (page.get("type", ""), value)
        if key in seen or not NUMBER.fullmatch(value):
            folder.say(47, name, page, kind=key[0], value=value)
        seen.add(key)


def _check_order(folder: Folder, name: str, root: Element, smils: Sequence[SmilFound]) -> None:
    """Play orders: 1, 2, 3 …, one a target (048), in the order of the book (049)."""
    spine = {smil.name: number for number, smil in enumerate(smils)}
    places = {smil.name: smil.containers for smil in smils}
    orders: dict[int, tuple[int, int]] = {}
    targets: dict[tuple[int, int], int] = {}
    for content in named(root, "content"):
        point = content.getparent()
        file, found = folder.follow(name, content, content.get("src", ""), ("par", "seq"))
        if found is None or point is None or file not in spine:
            continue
        value = point.get("playOrder", "")
        order = int(value) if NUMBER.fullmatch(value) else 0
        place = (spine[file], places[file].get(found.get("id", ""), 0))
        if orders.setdefault(order, place) != place or targets.setdefault(place, order) != order:
            folder.say(48, name, point, value=value)
    if sorted(orders) != list(range(1, len(orders) + 1)):
        folder.say(48, name, value=max(orders, default=0))
    before = (-1, -1)
    for order in sorted(orders):
        if orders[order] < before:
            folder.say(49, name, value=order)
        before = orders[order]


def _check_tests(folder: Folder, name: str, root: Element, smils: Sequence[SmilFound]) -> None:
    """Each custom test is here with the same state (040) and says what it is (041)."""
    structs = {kind.name: kind.book_struct for kind in KINDS if kind.is_skippable}
    tests = {test.get("id", ""): test for test in named(root, "smilCustomTest")}
    used = {id_: test for smil in smils for id_, test in smil.tests.items()}
    for id_, test in used.items():
        found = tests.get(id_)
        states = ("defaultState", "override")
        if found is None or any(found.get(s) != test.get(s) for s in states):
            folder.say(40, name, found, id_=id_)
    for id_, test in tests.items():
        if id_ not in used:
            folder.say(40, name, test)
        if id_ in structs and test.get("bookStruct") != structs[id_]:
            folder.say(41, name, test, value=test.get("bookStruct", ""), expected=structs[id_])
