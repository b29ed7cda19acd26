"""The package file of a DAISY 3 package, read and checked (Z39.86-2005 §3)."""

import re
from dataclasses import dataclass, field

from audiolib.packages._daisy.folder import Folder, local, named, words
from audiolib.packages._daisy.meta import (
    DATE,
    LANGUAGE,
    NUMBER,
    check_forms,
    check_required,
    check_single,
)
from audiolib.packages.daisy3.opf import MEDIA_TYPES
from audiolib.xml import Element

_PUBLIC = "+//ISBN 0-9673008-1-9//DTD OEB 1.2 Package//EN"
_NAMESPACE = "http://openebook.org/namespaces/oeb-package/1.0/"
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
_REQUIRED = ("dc:Title", "dc:Identifier", "dc:Publisher", "dc:Date", "dc:Format", "dc:Language")
_ONCE = ("dtb:multimediaType", "dtb:multimediaContent", "dtb:totalTime")
_AT_MOST_ONCE = (
    *_ONCE,
    "dtb:sourceDate",
    "dtb:sourceEdition",
    "dtb:sourcePublisher",
    "dtb:sourceRights",
    "dtb:sourceTitle",
    "dtb:producedDate",
    "dtb:revision",
    "dtb:revisionDate",
    "dtb:revisionDescription",
)
_NAMES = {*_AT_MOST_ONCE, "dtb:narrator", "dtb:producer", "dtb:audioFormat"}
_FORMS = {
    "dc:Date": DATE,
    "dc:Format": re.compile(r"ANSI/NISO Z39\.86-2005"),
    "dc:Language": LANGUAGE,
    "dtb:multimediaType": re.compile(
        "audioOnly|audioNCX|audioPartText|audioFullText|textPartAudio|textNCX"
    ),
    "dtb:multimediaContent": re.compile("(audio|text|image)(,(audio|text|image))*"),
    "dtb:producedDate": DATE,
    "dtb:sourceDate": DATE,
    "dtb:revision": NUMBER,
    "dtb:revisionDate": DATE,
    "dtb:audioFormat": re.compile("MP3|WAV|MP4-AAC"),
}
_FIXED_IDS = {"application/x-dtbncx+xml": "ncx", "application/x-dtbresource+xml": "resource"}


@dataclass(slots=True)
class PackageFound:
    """What the package file names; `files` are those of the manifest."""

    identifier: str = ""
    total_time: str | None = None
    files: dict[str, str] = field(default_factory=dict)
    spine: list[str] = field(default_factory=list)
    ncx: str = ""
    resource: str = ""
    texts: list[str] = field(default_factory=list)


def check_opf(folder: Folder, name: str, root: Element) -> PackageFound:
    """Read the package file."""
    folder.check_doctype(name, root, _PUBLIC, xmlns=_NAMESPACE)
    folder.ids(name)
    metas = _metas(root)
    check_required(folder, name, metas, (*_REQUIRED, *_ONCE))
    check_single(folder, name, metas, _AT_MOST_ONCE)
    check_forms(folder, name, metas, _FORMS)
    for key in metas:
        if key.startswith("dtb:") and key not in _NAMES:
            folder.say(11, name, name=key, value=metas[key][0])
    found = PackageFound(total_time=next(iter(metas.get("dtb:totalTime", ())), None))
    for element in named(root, "Identifier"):
        if element.get("id") == root.get("unique-identifier"):
            found.identifier = words(element)
    if not found.identifier:
        folder.say(9, name, name="unique-identifier")
    items = _check_manifest(folder, name, root, found)
    _check_spine(folder, name, root, found, items)
    _check_content(folder, name, metas, found)
    return found


def _metas(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.iter("*"):
        if isinstance(element.tag, str) and element.tag.startswith(f"{{{_DUBLIN_CORE}}}"):
            found.setdefault(f"dc:{local(element)}", []).append(words(element))
    for meta in named(root, "meta"):
        found.setdefault(meta.get("name", ""), []).append(meta.get("content", ""))
    return found


def _check_manifest(
    folder: Folder, name: str, root: Element, found: PackageFound
) -> dict[str, str]:
    """All files, each once (031), with its type (032); the ids that are fixed (033)."""
    items: dict[str, str] = {}
    for item in named(root, "item"):
        href, kind = item.get("href", ""), item.get("media-type", "")
        file, _ = folder.follow(name, item, href)
        if "#" in href or file in found.files:
            folder.say(31, name, item, href=href)
        extension = file.rpartition(".")[2]
        if MEDIA_TYPES.get(extension) != kind:
            folder.say(32, name, item, href=href, kind=kind)
        if kind in _FIXED_IDS and item.get("id") != _FIXED_IDS[kind]:
            folder.say(33, name, item, expected=_FIXED_IDS[kind])
        found.files[file] = kind
        items[item.get("id", "")] = file
    by_type: dict[str, list[str]] = {}
    for file, kind in found.files.items():
        by_type.setdefault(kind, []).append(file)
    for kind, least, most in (
        (MEDIA_TYPES["opf"], 1, 1),
        (MEDIA_TYPES["ncx"], 1, 1),
        (MEDIA_TYPES["res"], 0, 1),
    ):
        if not least <= len(by_type.get(kind, ())) <= most:
            folder.say(33, name, expected=kind)
    found.ncx = next(iter(by_type.get(MEDIA_TYPES["ncx"], ())), "")
    found.resource = next(iter(by_type.get(MEDIA_TYPES["res"], ())), "")
    found.texts = by_type.get(MEDIA_TYPES["xml"], [])
    return items


def _check_spine(
    folder: Folder, name: str, root: Element, found: PackageFound, items: dict[str, str]
) -> None:
    """All SMIL files, and nothing else (034)."""
    for reference in named(root, "itemref"):
        file = items.get(reference.get("idref", ""), "")
        if found.files.get(file) != MEDIA_TYPES["smil"]:
            folder.say(34, name, reference, name=reference.get("idref", ""))
        elif file not in found.spine:
            found.spine.append(file)
    for file, kind in found.files.items():
        if kind == MEDIA_TYPES["smil"] and file not in found.spine:
            folder.say(34, name, name=file)


def _check_content(
    folder: Folder, name: str, metas: dict[str, list[str]], found: PackageFound
) -> None:
    """The kinds of media that are named are those in the manifest (035)."""
    value = next(iter(metas.get("dtb:multimediaContent", ())), "")
    kinds = set(found.files.values())
    real = {kind.split("/")[0] for kind in kinds} & {"audio", "image"}
    if MEDIA_TYPES["xml"] in kinds:
        real.add("text")
    if value and set(value.split(",")) != real:
        folder.say(35, name, value=value, expected=",".join(sorted(real)))
    kind = next(iter(metas.get("dtb:multimediaType", ())), "")
    if ("text" in real) == (kind in ("audioOnly", "audioNCX")) or (
        "audio" not in real and kind != "textNCX"
    ):
        folder.say(35, name, value=kind, expected=",".join(sorted(real)))
