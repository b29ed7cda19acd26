"""What the benchmarks are fed: parts of a real text, and long texts made from it."""

import html
import random
import re
import shutil
from pathlib import Path

PAGE_WORDS = 250
"""Words of a page: 300 pages are 75,000 words."""

NOVEL = (
    Path(__file__).parents[1] / "../shared/corpus/en/en_pride_and_prejudice_pg1342.html"
).resolve()
SAMPLE = Path(__file__).parents[1] / "samples/en/pride-and-prejudice.txt"

_HEADING = re.compile(
    r"<h[1-6]\b[^>]*>\s*Chapter\s+\S+\s*</h|^\s*chapter\s+\w+\.?\s*$", re.I | re.M
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TAG = re.compile(r"<[^>]*>")
_SCRAP = re.compile(r"<(?:head|style|script|pre)\b.*?</(?:head|style|script|pre)>", re.S | re.I)
_GUTENBERG = re.compile(r"^\s*\*\*\* ?(?:START|END) OF TH.*$", re.M)


def default() -> Path:
    """The whole novel where the shared corpus stands, else the excerpt in `samples`."""
    return NOVEL if NOVEL.is_file() else SAMPLE


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def is_html(path: Path) -> bool:
    return path.suffix.lower() in (".html", ".htm", ".xhtml")


def words(text: str) -> int:
    """How many words there are between the tags."""
    return len(_WORD.findall(_prose(text)))


def cut(path: Path, into: Path, *, chapters: int | None = None, pages: int | None = None) -> Path:
    """A file with the first chapters, or pages of 250 words, of an HTML or plain text.

    Where neither is given, the whole of it, of whatever kind.
    """
    if chapters is None and pages is None:
        return Path(shutil.copy(path, into))
    text = read(path)
    end = len(text)
    if chapters is not None:
        starts = [found.start() for found in _HEADING.finditer(text)]
        if chapters < len(starts):
            end = starts[chapters]
    if pages is not None:
        end = min(end, _after_words(text, pages * PAGE_WORDS))
    target = into / path.name
    if end == len(text):
        target.write_text(text, encoding="utf-8")
        return target
    if is_html(path):
        stop = text.rfind("</p>", 0, end)
        end = stop + 4 if stop > 0 else end
    else:
        stop = text.rfind("\n\n", 0, end)
        end = stop if stop > 0 else end
    ending = "\n</body></html>\n" if is_html(path) else "\n"
    target.write_text(text[:end] + ending, encoding="utf-8")
    return target


def _after_words(text: str, count: int) -> int:
    """The offset behind so many words that are no markup."""
    for number, word in enumerate(_WORD.finditer(_prose(text)), 1):
        if number == count:
            return word.end()
    return len(text)


def _prose(text: str) -> str:
    """The text with spaces in place of markup, every other character where it was."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found[0])

    return _TAG.sub(blank, _SCRAP.sub(blank, text))


def paragraphs(path: Path) -> list[str]:
    """The prose of a text, a paragraph a string, without markup and licence."""
    text = read(path)
    marks = list(_GUTENBERG.finditer(text))
    if len(marks) > 1:
        text = text[marks[0].end() : marks[-1].start()]
    if is_html(path):
        found = re.findall(r"<p\b[^>]*>(.*?)</p>", _SCRAP.sub(" ", text), re.S | re.I)
        blocks = [html.unescape(_TAG.sub("", block)) for block in found]
    else:
        blocks = re.split(r"\n\s*\n", text)
    plain = [" ".join(block.split()) for block in blocks]
    return [block for block in plain if len(block) > 60]


def long_text(source: Path, hours: float, target: Path, *, fresh: bool = False) -> Path:
    """A Markdown text of about so many hours: an hour's prose again and again, part by part.

    With `fresh` no sentence comes twice: in each part the words of a sentence are shuffled anew.
    """
    characters = int(3600 * 14 * min(hours, 1.0))
    hour: list[str] = []
    size = 0
    for block in paragraphs(source):
        hour.append(block)
        size += len(block)
        if size >= characters:
            break
    parts = max(1, round(hours * 3600 * 14 / max(size, 1)))
    chance = random.Random(42)
    with target.open("w", encoding="utf-8") as out:
        out.write(f"# A text of {parts} parts\n")
        for part in range(1, parts + 1):
            out.write(f"\n## Part {part}\n")
            for number, block in enumerate(hour):
                if number % 40 == 0 and number:
                    out.write(f"\n### Part {part}, piece {number // 40}\n")
                out.write(f"\n{_shuffled(block, chance) if fresh and part > 1 else block}\n")
    return target


def _shuffled(block: str, chance: random.Random) -> str:
    sentences = re.split(r"(?<=[.!?;])\s+", block)
    mixed = []
    for sentence in sentences:
        found = _WORD.findall(sentence)
        chance.shuffle(found)
        mixed.append(" ".join(found) + (sentence[-1] if sentence[-1:] in ".!?;" else "."))
    return " ".join(mixed)


def corrected(path: Path, into: Path, number: int = 1) -> Path:
    """The same file with one word of its middle changed; `number` changes another."""
    text = read(path)
    middle = len(text) * (50 + 4 * number) // 100
    for word in re.finditer(r"(?<=[ \n])[a-z]{5,9}(?=[ ,.;\n])", text[middle:]):
        begin, end = middle + word.start(), middle + word.end()
        before = text[max(0, begin - 400) : begin]
        if before.rfind("<") > before.rfind(">"):
            continue
        other = "lantern" if word[0] != "lantern" else "window"
        target = into / path.name
        target.write_text(text[:begin] + other + text[end:], encoding="utf-8")
        return target
    raise ValueError(f"no word to change in {path.name}")
