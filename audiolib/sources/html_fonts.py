"""Words of HTML in fonts of old Vietnamese encodings (`font face=".VnTime"`) become Unicode."""

import re

from audiolib.sources.html_tree import get
from audiolib.sources.legacy import Font, Ledger, font_of, is_unicode
from audiolib.xml import Element

_FAMILY = re.compile(r"font(?:-family)?\s*:[^;]*?((?:\.?Vn|VNI|VPS|VISCII)[\w .-]*)", re.IGNORECASE)


def settle(root: Element, ledger: Ledger) -> None:
    """Convert the words of every element whose font, or that of what holds it, is an old one."""
    waiting: list[tuple[Element, Font | None]] = [(root, None)]
    while waiting:
        element, around = waiting.pop()
        font = _own(element, around)
        if font is not None and isinstance(element.tag, str) and element.text:
            element.text = _unicode(element.text, font, ledger)
        for child in element:
            if font is not None and child.tail:
                child.tail = _unicode(child.tail, font, ledger)
            waiting.append((child, font))


def _own(element: Element, around: Font | None) -> Font | None:
    """The old font that an element names; None where it names another, else that around it."""
    face = get(element, "face")
    if face:
        return font_of(face.split(",")[0].strip("'\" "))
    style = element.get("style") or ""
    if "font" not in style:
        return around
    match = _FAMILY.search(style)
    if match:
        return font_of(match[1].strip())
    return None if "font-family" in style else around


def _unicode(text: str, font: Font, ledger: Ledger) -> str:
    """The words; where the whole page was converted already only capitals are left to do."""
    if is_unicode(text):
        return text.upper() if font.capitals else text
    return ledger.converted(text, font)
