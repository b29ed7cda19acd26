"""Proof-reading: the share of wrong words that are shown, of right ones shown needlessly, cost."""

import argparse
import re
import tempfile
import time
from collections.abc import Sequence
from difflib import SequenceMatcher

from audiolib.identify import identify
from audiolib.intake.compose import compose
from audiolib.intake.doubts import doubts
from audiolib.intake.ocr import PageRead, recognise
from audiolib.intake.pixels import png
from audiolib.proofing.doubtful import doubtful
from audiolib.proofing.work import sentences
from audiolib.publication import Metadata, Publication, texts
from audiolib.store import Store
from bench.intake import folded
from bench.pages import CORPUS, book
from bench.paper import LEVELS, worn
from bench.told import Told


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", default="vi,en,ru,uk,fa", help="with commas between")
    parser.add_argument("--pages", type=int, default=4, help="of each language and quality")


def run(options: argparse.Namespace) -> list[Told]:
    told = Told("proofing")
    if not CORPUS.is_dir():
        told.row("texts", "no ../shared/corpus beside the project")
        return [told]
    for lang in options.lang.split(","):
        for level in ("mid", "hard"):
            shown(told, lang, level, options.pages)
    return [told]


def shown(told: Told, lang: str, level: str, count: int) -> None:
    """Of the words that were read wrongly those shown, and of the right ones too."""
    pages, wear = book(lang, count + 1), LEVELS[level]
    with tempfile.TemporaryDirectory(prefix="audiolib-bench-") as folder:
        store = Store(folder)
        pixels = [
            png(worn(pages[n].pixels, wear, n, pages[n + 1].pixels), wear.dpi) for n in range(count)
        ]
        reads = [recognise(folder, store.put(page), lang) for page in pixels]
    truth = [token for page in pages[:count] for token in folded(page.text).split()]
    publication = _text(reads, lang)
    seen = doubts(publication, reads)
    begun = time.process_time()
    suspects = doubtful(publication, seen)
    spent = time.process_time() - begun
    marked = {(s.block, at): s.score for s in suspects for at in range(s.begin, s.end)}
    tokens = _tokens(publication)
    scores = [max(marked.get((b, at), 0.0) for at in range(i, j)) for b, i, j, _ in tokens]
    wrong = _wrong(truth, [word for *_, word in tokens])
    caught = sum(1 for n in wrong if scores[n])
    needless = sum(1 for n, score in enumerate(scores) if score and n not in wrong)
    right = max(1, len(tokens) - len(wrong))
    told.row(
        f"{lang} {level}, {len(tokens)} words",
        f"{caught} of {len(wrong)} wrong shown, {needless / right:.1%} of the right; {spent:.2f} s",
    )
    told.figures[f"{lang}-{level}"] = [len(tokens), len(wrong), caught, needless]


def _text(reads: Sequence[PageRead], lang: str) -> Publication:
    draft = compose(reads, Metadata(identifier="urn:bench", title="Bench", language=lang))
    return identify(draft.publication, split=sentences).publication


def _tokens(publication: Publication) -> list[tuple[str, int, int, str]]:
    return [
        (text.id, match.start(), match.end(), folded(match[0]))
        for text in texts(publication)
        for match in re.finditer(r"\S+", text.text)
    ]


def _wrong(truth: Sequence[str], read: Sequence[str]) -> set[int]:
    """The numbers of the words read that do not stand in the truth."""
    matcher = SequenceMatcher(None, truth, read, autojunk=False)
    return {
        n for tag, _, _, begin, end in matcher.get_opcodes() if tag != "equal"
        for n in range(begin, end)
    }  # fmt: skip
