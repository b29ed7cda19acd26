"""Pages drawn from the texts of the corpus, a book in each language."""

import re
import unicodedata
from pathlib import Path

from bench.paper import PERSIAN, Drawn, Layout, draw

CORPUS = (Path(__file__).parents[1] / "../shared/corpus").resolve()
TEXTS = {
    "vi": "vi/vi_folktales_25.TESTONLY.txt",
    "en": "en/en_pride_and_prejudice_pg1342.txt",
    "ru": "ru/ru_Gogol_Viy.txt",
    "uk": "uk/*.txt",
    "fa": "fa/fa_saadi_divan_excerpt.txt",
}


def paragraphs(lang: str, signs: int, skip: int = 3000) -> list[str]:
    """Paragraphs of a text of the corpus, from somewhere within it."""
    path = next(iter(sorted(CORPUS.glob(TEXTS[lang]))))
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))[skip : skip + signs]
    parts = re.split(r"\n\s*\n" if lang == "en" else r"\n", text.replace("_", ""))
    return [" ".join(part.split()) for part in parts if part.strip()]


def book(lang: str, pages: int, first: int = 7, skip: int = 3000) -> list[Drawn]:
    layout = PERSIAN if lang == "fa" else Layout()
    return draw(paragraphs(lang, 2600 * pages, skip), layout, first=first, most=pages)
