"""Scans become text: page images, their faults, clean-up, recognition, a draft.

    pages_of(path, name, store)         files → page images, in order, in the store
    inspect(pixels, language)           one image → what is wrong with it, before it is read
    compare(sheets)                     all images → missing, doubled, misplaced pages
    corners(pixels), straightened(…)    a page photographed on a table → that page alone
    split(store, page)                  an image of two pages → two
    recognise(location, digest, lang)   an image → words with boxes and confidences
    compose(pages, metadata)            words of all pages → a draft publication
    doubts(publication, pages)          each word of the text → how sure, and where it was seen

Nothing here knows the database. Tesseract and PDFium run in processes of their own.
"""

from audiolib.intake.checks import THRESHOLDS, Inspection, Thresholds, inspect
from audiolib.intake.compose import Composed, compose
from audiolib.intake.doubts import Doubt, doubts
from audiolib.intake.images import PageImage, pages_of
from audiolib.intake.ocr import PageRead, recognise, stored_page, upright
from audiolib.intake.order import in_order, natural, places
from audiolib.intake.photo import corners, straightened
from audiolib.intake.sequence import Sheet, compare
from audiolib.intake.split import split

__all__ = [
    "THRESHOLDS",
    "Composed",
    "Doubt",
    "Inspection",
    "PageImage",
    "PageRead",
    "Sheet",
    "Thresholds",
    "compare",
    "compose",
    "corners",
    "doubts",
    "in_order",
    "inspect",
    "natural",
    "pages_of",
    "places",
    "recognise",
    "split",
    "stored_page",
    "straightened",
    "upright",
]
