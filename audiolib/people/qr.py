"""The QR code of a card: a link that fills the number in; the PIN is still asked for.

The number stands behind `#`: browsers keep that part to themselves, so no server's log has it.
"""

import io

import segno

from audiolib.people.numbers import grouped

PATH = "/card"
QUIET = 4
"""Modules of white around a code (ISO/IEC 18004, 6.3.8)."""


def card_link(url: str, number: str) -> str:
    """The address that a card's code holds, on a service's own."""
    return f"{url.rstrip('/')}{PATH}#{number}"


def svg(url: str, number: str, *, title: str = "") -> bytes:
    """The code as SVG in black on white, whatever colours the page has; it has a title to read.

    It has no size of its own: the page gives it one, and none of it is cut off.
    """
    out = io.BytesIO()
    told = title or grouped(number)
    _code(url, number).save(
        out, kind="svg", border=QUIET, light="#fff", title=told, xmldecl=False, omitsize=True
    )
    return out.getvalue()


def png(url: str, number: str, *, scale: int = 8) -> bytes:
    """The code as PNG, for printing on a card."""
    out = io.BytesIO()
    _code(url, number).save(out, kind="png", scale=scale, border=QUIET)
    return out.getvalue()


def _code(url: str, number: str) -> segno.QRCode:
    # A quarter of the code may be scratched: cards are carried for years.
    return segno.make(card_link(url, number), error="q", micro=False)
