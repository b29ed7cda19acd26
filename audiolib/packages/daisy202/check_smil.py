"""SMIL files of a DAISY 2.02 package, read and checked."""

import re
from dataclasses import dataclass, field

from audiolib.findings import Severity
from audiolib.packages._daisy.audio import ClipFound, read_clip
from audiolib.packages._daisy.folder import Folder, elements, local, named
from audiolib.packages._daisy.meta import (
    check_forms,
    check_identifier,
    check_required,
    check_time,
)
from audiolib.packages.smil import seconds
from audiolib.xml import Element

_SMIL = "-//W3C//DTD SMIL 1.0//EN"
FORMAT = {"dc:format": re.compile(r"Daisy 2\.02")}
_TESTS = ("pagenumber-on", "footnote-on", "prodnote-on", "sidebar-on")


@dataclass(slots=True)
class SmilFound:
    """A SMIL file: its clips, and the text that each `par` belongs to (file and element id)."""

    name: str
    clips: list[ClipFound] = field(default_factory=list)
    texts: dict[tuple[str, str], Element] = field(default_factory=dict)

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
    folder.check_doctype(name, root, _SMIL)
    for par in named(root, "par"):
        _check_par(folder, found, par)
    metas = {meta.get("name", ""): [meta.get("content", "")] for meta in named(root, "meta")}
    check_required(folder, name, metas, ("dc:format",))
    check_forms(folder, name, metas, FORMAT)
    check_identifier(folder, name, metas.get("dc:identifier", [""])[0], identifier)
    for number, meta, expected in (
        (14, "ncc:totalElapsedTime", elapsed),
        (46, "ncc:timeInThisSmil", found.duration),
    ):
        check_time(folder, number, name, metas.get(meta, [None])[0], expected, 500)
    _check_seqs(folder, name, root, found.duration)
    if [region.get("id") for region in named(root, "region")] != ["txtView"]:
        folder.say(36, name)
    return found


def _check_par(folder: Folder, found: SmilFound, par: Element) -> None:
    """One text, and a seq of clips around its sound (034); text alone is a finding of its own."""
    children = elements(par)
    kinds = sorted(local(child) for child in children)
    texts = [child for child in children if local(child) == "text"]
    audios = list(named(par, "audio"))
    named_all = all(e.get("id") for e in (*texts, *audios))
    if (
        kinds not in (["seq", "text"], ["img", "seq", "text"], ["text"])
        or par.get("endsync") != "last"
        or not named_all
    ):
        folder.say(34, found.name, par)
    if not audios:
        folder.say(29, found.name, par, severity=Severity.WARNING)
    for audio in audios:
        clip = read_clip(folder, found.name, audio, "clip-begin", "clip-end")
        if clip:
            found.clips.append(clip)
    test = par.get("system-required")
    if test is not None and test not in _TESTS:
        folder.say(37, found.name, par, value=test)
    for text in texts:
        file, target = folder.follow(found.name, text, text.get("src", ""))
        if target is None and "#" not in text.get("src", ""):
            folder.say(7, found.name, text, href=text.get("src", ""))
        if target is not None:
            found.texts[file, target.get("id", "")] = par
            if file != "ncc.html":  # there, text after a page number belongs to it as well
                _check_test(folder, found.name, par, target)


def _check_test(folder: Folder, name: str, par: Element, target: Element) -> None:
    """What a listener may skip carries its test, and nothing else does (037)."""
    kind = target.get("class", "")
    wanted = "pagenumber-on" if kind.startswith("page-") else None
    if local(target) in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return
    if wanted is None:
        for around in (target, *target.iterancestors()):
            kind = around.get("class", "")
            wanted = {
                "notebody": "footnote-on",
                "sidebar": "sidebar-on",
                "optional-prodnote": "prodnote-on",
            }.get(kind)
            if wanted:
                break
    if par.get("system-required") != wanted:
        folder.say(37, name, par, value=par.get("system-required") or "")


def _check_seqs(folder: Folder, name: str, root: Element, duration: int) -> None:
    """The main seq lasts as long as its clips (016); others hold a reference and its note (038)."""
    body = next(iter(named(root, "body")), None)
    mains = elements(body) if body is not None else []
    if len(mains) != 1 or local(mains[0]) != "seq":
        folder.say(34, name, body)
        return
    value = mains[0].get("dur")
    check_time(folder, 16, name, value or seconds(duration), duration, 0)
    for seq in named(root, "seq"):
        for attribute in seq.keys():  # noqa: SIM118 (an element iterates over its children)
            if attribute not in ("id", "dur", "repeat"):
                folder.say(35, name, seq, attribute=str(attribute))
    for child in elements(mains[0]):
        if local(child) == "seq" and [local(e) for e in elements(child)] != ["par", "par"]:
            folder.say(38, name, child)
