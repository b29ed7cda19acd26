"""Who may have which work, for what reason, under which version of the library's policy."""

from audiolib.rights.decide import decide
from audiolib.rights.decision import Decision
from audiolib.rights.facts import Asked, Contract, WorkRights
from audiolib.rights.policy import Policy
from audiolib.rights.public import PublicWork
from audiolib.rights.repository.access import all_acts, may, rights_of
from audiolib.rights.repository.policies import install
from audiolib.rights.repository.visible import visible
from audiolib.rights.terms import Act, Channel, Duty, Standing

__all__ = [
    "Act",
    "Asked",
    "Channel",
    "Contract",
    "Decision",
    "Duty",
    "Policy",
    "PublicWork",
    "Standing",
    "WorkRights",
    "all_acts",
    "decide",
    "install",
    "may",
    "rights_of",
    "visible",
]
