"""The reader of Word's binary documents."""

import struct
from pathlib import Path

from audiolib.errors import SourceDamagedError
from audiolib.sources import Keep, Reading
from audiolib.sources.doc._fib import head
from audiolib.sources.doc._ole import Compound
from audiolib.sources.doc._runs import Text
from audiolib.sources.doc._story import Stories
from audiolib.sources.doc._styles import fonts, lists, styles
from audiolib.sources.doc._summary import summary
from audiolib.sources.docx import Made, draft, made, properties
from audiolib.sources.files import bytes_of
from audiolib.sources.limits import LIMITS


def read_doc(path: Path, keep: Keep) -> Reading:
    """The draft of a Word document of 1997 to 2003; macros are never looked at.

    Raises:
        SourceKindError: it is older, or of another Office program.
        SourceEncryptedError: a password protects it.
        SourceError: it can't be read.
    """
    file = str(path)
    compound = Compound(bytes_of(path, LIMITS.member), file)
    about = head(compound, file)
    package = Made(file)
    try:
        names = fonts(about)
        package.parts["styles"] = styles(about, names)
        package.parts["numbering"] = lists(about)
        body = Stories(about, Text(about, file), names, package).body()
    except (struct.error, IndexError, ValueError, OverflowError) as error:
        raise SourceDamagedError(file, reason=str(error)) from error
    package.parts["document"] = made("w:document")
    package.parts["document"].append(body.finished())
    package.core = properties(summary(compound.read("\x05SummaryInformation")))
    return draft(path, package, keep)
