"""SMIL 2.0 as DAISY 3 restricts it (Z39.86-2005 §7): one file a track."""

from collections.abc import Mapping

from audiolib.order import Role, SoundOptions
from audiolib.packages._daisy.markup import attribute
from audiolib.packages._daisy.record import Record
from audiolib.packages._daisy.sounds import Sound, SoundTrack
from audiolib.packages.daisy3.structures import (
    PAGE,
    REFERENCE,
    Kind,
    Seq,
    leads_to,
    skippable,
    state,
)
from audiolib.packages.smil import clock

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'
_DOCTYPE = (
    '<!DOCTYPE smil PUBLIC "-//NISO//DTD dtbsmil 2005-2//EN"'
    ' "http://www.daisy.org/z3986/2005/dtbsmil-2005-2.dtd">\n'
)


def smil(
    track: SoundTrack,
    tree: Seq,
    elapsed: int,
    record: Record,
    kinds: tuple[Kind, ...],
    hrefs: Mapping[str, str],
    options: SoundOptions,
    *,
    text: str,
) -> str:
    """The file of a track; `elapsed` is how long the tracks before it last, in milliseconds.

    `text` is the document that pars say; empty where there is none.
    """
    lines = [
        DECLARATION,
        _DOCTYPE,
        '<smil xmlns="http://www.w3.org/2001/SMIL20/">\n<head>\n',
        f'<meta name="dtb:uid"{attribute("content", record.identifier)}/>\n',
        f'<meta name="dtb:generator"{attribute("content", record.generator)}/>\n',
        f'<meta name="dtb:totalElapsedTime" content="{clock(elapsed)}"/>\n',
    ]
    tests = [
        f'<customTest id="{kind.name}" defaultState="{state(kind, options)}" override="visible"/>\n'
        for kind in skippable(kinds)
    ]
    if tests:
        lines += ["<customAttributes>\n", *tests, "</customAttributes>\n"]
    lines.append(f'</head>\n<body>\n<seq id="mseq" dur="{clock(track.duration)}" fill="remove">\n')
    for child in tree.children:
        _write(child, track.audio, text, hrefs, lines)
    lines.append("</seq>\n</body>\n</smil>\n")
    return "".join(lines)


def _write(
    node: Seq | Sound, audio: str, text: str, hrefs: Mapping[str, str], lines: list[str]
) -> None:
    if isinstance(node, Sound):
        lines.append(_par(node, audio, text, hrefs))
        return
    kind = node.kind
    name = kind.name if kind else ""
    test = f' customTest="{name}"' if kind and kind.is_skippable else ""
    lines.append(
        f'<seq id="{node.id}" class="{name}"{test} fill="remove"'
        f' end="DTBuserEscape;{node.last}.end">\n'
    )
    for child in node.children:
        _write(child, audio, text, hrefs, lines)
    lines.append("</seq>\n")


def _par(sound: Sound, audio: str, document: str, hrefs: Mapping[str, str]) -> str:
    id_ = sound.id
    text = f'<text src="{document}#{id_}"/>' if document else ""
    clip = (
        ""
        if sound.is_silent
        else f'<audio src="{audio}" clipBegin="{clock(sound.begin)}" clipEnd="{clock(sound.end)}"/>'
    )
    role = sound.cue.role
    if role is Role.PAGE:
        return f'<par id="{id_}" class="{PAGE.name}" customTest="{PAGE.name}">{text}{clip}</par>\n'
    if role is Role.NOTEREF and (note := leads_to(sound, hrefs)):
        # A reference without sound of its own is a link all the same.
        linked = f'<a href="{note}" external="false">{clip or text}</a>'
        inside = f"{text}{linked}" if clip else linked
        return f'<par id="{id_}" class="noteref" customTest="{REFERENCE.name}">{inside}</par>\n'
    return f'<par id="{id_}">{text}{clip}</par>\n'
