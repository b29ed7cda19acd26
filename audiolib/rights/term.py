"""How long a work is protected, by the policy's years."""

from datetime import date

from audiolib.rights.policy import Policy

LATEST = 9000
"""Years beyond this are typing errors, and none that a date can hold."""


def free_from(policy: Policy, author_died: int | None, first_published: int | None) -> date | None:
    """The first day on which a work is free; None where nothing is known to count from.

    The author's death counts where it is known, of several the last one's; the year of publication
    only where there is no known author. Terms end with their last year (Berne Convention,
    article 7(5)).
    """
    if author_died is not None:
        began, years = author_died, policy.terms.life
    elif first_published is not None:
        began, years = first_published, policy.terms.publication
    else:
        return None
    if not 0 < began < LATEST:
        return None
    return date(began + years + 1, 1, 1)
