"""What an index may say, and what is told of one that says something else."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiolib.voices import (
    VoiceAddressError,
    VoiceIndexError,
    VoiceManyError,
    VoiceNotListedError,
    chosen,
    offers,
    read_index,
)
from audiolib.voices.index import LARGEST
from audiolib.voices.indexes import Offer, fetched, named, of_catalogue, shipped
from audiolib.voices.web import allowed, joined
from tests.audiolib.voices import server as acts
from tests.audiolib.voices.server import HERE, Server
from tts.engines.coqui import Listed

FILE = {"path": "a.onnx", "bytes": 3, "sha256": "0" * 64, "urls": ["https://example.org/a.onnx"]}
VOICE = {
    "engine": "piper",
    "name": "a",
    "languages": ["vi-VN", "vi"],
    "licence": "CC0-1.0",
    "public_audio": True,
    "files": [FILE],
}


def index(*voices: dict[str, Any], **fields: Any) -> bytes:
    told = {"format": "audiolib-voices", "version": 1, "voices": list(voices), **fields}
    return json.dumps(told).encode()


def voice(**changed: Any) -> dict[str, Any]:
    return {**VOICE, **changed}


def file(**changed: Any) -> dict[str, Any]:
    return voice(files=[{**FILE, **changed}])


def test_an_index_tells_its_voices() -> None:
    (found,) = read_index("x", index(VOICE, later="unknown fields are passed over")).voices
    assert (found.full_name, found.size, found.way) == ("piper:a", 3, "download")


def test_a_byte_order_mark_is_passed_over() -> None:
    assert read_index("x", b"\xef\xbb\xbf" + index(VOICE)).voices


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (b"", ""),
        (b"{", ""),
        (b"\xff\xfe", ""),
        (b"[" * 100_000, ""),
        (b"[]", ""),
        (index(version=2), "version"),
        (index(format="x"), "format"),
        (index(voice(name="../x")), "voices.0.name"),
        (index(voice(name=".x")), "voices.0.name"),
        (index(voice(engine="a/b")), "voices.0.engine"),
        (index(voice(languages=[])), "voices.0.languages"),
        (index(voice(languages=["not a tag"])), "voices.0.languages.0"),
        (index(voice(public_audio="yes")), "voices.0.public_audio"),
        (index(voice(public_audio=1)), "voices.0.public_audio"),
        (index(voice(licence="")), "voices.0"),
        (index(voice(region="\x1b[2J")), "voices.0.region"),
        (index(voice(region="a\u202eb")), "voices.0.region"),
        (index(voice(bytes=4)), "voices.0"),
        (index(VOICE, voice(name="A")), ""),
        (index(file(path="../a")), "voices.0.files.0.path"),
        (index(file(path="/a")), "voices.0.files.0.path"),
        (index(file(path="a/../../b")), "voices.0.files.0.path"),
        (index(file(path="a\\b")), "voices.0.files.0.path"),
        (index(file(path="C:a")), "voices.0.files.0.path"),
        (index(file(path=".hidden")), "voices.0.files.0.path"),
        (index(file(path="voice.toml")), "voices.0.files.0.path"),
        (index(file(path="a//b")), "voices.0.files.0.path"),
        (index(file(bytes=-1)), "voices.0.files.0.bytes"),
        (index(file(bytes="3")), "voices.0.files.0.bytes"),
        (index(file(sha256="0" * 63)), "voices.0.files.0.sha256"),
        (index(file(sha256="")), "voices.0.files.0.sha256"),
        (index(file(urls=[])), "voices.0.files.0.urls"),
        (index(voice(files=[FILE, FILE])), "voices.0"),
        (index(voice(files=[{**FILE, "path": "a"}, {**FILE, "path": "a/b"}])), "voices.0"),
        (index(voice(files=[{"path": "a"}])), "voices.0.files.0.bytes"),
    ],
)
def test_an_index_that_is_wrong_names_the_field(content: bytes, field: str) -> None:
    with pytest.raises(VoiceIndexError) as raised:
        read_index("x", content)
    assert raised.value.field == field
    assert raised.value.reason


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists) | st.binary())
def test_anything_else_is_no_index(content: object) -> None:
    written = content if isinstance(content, bytes) else json.dumps(content).encode()
    with pytest.raises(VoiceIndexError):
        read_index("x", written)


def test_an_index_without_end_is_not_read_to_its_end(server: Server) -> None:
    server.manners = [acts.endless]
    with pytest.raises(VoiceIndexError, match="over"):
        fetched(server.url("/index.json"))
    assert server.sent < 4 * LARGEST


@pytest.mark.parametrize("manner", [acts.status(404), acts.nothing, acts.garbage, acts.packed])
def test_an_index_that_can_not_be_had_is_told_and_the_others_count(
    server: Server, manner: acts.Manner
) -> None:
    server.manners = [manner]
    found, faults = offers([server.url("/index.json")])
    assert [type(fault) for fault in faults] == [VoiceIndexError]
    assert {offer.listing.full_name for offer in found} >= {"coqui:uk-mai-vits"}


def test_the_librarys_own_index_goes_before_ours(tmp_path: Path) -> None:
    own = tmp_path / "index.json"
    own.write_bytes(index(voice(engine="coqui", name="uk-mai-vits", region="Kyiv")))
    found, faults = offers([str(own)])
    assert faults == []
    assert chosen("uk-mai-vits", found).listing.region == "Kyiv"


def test_what_we_ship_names_no_address_and_no_checksum_and_no_doubtful_licence_is_public() -> None:
    voices = shipped().voices
    assert {v.languages[-1] for v in voices} >= {"vi", "uk", "ru", "fa", "en"}
    assert all(not v.files for v in voices)
    assert {v.licence for v in voices if v.public_audio} == {
        "Apache-2.0",
        "BSD-3-Clause",
        "CC-BY-4.0",
        "MIT",
    }
    doubtful = [v for v in voices if "NC" in v.licence or v.licence in ("CPML", "OpenRAIL", "")]
    assert len(doubtful) > 10
    assert not any(v.public_audio for v in doubtful)
    assert all(v.name == named(v.catalogue) for v in voices if v.catalogue)


def test_a_name_that_several_engines_have_wants_the_engine() -> None:
    several = read_index("x", index(VOICE, voice(engine="coqui", name="A"))).voices
    known = [Offer(listing) for listing in several]
    with pytest.raises(VoiceManyError):
        chosen("a", known)
    assert chosen("COQUI:a", known).listing.engine == "coqui"
    with pytest.raises(VoiceNotListedError) as raised:
        chosen("piper:b", known)
    assert "piper:a" in raised.value.known


def test_a_name_of_coquis_catalogue_is_a_name() -> None:
    known = [Offer(listing) for listing in shipped().voices]
    assert chosen("tts_models/uk/mai/vits", known).listing.name == "uk-mai-vits"
    fon = chosen("tts_models/fon/fairseq/vits", known).listing
    assert (fon.languages, fon.public_audio, fon.way) == (("fon",), False, "engine")
    with pytest.raises(VoiceNotListedError):
        chosen("tts_models/fon/other/vits", known)


def test_what_the_catalogue_tells_oddly_breaks_no_list() -> None:
    asante = of_catalogue(Listed("tts_models/tw_asante/openbible/vits", ("tw_asante",), "x", False))
    assert asante is not None
    assert asante.languages == ("tw-asante",)
    assert of_catalogue(Listed("tts_models/x/y/z", ("not a tag",), "x", False)) is None


@pytest.mark.parametrize(
    "address",
    [
        *("http://example.org/i", "ftp://example.org/i", "https://", "data:,x", "javascript:x"),
        *(f"http://{HERE}.example.org/", "https://exa mple.org/", "https://example.org/\n"),
        *("http://local-host.example.org/", "https://[::1/", "https://example.org:x/"),
    ],
)
def test_only_https_and_this_computer_are_asked(address: str) -> None:
    with pytest.raises(VoiceAddressError):
        allowed(address)


def test_an_address_is_seen_from_its_index() -> None:
    assert joined("https://a.org/v/i.json", "m.onnx") == "https://a.org/v/m.onnx"
    assert joined("https://a.org/v/i.json", "https://b.org/m") == "https://b.org/m"
    assert joined("/usb/i.json", "m.onnx") == "/usb/m.onnx"
    assert joined("file:///usb/i.json", "x/m.onnx") == "/usb/x/m.onnx"
    assert joined("/usb/i.json", "https://b.org/m") == "https://b.org/m"


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://b.org/m"])
def test_an_index_from_the_network_names_no_file_of_this_computer(address: str) -> None:
    with pytest.raises(VoiceAddressError):
        joined("https://a.org/v/i.json", address)
