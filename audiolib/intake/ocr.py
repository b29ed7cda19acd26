"""A page image becomes words: cleaned, recognised, kept in the store, never done twice."""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np

from audiolib.findings import Finding, Place, Severity
from audiolib.intake import clean as cleaning
from audiolib.intake.clean import clean
from audiolib.intake.errors import PageLostError
from audiolib.intake.numbers import with_numbers
from audiolib.intake.pixels import Grey, dpi_of, grey_of, opened, png
from audiolib.intake.reread import mended
from audiolib.intake.tesseract import Recogniser, read_page, recogniser
from audiolib.intake.words import TextLine, as_json, from_json, lines_of
from audiolib.keys import Json, action_key
from audiolib.store import Store

STEP = "recognise"
VERSION = "6"
_USUAL_DPI = 300


@dataclass(frozen=True, slots=True)
class PageRead:
    """What was read on a page; boxes are in pixels of `clean`, the page as it was recognised.

    `image`, `clean`, `words` and `alto` are blobs: the picture as it came, as it was recognised,
    our JSON of the lines, and Tesseract's own ALTO. `angle` is by how many degrees it was turned
    against the clock, after `rotation`.
    """

    image: str
    clean: str
    words: str
    alto: str
    language: str
    width: int
    height: int
    dpi: int
    rotation: int
    angle: float
    lines: tuple[TextLine, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def confidence(self) -> float:
        """The mean confidence of the words, weighted by their letters; 0 where there are none."""
        letters = [(len(w.text), w.confidence) for line in self.lines for w in line.words]
        total = sum(count for count, _ in letters)
        return sum(count * sure for count, sure in letters) / total if total else 0.0


def recognise(store_location: str, image_digest: str, language: str, rotation: int = 0) -> PageRead:
    """What is read on a page image of the store; from the store where it was read before.

    A page on which Tesseract fails or takes too long gives no words and a finding, and is tried
    again when it is asked for again.

    Args:
        store_location: The store that holds the image, and gets what was read.
        image_digest: The blob of the image.
        language: The language of the book, BCP 47.
        rotation: Degrees against the clock to turn the image by first: 0, 90, 180 or 270.

    Raises:
        PageLostError: the store has no such image.
        NotRecognisedError, RecogniserMissingError: see `recogniser`.
        SourceError: the bytes are no image of a page.
    """
    store = Store(store_location)
    if (read := known(store, image_digest, language, rotation)) is not None:
        return read
    tool = recogniser(language)
    key = _key(tool, image_digest, rotation)
    store.forget(STEP, key)
    return _recognised(store, tool, key, image_digest, language, rotation % 360)


def known(store: Store, image_digest: str, language: str, rotation: int = 0) -> PageRead | None:
    """What was read on a page image before, by the same recogniser; None where it never was.

    Raises:
        NotRecognisedError, RecogniserMissingError: see `recogniser`.
    """
    found = store.result(STEP, _key(recogniser(language), image_digest, rotation))
    return _again(store, found) if found is not None else None


def _key(tool: Recogniser, image_digest: str, rotation: int) -> str:
    unit: Json = {"image": image_digest, "language": tool.trained, "rotation": rotation % 360}
    return action_key(STEP, f"{VERSION}/{cleaning.VERSION}/{tool.key}", unit)


def upright(store: Store, digest: str, rotation: int = 0) -> tuple[Grey, int]:
    """The pixels of a page's image turned by quarters against the clock, and its declared dpi.

    Raises:
        PageLostError: the store has no such image.
        SourceError: the bytes are no image of a page.
    """
    content = store.get(digest)
    if content is None:
        raise PageLostError(digest)
    image = opened(content, "page")
    pixels = grey_of(image, "page")
    return np.ascontiguousarray(np.rot90(pixels, rotation % 360 // 90)), dpi_of(image)


def _recognised(
    store: Store, tool: Recogniser, key: str, image: str, language: str, rotation: int
) -> PageRead:
    pixels, declared = upright(store, image, rotation)
    cleaned = clean(pixels)
    dpi = declared or _USUAL_DPI
    raw = read_page(cleaned.pixels, tool, dpi)
    lines = lines_of(raw.hocr, language)
    if not raw.failed:
        lines = mended(cleaned.pixels, lines, tool, dpi)
        lines = with_numbers(cleaned.pixels, lines, tool, dpi)
    values: dict[str, Any] = {
        "image": image,
        "clean": store.put(png(cleaned.pixels, dpi)),
        "alto": store.put(raw.alto) if raw.alto else "",
        "language": language,
        "size": cleaned.pixels.shape[::-1],
        "dpi": dpi,
        "rotation": rotation,
        "angle": round(cleaned.angle, 3),
        "lines": as_json(lines),
        "failed": raw.failed,
    }
    body = json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()
    digest = store.put(body)
    if not raw.failed:
        store.record(STEP, key, {"words": digest})
    return page_read(values, digest)


def _again(store: Store, known: Any) -> PageRead | None:
    """What was read before; None where a part of it is gone."""
    content = store.get(known["words"])
    if content is None:
        return None
    values = json.loads(content)
    if not store.holds(values["clean"]) or (values["alto"] and not store.holds(values["alto"])):
        return None
    return page_read(values, known["words"])


def stored_page(store: Store, words: str) -> PageRead:
    """What was read on a page, from the blob of its words (`tables.Page.words`).

    Raises:
        PageLostError: the store has no such blob.
    """
    content = store.get(words)
    if content is None:
        raise PageLostError(words)
    return page_read(json.loads(content), words)


def page_read(values: dict[str, Any], words: str) -> PageRead:
    """A page from the JSON of its blob."""
    failed = values["failed"]
    finding = Finding("intake-not-recognised", Severity.ERROR, Place(), {"reason": failed})
    width, height = values["size"]
    return PageRead(
        image=values["image"],
        clean=values["clean"],
        words=words,
        alto=values["alto"],
        language=values["language"],
        width=width,
        height=height,
        dpi=values["dpi"],
        rotation=values["rotation"],
        angle=values["angle"],
        lines=from_json(values["lines"]),
        findings=(finding,) if failed else (),
    )
