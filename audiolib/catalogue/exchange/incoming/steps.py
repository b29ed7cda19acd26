"""The steps of errands with files of records."""

from audiolib.catalogue.exchange.incoming.entering import bring_in_records
from audiolib.catalogue.exchange.incoming.leaving import take_back_records
from audiolib.catalogue.exchange.incoming.looking import look_at_records
from audiolib.jobs.steps import Step

LOOK = Step("look_at_records", "errands", look_at_records, ("compare",), of="errand")
ENTER = Step("bring_in_records", "errands", bring_in_records, ("enter",), of="errand")
LEAVE = Step("take_back_records", "errands", take_back_records, ("take_back",), of="errand")
