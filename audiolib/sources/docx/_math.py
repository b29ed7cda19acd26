"""Formulas of Word as a line of text, for want of a reader of mathematics (ECMA-376-1 §22.1)."""

from collections.abc import Iterator

from audiolib.sources.docx._package import child, tag, value
from audiolib.xml import Element


def linear(element: Element) -> str:
    """A formula in one line: fractions with `/`, powers with `^`, indices with `_`."""
    return " ".join("".join(_parts(element)).split())


def _parts(element: Element) -> Iterator[str]:
    match tag(element):
        case "m:t" | "w:t":
            yield element.text or ""
        case "m:f":
            yield f"{_group(element, 'm:num')}/{_group(element, 'm:den')}"
        case "m:sSup":
            yield f"{_inner(element, 'm:e')}^{_group(element, 'm:sup')}"
        case "m:sSub":
            yield f"{_inner(element, 'm:e')}_{_group(element, 'm:sub')}"
        case "m:sSubSup":
            sub, sup = _group(element, "m:sub"), _group(element, "m:sup")
            yield f"{_inner(element, 'm:e')}_{sub}^{sup}"
        case "m:rad":
            degree = _inner(element, "m:deg")
            yield f"{degree}√{_group(element, 'm:e')}"
        case "m:nary":
            sign = value(child(element, "m:naryPr", "m:chr"), "m:val") or "∫"
            sub, sup = _inner(element, "m:sub"), _inner(element, "m:sup")
            limits = (f"_{sub}" if sub else "") + (f"^{sup}" if sup else "")
            yield f"{sign}{limits} {_inner(element, 'm:e')}"
        case "m:d":
            begin = child(element, "m:dPr", "m:begChr")
            end = child(element, "m:dPr", "m:endChr")
            inside = [_inner_of(e) for e in element if tag(e) == "m:e"]
            opened = "(" if begin is None else value(begin, "m:val")
            closed = ")" if end is None else value(end, "m:val")
            yield opened + ", ".join(inside) + closed
        case _:
            for inner in element:
                yield from _parts(inner)


def _inner_of(element: Element) -> str:
    return "".join(_parts(element)).strip()


def _inner(element: Element, name: str) -> str:
    inner = child(element, name)
    return "" if inner is None else "".join(part for e in inner for part in _parts(e)).strip()


def _group(element: Element, name: str) -> str:
    text = _inner(element, name)
    return text if len(text) < 2 or text.isalnum() else f"({text})"
