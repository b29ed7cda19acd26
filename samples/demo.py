"""Narrates the samples into every format, and tells what came of it: `make demo`.

Voices may be named, each for the samples in the language it speaks best.
"""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from audiolib.cli import main
from audiolib.exits import OK
from audiolib.messages import Messages, preferred

FOLDER = Path(__file__).parent
SAMPLES = {
    "vi": ("vi-cay-khe/cay-khe.md", "vi/kieu.txt"),
    "en": ("en/pride-and-prejudice.txt", "en/tyger.txt"),
    "uk": ("uk/tini.txt", "uk/zapovit.txt"),
    "ru": ("ru/viy.txt", "ru/ya-vas-lyubil.txt"),
    "fa": ("fa/golestan.txt", "fa/saadi.txt"),
}


def demo(out: Path, voices: Sequence[str] = ()) -> int:
    """Make every sample; gives the worst exit status."""
    from audiolib.formats import installed

    chosen = languages(voices)

    messages = Messages(preferred())
    formats = ",".join(sorted(installed().formats))
    began = time.monotonic()
    worst = OK
    for lang, names in SAMPLES.items():
        for name in names:
            file = FOLDER / name
            told = ["--lang", lang, "--meta", str(file.with_suffix(".toml")), "--slug", file.stem]
            if lang in chosen:
                told += ["--voice", chosen[lang]]
            made = main(["produce", str(file), "-o", str(out / lang), *told, "--formats", formats])
            worst = max(worst, made)
    reports = [json.loads(p.read_bytes()) for p in sorted(out.glob("*/*/report.json"))]
    seconds = sum(r["duration_ms"] for r in reports) / 1000
    wall = time.monotonic() - began
    sentence = messages(
        "cli-demo",
        count=len(reports),
        folder=out.resolve(),
        minutes=f"{seconds / 60:.0f}",
        wall=f"{wall:.0f}",
        speed=f"{seconds / wall:.0f}",
        packages=sum(len(r["packages"]) for r in reports),
        errors=sum(f["severity"] == "error" for r in reports for f in r["findings"]),
        warnings=sum(f["severity"] == "warning" for r in reports for f in r["findings"]),
    )
    sys.stdout.write(sentence + "\n")
    return worst


def languages(voices: Sequence[str]) -> dict[str, str]:
    """The voice of each language, where one was named."""
    from audiolib.equipment import equipment
    from audiolib.settings import settings
    from tts.registry import equip, voice

    equip(equipment(settings()))
    return {voice(name)[1].languages[0].partition("-")[0]: name for name in voices}


if __name__ == "__main__":
    folder, *named = sys.argv[1:] or ["demo"]
    sys.exit(demo(Path(folder), named))
