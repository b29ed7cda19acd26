"""Tesseract as a program of the system: which it is, what it knows, and one page through it."""

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from audiolib.intake.errors import NotRecognisedError, RecogniserMissingError
from audiolib.intake.pixels import Grey

TRAINED = {"vi": "vie", "uk": "ukr", "ru": "rus", "fa": "fas", "en": "eng"}
"""The recogniser's names of our languages."""
SECONDS_A_PAGE = 120.0
"""Of the clock: a full newspaper page takes five, on a busy machine twenty."""
_FOLDER = re.compile(r'in "(.+?)"')


@dataclass(frozen=True, slots=True)
class Recogniser:
    """An installed Tesseract with the data of a language; `key` names both, byte for byte."""

    program: str
    version: str
    trained: str
    key: str


@dataclass(frozen=True, slots=True)
class Raw:
    """What Tesseract wrote of a page; `failed` says why it wrote nothing, else it is empty."""

    hocr: bytes = b""
    alto: bytes = b""
    failed: str = ""


def recogniser(language: str) -> Recogniser:
    """What recognises a language here.

    Args:
        language: BCP 47; only the first subtag counts.

    Raises:
        NotRecognisedError: a language without data of ours.
        RecogniserMissingError: Tesseract or its data is not installed.
    """
    primary = language.split("-", 1)[0].lower()
    trained = TRAINED.get(primary)
    if trained is None:
        raise NotRecognisedError(language, tuple(TRAINED))
    program = shutil.which("tesseract")
    if program is None:
        raise RecogniserMissingError("tesseract-ocr", language)
    return _recogniser(program, trained, language)


def missing(language: str) -> str:
    """The Debian package that a language can't be recognised without here; empty where all is well.

    Languages that nobody has data for want no package.
    """
    try:
        recogniser(language)
    except RecogniserMissingError as error:
        return error.name
    except NotRecognisedError:
        pass
    return ""


@cache
def _recogniser(program: str, trained: str, language: str) -> Recogniser:
    done = subprocess.run([program, "--list-langs"], capture_output=True, timeout=60, check=False)
    told = (done.stdout + done.stderr).decode("utf-8", "replace")
    if trained not in told.split():
        raise RecogniserMissingError(f"tesseract-ocr-{trained}", language)
    said = subprocess.run([program, "--version"], capture_output=True, timeout=60, check=False)
    version = (said.stdout or said.stderr).decode("utf-8", "replace").split("\n", 1)[0].strip()
    folder = _FOLDER.search(told)
    digest = ""
    if folder:
        with contextlib.suppress(OSError):
            path = Path(folder[1]) / f"{trained}.traineddata"
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Recogniser(program, version, trained, f"{version}/{trained}/{digest}")


def read_page(
    pixels: Grey,
    with_: Recogniser,
    dpi: int,
    *,
    mode: int = 3,
    seconds: float = SECONDS_A_PAGE,
    signs: str = "",
) -> Raw:
    """One page through Tesseract, in one thread of a process of its own.

    Args:
        pixels: The page, cleaned.
        with_: What recognises it.
        dpi: Of the pixels.
        mode: Tesseract's page segmentation mode.
        seconds: After which the process is ended.
        signs: The only ones that may be read; any where empty.
    """
    with tempfile.TemporaryDirectory(prefix="audiolib-page-") as folder:
        page, out = Path(folder) / "page.pgm", Path(folder) / "out"
        height, width = pixels.shape
        page.write_bytes(b"P5 %d %d 255\n" % (width, height) + pixels.tobytes())
        command = [with_.program, str(page), str(out), "-l", with_.trained]
        command += ["--dpi", str(dpi), "--psm", str(mode)]
        command += ["-c", f"tessedit_char_whitelist={signs}"] if signs else []
        command += ["hocr", "alto"]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                timeout=seconds,
                check=False,
                # Several threads a page are slower than several pages, and stall a busy machine.
                env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            return Raw(failed=f"no answer in {seconds:.0f} s")
        hocr, alto = out.with_suffix(".hocr"), out.with_suffix(".xml")
        if done.returncode or not hocr.is_file():
            told = done.stderr.decode("utf-8", "replace").strip().replace("\n", " ")
            ended = f"signal {-done.returncode}" if done.returncode < 0 else told[-200:]
            return Raw(failed=ended or f"status {done.returncode}")
        return Raw(hocr.read_bytes(), alto.read_bytes() if alto.is_file() else b"")
