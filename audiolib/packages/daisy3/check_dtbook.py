"""The text document of a DAISY 3 package, read against its SMIL files."""

from collections.abc import Sequence

from audiolib.packages._daisy.folder import Folder, local, named, words
from audiolib.packages._daisy.meta import NUMBER, check_identifier, check_required
from audiolib.packages._daisy.pages import roman
from audiolib.packages.daisy3.check_smil import SmilFound
from audiolib.xml import Element

_PUBLIC = "-//NISO//DTD dtbook 2005-3//EN"
_NAMESPACE = "http://www.daisy.org/z3986/2005/dtbook/"
_SKIPPABLE = ("linenum", "note", "noteref", "annotation", "pagenum")


def check_dtbook(folder: Folder, name: str, identifier: str, smils: Sequence[SmilFound]) -> None:
    """Read one text document."""
    root = folder.tree(name)
    if root is None:
        return
    folder.check_doctype(name, root, _PUBLIC, xmlns=_NAMESPACE, version="2005-3")
    metas = {meta.get("name", ""): [meta.get("content", "")] for meta in named(root, "meta")}
    check_required(folder, name, metas, ("dtb:uid", "dc:Title"))
    check_identifier(folder, name, metas.get("dtb:uid", [""])[0], identifier)
    reached = {target.get("id") for smil in smils for _, _, target in smil.texts}
    for element in root.iter("*"):
        tag = local(element)
        _check_element(folder, name, element, tag)
        if element.get("smilref") is not None:
            _check_smilref(folder, name, element, tag)
        elif tag in ("list", "table", *_SKIPPABLE) and element.get("id") not in reached:
            folder.say(56, name, element, tag=tag)


def _check_element(folder: Folder, name: str, element: Element, tag: str) -> None:
    if tag == "img":
        folder.follow(name, element, element.get("src", ""))
        if element.get("alt") is None:
            folder.say(58, name, element)
    elif tag == "noteref":
        folder.follow(name, element, element.get("idref", ""), ("note",))
    elif tag == "pagenum":
        kind, label = element.get("page", "normal"), words(element)
        fits = label.isascii() and NUMBER.fullmatch(label) is not None and int(label) > 0
        if (kind == "normal" and not fits) or (kind == "front" and not (fits or roman(label))):
            folder.say(55, name, element, label=label, kind=kind)
    elif tag in ("link", "a"):
        href = element.get("href", "")
        if href and ":" not in href:
            folder.follow(name, element, href)


def _check_smilref(folder: Folder, name: str, element: Element, tag: str) -> None:
    """It has an id (051) and leads to a time container (052) that can be skipped or left."""
    if not element.get("id"):
        folder.say(51, name, element, tag=tag)
    href = element.get("smilref", "")
    _, found = folder.follow(name, element, href)
    if found is None:
        if "#" not in href:
            folder.say(7, name, element, href=href)
        return
    if local(found) not in ("par", "seq"):
        folder.say(52, name, element, href=href)
        return
    optional = tag in ("prodnote", "sidebar") and element.get("render") == "optional"
    if (tag in _SKIPPABLE or optional) and not found.get("customTest"):
        folder.say(56, name, element, tag=tag)
    if tag in ("list", "table") and found.get("class") != tag:
        folder.say(57, name, element, tag=tag)
