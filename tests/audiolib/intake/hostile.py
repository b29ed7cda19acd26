"""PDFs of one page whose picture is not what it says."""

import zlib


def pdf(width: int, height: int, pixels: bytes) -> bytes:
    """A PDF of one page, whose picture is packed twice."""
    picture = zlib.compress(pixels)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 4 0 R%s>>"
        % b"/Resources<</XObject<</I 5 0 R>>>>",
        b"<</Length 27>>stream\nq 400 0 0 600 0 0 cm /I Do Q\nendstream",
        b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray" % (width, height)
        + b"/BitsPerComponent 8/Filter[/FlateDecode/FlateDecode]/Length %d>>" % len(picture)
        + b"stream\n%s\nendstream" % picture,
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj%s endobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (len(parts) + 1, table, len(parts) + 1, len(made))
    )


def zeros(count: int) -> bytes:
    """So many zero bytes, packed once, without ever holding them."""
    packer = zlib.compressobj(1)
    piece = bytes(1 << 20)
    made = [packer.compress(piece) for _ in range(count >> 20)]
    return b"".join([*made, packer.flush()])
