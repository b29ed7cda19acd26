"""SMIL files of a DAISY 3 package, read and checked (Z39.86-2005 §7)."""

from collections import Counter
from dataclasses import dataclass, field

from audiolib.packages._daisy.audio import ClipFound, read_clip
from audiolib.packages._daisy.folder import Folder, elements, local, named
from audiolib.packages._daisy.meta import check_identifier, check_required, check_time
from audiolib.packages.smil import clock
from audiolib.xml import Element

_PUBLIC = "-//NISO//DTD dtbsmil 2005-2//EN"
_NAMESPACE = "http://www.w3.org/2001/SMIL20/"


@dataclass(slots=True)
class SmilFound:
    """A SMIL file: clips, custom tests by id, texts with what they lead to, time containers."""

    name: str
    clips: list[ClipFound] = field(default_factory=list)
    tests: dict[str, Element] = field(default_factory=dict)
    texts: list[tuple[Element, str, Element]] = field(default_factory=list)
    containers: dict[str, int] = field(default_factory=dict)
    """The place of each `par` and `seq` in the order of the document, by id."""
    classes: set[str] = field(default_factory=set)
    """The classes of escapable structures."""

    @property
    def duration(self) -> int:
        return sum(max(0, clip.end - clip.begin) for clip in self.clips)


def check_smil(folder: Folder, name: str, identifier: str, elapsed: int) -> SmilFound:
    """Read one file; `elapsed` is the sum of the clips before it, in milliseconds."""
    found = SmilFound(name)
    root = folder.tree(name)
    if root is None:
        return found
    folder.ids(name)
    folder.check_doctype(name, root, _PUBLIC, xmlns=_NAMESPACE)
    for test in named(root, "customTest"):
        found.tests[test.get("id", "")] = test
        if None in (test.get("defaultState"), test.get("override")):
            folder.say(38, name, test)
    for element in root.iter("*"):
        tag = local(element)
        if tag in ("par", "seq"):
            found.containers[element.get("id", "")] = len(found.containers)
            _check_container(folder, found, element, tag)
        elif tag == "audio":
            clip = read_clip(folder, name, element, "clipBegin", "clipEnd")
            if clip:
                found.clips.append(clip)
        elif tag == "text":
            file, target = folder.follow(name, element, element.get("src", ""), ())
            if target is not None:
                found.texts.append((element, file, target))
        elif tag == "a" and element.get("external") != "true":
            folder.follow(name, element, element.get("href", ""), ("par", "seq"))
    metas: dict[str, list[str]] = {}
    for meta in named(root, "meta"):
        metas.setdefault(meta.get("name", ""), []).append(meta.get("content", ""))
    check_required(folder, name, metas, ("dtb:uid", "dtb:generator"))
    check_identifier(folder, name, metas.get("dtb:uid", [""])[0], identifier)
    check_time(folder, 14, name, metas.get("dtb:totalElapsedTime", [""])[0], elapsed, 0)
    _check_main(folder, name, root, found.duration)
    return found


def _check_container(folder: Folder, found: SmilFound, element: Element, tag: str) -> None:
    """What a par may hold (036), tests that exist (042), ways out of a structure (043)."""
    test = element.get("customTest")
    if test is not None and test not in found.tests:
        folder.say(42, found.name, element, test=test)
    children = elements(element)
    if tag == "par":
        counts = Counter(local(child) for child in children)
        if (
            any(counts[kind] > 1 for kind in ("text", "audio", "img", "seq"))
            or not children
            or not element.get("id")
        ):
            folder.say(36, found.name, element)
        texts_only = not any(True for _ in named(element, "audio"))
        if texts_only and test not in ("pagenum", "noteref"):
            folder.say(29, found.name, element)
        if test == "noteref" and not counts["a"]:
            folder.say(59, found.name, element)
        return
    if element.get("end"):
        last = children[-1].get("id", "") if children else ""
        if element.get("end") != f"DTBuserEscape;{last}.end" or not element.get("class"):
            folder.say(43, found.name, element)
        found.classes.add(element.get("class", ""))


def _check_main(folder: Folder, name: str, root: Element, duration: int) -> None:
    """The one seq around all lasts as long as its clips (016) and is removed after (037)."""
    body = next(iter(named(root, "body")), None)
    mains = elements(body) if body is not None else []
    if len(mains) != 1 or local(mains[0]) != "seq":
        folder.say(36, name, body)
        return
    check_time(folder, 16, name, mains[0].get("dur") or clock(duration), duration, 0)
    for seq in named(root, "seq"):
        if seq.get("fill") != "remove":
            folder.say(37, name, seq)
