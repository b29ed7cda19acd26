"""Why something can't be done on the floor."""

from audiolib.errors import AudiolibError


class FloorError(AudiolibError):
    """Root of what the floor refuses; `state` is the station's name."""

    code = "floor"

    def __init__(self, production: int = 0, state: str = "", reason: str = "") -> None:
        super().__init__(f"{production}: {state}: {reason}")
        self.production = production
        self.state = state
        self.reason = reason


class NoSuchProductionError(FloorError):
    """There is no production of the number."""

    code = "production-unknown"


class ProductionChangedError(FloorError):
    """Somebody else moved the production in the meantime."""

    code = "production-changed"


class FloorMoveError(FloorError):
    """No way leads from the one station to the other; `to` is the station asked for."""

    code = "floor-no-way"

    def __init__(self, production: int, state: str, to: str) -> None:
        super().__init__(production, state, to)
        self.to = to


class FloorRightsError(FloorError):
    """Nobody has decided yet what may be made of the work."""

    code = "floor-rights-open"


class FloorFullError(FloorError):
    """As many productions are at the station as may be; `limit` says how many."""

    code = "floor-full"

    def __init__(self, production: int, state: str, limit: int) -> None:
        super().__init__(production, state, str(limit))
        self.limit = limit


class FloorBlockedError(FloorError):
    """The production is blocked; `reason` is the code of why."""

    code = "floor-blocked"


class FloorRoleError(FloorError):
    """The person has no role that works at the station, in the production's branch."""

    code = "floor-role"


class FloorBusyError(FloorError):
    """A machine is at work on the production; call the job off first."""

    code = "floor-busy"


class NoSuchDemandError(AudiolibError):
    """There is no wish of the number, or it was fulfilled."""

    code = "demand-unknown"

    def __init__(self, demand: int) -> None:
        super().__init__(str(demand))
        self.demand = demand


class DemandsManyError(AudiolibError):
    """Dozens of wishes came from one origin within the hour."""

    code = "demand-many"
