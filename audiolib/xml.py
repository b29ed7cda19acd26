"""XML from strangers: parsed without entities, network or external DTD, within a depth and size.

Every XML file that Audiolib reads comes through here.
"""

from lxml import etree

from audiolib.errors import SourceDamagedError, SourceHostileError

Element = etree._Element


def parse(content: bytes, file: str, place: str = "") -> Element:
    """The root element of a document; text that entities stand for is refused, not expanded.

    The five entities of XML itself and character references are read as ever. A DOCTYPE without
    an internal subset is allowed, since most DAISY and EPUB files carry one.

    Raises:
        SourceDamagedError: the document is not well-formed.
        SourceHostileError: it declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceDamagedError(file, place, str(error)) from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(True for _ in subset.iterentities()):
        raise SourceHostileError(file, place, "the document declares entities")
    return root
