"""Which job passes which: by class of service, then small before large."""

import math

from audiolib.tables.making import Service

_CLASSES = {
    Service.EXPEDITE: 300,
    Service.FIXED_DATE: 200,
    Service.STANDARD: 100,
    Service.INTANGIBLE: 0,
}
_SMALL = 90
_A_DOUBLING = 8
PASSES = 30
"""So much higher a job's priority must be that one in hand steps aside for it."""


def priority(service: Service, characters: int) -> int:
    """The priority of a job, the higher the sooner: 0 to 390.

    A notice of three minutes (2,500 characters) is 51 above a book of twenty hours in its class.
    """
    size = _A_DOUBLING * math.log2(1 + max(0, characters) / 1000)
    return _CLASSES[service] + max(0, round(_SMALL - size))
