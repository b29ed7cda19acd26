"""How far a text is from its ground truth: `python -m tests.audiolib.sources.cer`.

The rate is Levenshtein's distance over NFC code points, white space folded, by the length of the
truth. Where capitals are not to be told, both sides are case folded.
"""

import sys
import unicodedata
from pathlib import Path

from audiolib.publication import Publication, Text, walk
from audiolib.sources.read import read
from tests.audiolib.sources.sources import keep

CORPUS = Path(__file__).parents[3] / "../shared/corpus/vi-legacy"
FILES = {
    "2002-0112qd.doc": "2002-0112qd.txt",
    "2003-A-15.rtf": "2003-A-15.txt",
    "2006-19412_QD115.04TTg_BLTch_DNNVV.pdf": "2006-19412_QD115.04TTg_BLTch_DNNVV.txt",
    "2006-1E499_ND109veDKKD_dacotrenmucPTDNN-V.pdf": (
        "2006-1E499_ND109veDKKD_dacotrenmucPTDNN-V.txt"
    ),
    "synthetic-vni-2002-0112qd.docx": "2002-0112qd.txt",
}


def words_of(publication: Publication) -> str:
    """All words of a publication in its order."""
    return " ".join(node.text for node in walk(publication) if isinstance(node, Text))


def folded(text: str, *, case: bool = True) -> str:
    text = " ".join(unicodedata.normalize("NFC", text).split())
    return text if case else text.casefold()


def distance(one: str, other: str) -> int:
    """Levenshtein's distance, by bit-parallel columns (Myers 1999, Hyyrö 2003)."""
    if not one or not other:
        return len(one) + len(other)
    masks: dict[str, int] = {}
    for at, letter in enumerate(one):
        masks[letter] = masks.get(letter, 0) | 1 << at
    last, full = 1 << (len(one) - 1), (1 << len(one)) - 1
    plus, minus, score = full, 0, len(one)
    for letter in other:
        mask = masks.get(letter, 0)
        across = (((mask & plus) + plus) ^ plus) | mask | minus
        up, down = minus | ~(across | plus) & full, plus & across
        score += bool(up & last) - bool(down & last)
        up = (up << 1 | 1) & full
        plus, minus = (down << 1) & full | ~(across | up) & full, up & across
    return score


def rate(text: str, truth: str, *, case: bool = True) -> float:
    """Character error rate, 0 to 1 and above."""
    text, truth = folded(text, case=case), folded(truth, case=case)
    return distance(text, truth) / max(1, len(truth))


def rate_of_lines(lines: list[str], truth: str, *, case: bool = True) -> float:
    """The rate of a text that holds only some lines of the truth: each against its nearest."""
    told = {folded(line, case=case) for line in truth.splitlines()}
    wrong = total = 0
    for line in (folded(line, case=case) for line in lines):
        total += len(line)
        if line not in told:
            near = (t for t in told if abs(len(t) - len(line)) < 0.5 * len(line))
            wrong += min((distance(line, t) for t in near), default=len(line))
    return wrong / max(1, total)


def error_rate(publication: Publication, truth: str, name: str, *, case: bool = True) -> float:
    """The rate of a file of the corpus; the one made from another holds a part of its lines."""
    if name.startswith("synthetic"):
        lines = [node.text for node in walk(publication) if isinstance(node, Text)]
        return rate_of_lines(lines, truth, case=case)
    return rate(words_of(publication), truth, case=case)


def main() -> None:
    write = sys.stdout.write
    write(f"{'file':50} {'CER':>8} {'folded':>8}  findings\n")
    for name, truth in FILES.items():
        told = (CORPUS / truth).read_text(encoding="utf-8")
        reading = read(CORPUS / name, lang=None, keep=keep)
        codes = " ".join(sorted({finding.code for finding in reading.findings}))
        exact = error_rate(reading.publication, told, name)
        bare = error_rate(reading.publication, told, name, case=False)
        write(f"{name:50} {exact:8.4f} {bare:8.4f}  {codes}\n")


if __name__ == "__main__":
    main()
