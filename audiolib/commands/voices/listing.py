"""`audiolib voices list`: what is here, and what can be had."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any

from audiolib.commands.telling import failure, tell_failure, tell_json
from audiolib.equipment import equipment
from audiolib.exits import OK
from audiolib.messages import Messages
from audiolib.settings import settings
from audiolib.voices import Offer, offers
from tts.engine import Voice
from tts.errors import VoiceFolderError
from tts.registry import DEFAULT_ENGINE, default_voice, engine, engines, equip
from tts.voices import InstalledVoice, survey

_OURS = ("vi", "en", "uk", "ru", "fa")


def list_(options: argparse.Namespace, messages: Messages) -> int:
    """Tell the voices that are built in, installed, and to be had; one a line."""
    here = settings()
    equip(equipment(here))
    lacking = {one.name for one in engines() if not one.usable}
    rows: list[dict[str, Any]] = [_built_in(voice) for voice in _of_espeak(options.lang)]
    broken: list[VoiceFolderError] = []
    for found in survey(equipment(here).voices or here.config):
        if isinstance(found, InstalledVoice):
            rows.append(_installed(found, found.engine in lacking))
        else:
            broken.append(found)
    faults: list[Any] = [*broken]
    if not options.installed:
        have = {row["voice"].lower() for row in rows}
        offered, wrong = offers(here.indexes)
        faults += wrong
        fresh = [o for o in offered if o.listing.full_name.lower() not in have]
        rows += [_offered(o, o.listing.engine in lacking) for o in fresh]
    if options.lang:
        rows = [row for row in rows if _speaks(row["languages"], options.lang)]
    told = [failure(fault, messages) for fault in faults]
    status = max((tell_failure(one, as_json=False) for one in told), default=OK)
    if options.json:
        tell_json({"voices": rows, "faults": [one.json() for one in told]})
    else:
        sys.stdout.writelines(f"{line}\n" for line in _lines(rows, messages))
    return status


def _of_espeak(lang: str | None) -> Iterator[Voice]:
    """The built-in voices of a language; where none is named, the usual one of each of ours."""
    usual = {default_voice(tag) for tag in _OURS}
    for voice in engine(DEFAULT_ENGINE).voices():
        if lang or voice.name in usual:
            yield voice


def _speaks(languages: list[str], wanted: str) -> bool:
    """Whether one of the tags is the wanted one, or a variant of it, or what it is a variant of."""
    want = wanted.replace("_", "-").lower()
    for tag in (language.lower() for language in languages):
        if tag == want or tag.startswith(f"{want}-") or want.startswith(f"{tag}-"):
            return True
    return False


def _built_in(voice: Voice) -> dict[str, Any]:
    return _row(
        voice.name, list(voice.languages), "built-in", voice.licence, voice.public_audio
    ) | {"sample_rate": voice.sample_rate}


def _installed(voice: InstalledVoice, lacking: bool) -> dict[str, Any]:
    return _row(
        voice.full_name, list(voice.languages), "installed", voice.licence, voice.public_audio
    ) | {
        "region": voice.region,
        "sample_rate": voice.sample_rate,
        "speakers": list(voice.speakers),
        "bytes": voice.size,
        "source": voice.source,
        "attribution": voice.attribution,
        "needs": f"make voices-{voice.engine}" if lacking else "",
    }


def _offered(offer: Offer, lacking: bool) -> dict[str, Any]:
    one = offer.listing
    return _row(one.full_name, list(one.languages), one.way, one.licence, one.public_audio) | {
        "region": one.region,
        "sample_rate": one.sample_rate,
        "speakers": list(one.speakers),
        "bytes": one.size,
        "source": one.source or one.catalogue or one.package,
        "attribution": one.attribution,
        "index": offer.index,
        "needs": f"make voices-{one.engine}" if lacking else "",
    }


def _row(
    name: str, languages: list[str], state: str, licence: str, public_audio: bool | None
) -> dict[str, Any]:
    return {
        "voice": name,
        "state": state,
        "languages": languages,
        "region": "",
        "sample_rate": 0,
        "speakers": [],
        "licence": licence,
        "public_audio": public_audio,
        "attribution": "",
        "bytes": 0,
        "source": "",
        "index": "",
        "needs": "",
    }


def _lines(rows: list[dict[str, Any]], messages: Messages) -> Iterator[str]:
    """The rows by what can be done with them, each group under its heading."""
    state = ""
    for row in sorted(
        rows, key=lambda r: (_ORDER.index(r["state"]), r["languages"][0], r["voice"])
    ):
        if row["state"] != state:
            if state:
                yield ""
            state = row["state"]
            yield messages(f"cli-voices-state-{state}")
        yield "  " + _line(row, messages)
    if needs := sorted({row["needs"] for row in rows if row["needs"]}):
        yield ""
        yield messages("cli-voices-needs", commands=", ".join(needs))


_ORDER = ("built-in", "installed", "download", "engine", "package", "hand")


def _line(row: dict[str, Any], messages: Messages) -> str:
    allowed = {True: "yes", False: "no", None: "unknown"}[row["public_audio"]]
    facts = [
        row["voice"],
        ", ".join(row["languages"]),
        row["region"],
        messages("cli-voices-size", megabytes=f"{row['bytes'] / 1e6:,.0f}") if row["bytes"] else "",
        messages("cli-voices-speakers", count=len(row["speakers"])) if row["speakers"] else "",
        row["licence"] or messages("cli-voices-licence-unknown"),
        messages(f"cli-voices-public-{allowed}"),
        messages("cli-voices-attribution", text=row["attribution"]) if row["attribution"] else "",
    ]
    return "; ".join(fact for fact in facts if fact)
