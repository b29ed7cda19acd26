"""The text documents of a DAISY 2.02 package, read against its SMIL files."""

from collections.abc import Sequence

from audiolib.packages._daisy.folder import Folder, local, named
from audiolib.packages._daisy.meta import check_identifier
from audiolib.packages.daisy202.check_smil import SmilFound
from audiolib.xml import Element

_HEADINGS = {f"h{depth}": depth for depth in range(1, 7)}

_NOTES = ("notebody", "sidebar", "optional-prodnote")


def check_content(folder: Folder, smils: Sequence[SmilFound], identifier: str) -> None:
    """Every text document that a SMIL file refers to."""
    pars = {key: smil.name for smil in smils for key in smil.texts}
    for name in sorted({file for file, _ in pars} - {"ncc.html"}):
        root = folder.tree(name)
        if root is None:
            continue
        _check_headings(folder, name, root)
        for meta in named(root, "meta"):
            if meta.get("name") == "dc:identifier":
                check_identifier(folder, name, meta.get("content", ""), identifier)
        for element in root.iter("*"):
            _check_element(folder, name, element)
        _check_back_links(folder, name, root, smils)


def _check_headings(folder: Folder, name: str, root: Element) -> None:
    depth = 0
    for heading in named(root, *_HEADINGS):
        level = _HEADINGS[local(heading)]
        if level > depth + 1:
            folder.say(32, name, heading, level=level, before=depth)
        depth = level


def _check_element(folder: Folder, name: str, element: Element) -> None:
    tag = local(element)
    if tag == "img":
        folder.follow(name, element, element.get("src", ""))
        if element.get("alt") is None:
            folder.say(41, name, element)
    elif tag == "link":
        folder.follow(name, element, element.get("href", ""))
    elif element.get("class") == "noteref":
        href = element.get("bodyref", "")
        _, found = folder.follow(name, element, href) if href else (name, None)
        if found is None or found.get("class") not in _NOTES:
            folder.say(40, name, element, href=href)


def _check_back_links(folder: Folder, name: str, root: Element, smils: Sequence[SmilFound]) -> None:
    """A link into SMIL leads to the par that belongs to the element around the link (039)."""
    texts = {smil.name: {id(par): key for key, par in smil.texts.items()} for smil in smils}
    for link in named(root, "a"):
        href = link.get("href", "")
        if ".smil" not in href:
            if href and ":" not in href:
                folder.follow(name, link, href)
            continue
        file, par = folder.follow(name, link, href, ("par", "text"))
        if par is None:
            continue
        if local(par) == "text":
            par = par.getparent()
        key = texts.get(file, {}).get(id(par), ("", ""))
        around = {e.get("id") for e in (*link.iter("*"), *link.iterancestors())}
        if key[0] != name or key[1] not in around:
            folder.say(39, name, link, href=href)
