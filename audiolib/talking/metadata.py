"""What a talking book says of itself: its work, its producer, its narrators."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from audiolib.identify.tidy import tidy
from audiolib.publication import Contributor, Metadata, SourceEdition
from audiolib.sources.html_tree import get, name, text_of
from audiolib.xml import Element

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_ROLES = {
    "translator": "trl", "illustrator": "ill", "editor": "edt", "narrator": "nrt",
    "contributor": "ctb", "author": "aut",
}  # fmt: skip
_SYNTHETIC = re.compile(
    r"synth|text.to.speech|\btts\b|computer|machine voice|e-?speak|\bpiper\b|coqui|acapela|festival"
    r"|microsoft|sapi\b|ivona|nuance|vocalizer|loquendo|cepstral|neospeech|amazon polly|azure"
    r"|robot|giọng (đọc )?(tổng hợp|máy)|синтез|صدای مصنوعی|مصنوعی",
    re.IGNORECASE,
)
"""How producers name voices that no person speaks with."""
_MARK = re.compile(r"\s*\((?:synthetic voice|giọng đọc tổng hợp|синтез\w+ голос|صدای مصنوعی)\)\s*$")

Said = dict[str, list[str]]
"""Values by name in lower case (`dc:title`, `ncc:narrator`), in the order of the document."""


@dataclass(frozen=True, slots=True)
class About:
    """Metadata without narrators, and these apart; `synthetic` is None where nothing tells."""

    metadata: Metadata
    narrators: tuple[str, ...]
    synthetic: bool | None


def said_by(root: Element) -> Said:
    """The metadata of an NCC, an NCX or a package document: its `meta`, its Dublin Core."""
    found: Said = {}
    for element in root.iter("*"):
        tag = element.tag if isinstance(element.tag, str) else ""
        if name(element) == "body":
            break
        if name(element) == "meta" and (content := " ".join(get(element, "content").split())):
            named = get(element, "name").lower().replace("dcterms:", "dc:")
            found.setdefault(re.sub(r"^dc[.]", "dc:", named), []).append(content)
        elif ("purl.org/dc/" in tag or tag.startswith("dc:")) and (words := text_of(element)):
            role = get(element, "role") or element.get("{http://www.idpf.org/2007/opf}role") or ""
            term = name(element).rpartition(":")[2]
            found.setdefault(f"dc:{term}", []).append(words)
            if role:
                found.setdefault(f"role:{words}", []).append(role.lower())
    return found


def about(said: Said, title: str = "") -> About:
    """The metadata that was said; what the source calls its producer publishes this edition."""
    first = {term: values[0] for term, values in said.items()}
    people = tuple(dict.fromkeys(_people(said)))
    narrators = [*said.get("ncc:narrator", ()), *said.get("dtb:narrator", ())]
    narrators += [p.name for p in people if p.role == "nrt"]
    publisher = first.get("dc:publisher", "")
    metadata = Metadata(
        identifier=first.get("dc:identifier") or first.get("dtb:uid", ""),
        title=first.get("dc:title", "") or title,
        language=first.get("dc:language", ""),
        contributors=tuple(p for p in people if p.role != "nrt"),
        publisher=publisher or first.get("ncc:producer", "") or first.get("dtb:producer", ""),
        date=date(first.get("dc:date", "")),
        rights=first.get("dc:rights", ""),
        description=first.get("dc:description", ""),
        subjects=tuple(dict.fromkeys(said.get("dc:subject", ()))),
        source=SourceEdition(
            title=_either(first, "sourcetitle"),
            publisher=_either(first, "sourcepublisher"),
            date=date(_either(first, "sourcedate")),
            identifier=first.get("dc:source", ""),
            rights=_either(first, "sourcerights"),
        ),
    )
    return About(metadata, *voices(narrators, said.get("prod:voice", ())))


def voices(
    narrators: Iterable[str], ours: Iterable[str] = ()
) -> tuple[tuple[str, ...], bool | None]:
    """Narrators without our mark of synthetic voices, and whether one of them is synthetic.

    `ours` are facts about voices as our own packages tell them.
    """
    named = tuple(dict.fromkeys(n for name_ in narrators if (n := tidy(name_))))
    synthetic: bool | None = None
    if any("; synthetic;" in fact for fact in ours) or any(_SYNTHETIC.search(n) for n in named):
        synthetic = True
    elif any("; human;" in fact for fact in ours) or named:
        synthetic = False
    return tuple(dict.fromkeys(_MARK.sub("", n) for n in named)), synthetic


def date(written: str) -> str:
    """`YYYY`, `YYYY-MM` or `YYYY-MM-DD`; empty where it is none of them."""
    match = _DATE.match(written.strip())
    if not match:
        return ""
    return "-".join([match[1], *(part.zfill(2) for part in match.groups()[1:] if part)])


def _either(first: dict[str, str], term: str) -> str:
    return first.get(f"ncc:{term}") or first.get(f"dtb:{term}", "")


def _people(said: Said) -> Iterator[Contributor]:
    for term, usual in (("dc:creator", "aut"), ("dc:contributor", "ctb")):
        for words in said.get(term, ()):
            role = next(iter(said.get(f"role:{words}", ())), "")
            yield Contributor(words, role if len(role) == 3 else _ROLES.get(role, usual))
