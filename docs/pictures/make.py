"""Makes the README's pictures from real output, with Chromium: `python docs/pictures/make.py`."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image
from rich.console import Console

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
STORY = "samples/vi-cay-khe/cay-khe.md"
AUDIOLIB = Path(sys.executable).parent / "audiolib"
PRODUCE = f"audiolib produce {STORY} -o books --lang vi --meta samples/vi-cay-khe/cay-khe.toml"
BOOK = "books/cay-khe-tra-vang"


def main() -> None:
    """Make both pictures."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        shutil.copytree(ROOT / "samples", folder / "samples")
        terminal(folder)
        page(folder)


def terminal(folder: Path) -> None:
    """What a terminal shows of a production and a check."""
    console = Console(record=True, width=104, file=io.StringIO())
    for command in (PRODUCE, f"ls {BOOK}", f"audiolib check {BOOK}"):
        console.print(f"[bold green]$[/] [bold]{command}[/]", highlight=False)
        console.print(_output(command, folder), highlight=False, markup=False)
    drawn = console.export_svg(title="Audiolib", unique_id="audiolib")
    # A picture of ours asks no other site for a font.
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    (HERE / "terminal.svg").write_text(drawn, encoding="utf-8")


def page(folder: Path) -> None:
    """A page of the EPUB, one phrase marked as a reader marks what sounds."""
    with zipfile.ZipFile(folder / BOOK / f"{Path(BOOK).name}.epub") as made:
        made.extractall(folder / "epub")
    sheet = folder / "epub/EPUB/text/004.xhtml"
    text = sheet.read_text(encoding="utf-8")
    sung = r'<span (id="s\d+">Ăn một quả)'
    marked = re.sub(sung, r'<span class="-epub-media-overlay-active" \1', text, count=1)
    sheet.write_text(marked, encoding="utf-8")
    shot = folder / "page.png"
    chromium = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    sized = ["--window-size=720,880", "--force-device-scale-factor=1.25", f"--screenshot={shot}"]
    subprocess.run([*chromium, *sized, sheet.as_uri()], check=True, capture_output=True)
    small = Image.open(shot).convert("RGB").quantize(64)
    small.save(HERE / "epub.png", optimize=True)


def _output(command: str, folder: Path) -> str:
    argv = shlex.split(command)
    if argv[0] == "audiolib":
        argv[0] = str(AUDIOLIB)
    environment = {**os.environ, "AUDIOLIB_STORE": str(folder / "store"), "AUDIOLIB_LANGUAGE": "en"}
    done = subprocess.run(
        argv, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stderr + done.stdout


if __name__ == "__main__":
    main()
