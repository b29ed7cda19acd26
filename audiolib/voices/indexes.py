"""The indexes that count here, and the voices that they and the engines offer."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import resources

from pydantic import ValidationError

from audiolib.voices.errors import (
    VoiceAddressError,
    VoiceIndexError,
    VoiceManyError,
    VoiceNotListedError,
)
from audiolib.voices.index import LARGEST, Index, Listing, read_index
from audiolib.voices.web import UNREACHED, joined, local, read_all
from tts import SpeechError
from tts.engines.coqui import Listed, catalogue

SHIPPED = "index.json"
COQUI = "tts_models/"
"""What the names in Coqui's catalogue begin with."""

_MMS = re.compile(r"tts_models/([a-z]{3})/fairseq/vits")


@dataclass(frozen=True, slots=True)
class Offer:
    """A voice that may be installed, and the index that offers it; empty where we know it."""

    listing: Listing
    index: str = ""

    def addresses(self, number: int) -> list[str]:
        """Where a file of it may be brought from, as seen from the index.

        Raises:
            VoiceAddressError: none of them is allowed.
        """
        found: list[str] = []
        refused: VoiceAddressError | None = None
        for url in self.listing.files[number].urls:
            try:
                found.append(joined(self.index, url))
            except VoiceAddressError as error:
                refused = error
        if not found and refused:
            raise refused
        return found


def offers(indexes: Iterable[str]) -> tuple[list[Offer], list[VoiceIndexError | VoiceAddressError]]:
    """What can be had, and what is wrong with indexes that can't be used.

    A voice that several know is the first one's: the library's own indexes, in their order, then
    ours, then the engines' own catalogues.

    Args:
        indexes: Addresses and paths of the library's own.
    """
    found: dict[str, Offer] = {}
    faults: list[VoiceIndexError | VoiceAddressError] = []
    for name in indexes:
        try:
            told = fetched(name)
        except (VoiceIndexError, VoiceAddressError) as error:
            faults.append(error)
            continue
        for listing in told.voices:
            found.setdefault(listing.full_name.lower(), Offer(listing, name))
    for listing in (*shipped().voices, *_of_coqui()):
        found.setdefault(listing.full_name.lower(), Offer(listing))
    return sorted(found.values(), key=lambda offer: offer.listing.full_name), faults


def fetched(name: str) -> Index:
    """The index at an address, or in a file.

    Raises:
        VoiceIndexError: it can't be reached or read.
        VoiceAddressError: the address is not allowed.
    """
    try:
        place = local(name)
        if place is None:
            content = read_all(name, LARGEST)
        else:
            with place.open("rb") as file:
                content = file.read(LARGEST + 1)
    except UNREACHED as error:
        reason = str(getattr(error, "reason", "") or error)
        raise VoiceIndexError(name, "", reason) from error
    return read_index(name, content)


def shipped() -> Index:
    """What we know of voices ourselves."""
    content = (resources.files("audiolib.voices") / SHIPPED).read_bytes()
    return read_index(SHIPPED, content)


def chosen(name: str, known: Sequence[Offer]) -> Offer:
    """The offer of a name, `engine:name` or, where one engine alone has it, the name alone.

    A name of Coqui's catalogue is one too, and that of any language that MMS has.

    Raises:
        VoiceNotListedError: there is none.
        VoiceManyError: several engines have it.
    """
    low = (named(name) if name.startswith(COQUI) else name).lower()
    found = [
        offer
        for offer in known
        if low in (offer.listing.full_name.lower(), offer.listing.name.lower())
    ]
    if not found and (mms := _MMS.fullmatch(name)):
        told = Listed(name, (mms[1],), "CC-BY-NC-4.0", public_audio=False)
        found = [Offer(listing) for listing in (of_catalogue(told),) if listing]
    if not found:
        raise VoiceNotListedError(name, (offer.listing.full_name for offer in known))
    if len(found) > 1:
        raise VoiceManyError(name, (offer.listing.full_name for offer in found))
    return found[0]


def _of_coqui() -> list[Listing]:
    """What Coqui's own catalogue adds, where Coqui is installed."""
    try:
        listed = catalogue()
    except (SpeechError, OSError, ValueError, KeyError):
        return []
    found = (of_catalogue(one) for one in listed)
    return [listing for listing in found if listing is not None]


def of_catalogue(one: Listed) -> Listing | None:
    """What Coqui's catalogue tells of a model; None where that is no voice that could be named."""
    tags = tuple(tag.replace("_", "-") for tag in one.languages)
    try:
        return Listing(
            engine="coqui",
            name=named(one.name),
            languages=tags or ("mul",),
            licence=one.licence,
            public_audio=one.public_audio,
            catalogue=one.name,
            terms=one.terms,
        )
    except ValidationError:
        return None


def named(name: str) -> str:
    """The name under which a model of Coqui's catalogue is installed: `uk-mai-vits`."""
    plain = name.removeprefix(COQUI).replace("/", "-")
    return re.sub(r"[^A-Za-z0-9._+-]", "-", plain)[:80]
