"""Opens an EPUB with EbookLib, in an environment of its own; prints JSON."""

import json
import sys

from ebooklib import ITEM_AUDIO, ITEM_DOCUMENT, ITEM_SMIL, epub  # type: ignore[import-not-found]

book = epub.read_epub(sys.argv[1])
found = {
    "title": book.title,
    "language": book.get_metadata("DC", "language")[0][0],
    "documents": len(list(book.get_items_of_type(ITEM_DOCUMENT))),
    "overlays": len(list(book.get_items_of_type(ITEM_SMIL))),
    "sounds": len(list(book.get_items_of_type(ITEM_AUDIO))),
    "toc": len(book.toc),
}
sys.stdout.write(json.dumps(found))
