"""What `check` may find in an EPUB; the codes are described in `docs/findings/epub3.md`."""

from audiolib.findings import Fact, Finding, Place, Severity

_E, _W = Severity.ERROR, Severity.WARNING

SEVERITIES = {
    "ep3-001": _E,  # not a zip file that can be read
    "ep3-002": _E,  # mimetype
    "ep3-003": _E,  # no package document
    "ep3-004": _E,  # a file is no well-formed XML
    "ep3-005": _E,  # listed, and not there
    "ep3-006": _E,  # there, and not listed
    "ep3-007": _E,  # required metadata
    "ep3-008": _E,  # spine
    "ep3-009": _E,  # an id twice
    "ep3-010": _E,  # a link to nothing
    "ep3-011": _E,  # an overlay's text is not there
    "ep3-012": _E,  # an overlay's sound is not there
    "ep3-013": _E,  # a clip's times
    "ep3-014": _E,  # a clip after the end of its sound
    "ep3-015": _E,  # an overlay's duration
    "ep3-016": _E,  # the total duration
    "ep3-017": _E,  # synchronizedAudioText is not true
    "ep3-018": _E,  # alternativeText is not true
    "ep3-019": _E,  # pageNavigation is not true
    "ep3-020": _E,  # a page break is not in the page list
    "ep3-021": _E,  # a heading skips a level
    "ep3-022": _E,  # a heading is not in the table of contents
    "ep3-023": _E,  # accessibility metadata is missing
    "ep3-024": _E,  # no language
    "ep3-025": _E,  # a synthetic voice is not disclosed
    "ep3-026": _W,  # over 900 MB
    "ep3-027": _E,  # a text in two overlays, or in another file's
    "ep3-028": _E,  # deep: sound that can't be decoded
    "ep3-029": _E,  # deep: silence
    "ep3-030": _W,  # conformance without who evaluated it
    "ep3-031": _E,  # a picture without alt
    "ep3-032": _E,  # no table of contents
}


def found(code: str, file: str = "", name: str = "", **facts: Fact) -> Finding:
    """A finding of this area; `name` is the id of the element."""
    return Finding(code, SEVERITIES[code], Place(file=file, id=name), facts)
