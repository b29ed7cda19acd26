"""Languages: each is one folder of `tts/languages`, found by its name and read when first used."""

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import replace
from functools import lru_cache
from importlib import import_module, resources
from importlib.resources.abc import Traversable
from typing import Any

from tts._common import ends, starts
from tts._rules import Language
from tts.errors import UnknownLanguageError

__all__ = ["Language", "known", "language", "rules_version"]

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*\Z")


def known() -> tuple[str, ...]:
    """The languages that have a folder, by primary subtag, sorted."""
    return _known()


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    folders = resources.files("tts.languages").iterdir()
    return tuple(
        sorted(f.name for f in folders if f.is_dir() and f.joinpath("language.toml").is_file())
    )


def language(tag: str, *, fallback: bool = False) -> Language:
    """The language of a BCP 47 tag, found by its primary subtag.

    Args:
        tag: `vi`, `en-GB`, `vi-VN-x-south`.
        fallback: Give a language without rules where there is no folder.

    Raises:
        UnknownLanguageError: there is no folder, and no fallback was asked for.
    """
    found = _language(tag.replace("_", "-")) if _TAG.match(tag) else None
    if found is not None:
        return found
    if not fallback:
        raise UnknownLanguageError(tag, known())
    return _without_rules(tag)


@lru_cache(maxsize=64)
def _without_rules(tag: str) -> Language:
    return Language(tag=tag, folder="", name=tag)


@lru_cache(maxsize=64)
def _language(tag: str) -> Language | None:
    primary, *subtags = tag.lower().split("-")
    if primary not in known():
        return None
    folder = resources.files("tts.languages").joinpath(primary)
    main = _toml(folder, "language.toml")
    symbols = _toml(folder, "symbols.toml")
    words = _toml(folder, "numbers.toml")
    for subtag in subtags:
        words |= words.get("variant", {}).get(subtag, {})
    bare = Language(
        tag=tag,
        folder=primary,
        name=main["name"],
        direction=main.get("direction", "ltr"),
        alphabet=_alphabet(_text(folder, "alphabet.txt")),
        abbreviations=_toml(folder, "abbreviations.toml"),
        symbols=symbols["symbols"],
        letters=symbols["letters"],
        words=words,
        pauses=_toml(folder, "pauses.toml"),
        furniture=_toml(folder, "furniture.toml"),
        sample=_text(folder, "sample.txt").strip(),
        homographs=frozenset(_text(folder, "homographs.txt").split()),
    )
    return _with_rules(bare)


def _with_rules(bare: Language) -> Language:
    module = import_module(f"tts.languages.{bare.folder}.rules")
    numbered = replace(bare, numbers=module.numbers(bare))
    return replace(numbered, rules=(*starts(numbered), *module.rules(numbered), *ends(numbered)))


def _toml(folder: Traversable, name: str) -> dict[str, Any]:
    return tomllib.loads(_text(folder, name))


def _text(folder: Traversable, name: str) -> str:
    file = folder.joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _alphabet(text: str) -> frozenset[str]:
    letters = {c for line in text.splitlines() if not line.startswith("#") for c in line}
    both = {cased for c in letters for cased in (c, c.upper(), c.lower())}
    return frozenset(c for c in map(_nfc, both) if len(c) == 1 and not c.isspace())


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1)
def rules_version() -> str:
    """SHA-256 of every file that decides what is spoken: the folders and these modules."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources(resources.files("tts"), "")):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


_MODULES = frozenset(
    f"{name}.py"
    for name in (
        *("_common", "_digits", "_marks", "_rules"),
        *("furniture", "language", "normalise", "segment"),
    )
)
"""What decides what is said; silences are keyed by themselves."""
_FOLDERS = ("languages", "lexicon")


def _decides(module: str) -> bool:
    return module in _MODULES or module.startswith("_slavic")


def _sources(folder: Traversable, inside: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for child in folder.iterdir():
        if child.is_dir() and (inside or child.name in _FOLDERS) and child.name[0] != "_":
            found += _sources(child, f"{inside}{child.name}/")
        elif child.name.endswith((".py", ".toml", ".txt")) and (inside or _decides(child.name)):
            found.append((inside + child.name, child.read_bytes()))
    return found
