"""Records for other libraries and from them: MARC 21, Dublin Core, spreadsheets."""

from audiolib.catalogue.exchange.errors import RecordDamagedError, SheetError
from audiolib.catalogue.exchange.forms.marc import record
from audiolib.catalogue.exchange.forms.marc_files import as_iso2709, as_marcxml, read
from audiolib.catalogue.exchange.forms.marc_read import Imported, imported
from audiolib.catalogue.exchange.gather import Library, gather
from audiolib.catalogue.exchange.told import Told

__all__ = [
    "Imported",
    "Library",
    "RecordDamagedError",
    "SheetError",
    "Told",
    "as_iso2709",
    "as_marcxml",
    "gather",
    "imported",
    "read",
    "record",
]
