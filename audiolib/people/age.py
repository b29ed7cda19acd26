"""Who counts as a child, for whom a guardian speaks and of whom nothing heard is kept (R10)."""

from datetime import date

GUARDIAN_BELOW = 16
"""Years of age; a library's policy may say another number."""


def age_on(born: date, today: date) -> int:
    """Whole years of age on a day."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def wants_guardian(born: date, today: date, below: int = GUARDIAN_BELOW) -> bool:
    """Whether a guardian must speak for somebody."""
    return age_on(born, today) < below


def is_child(birth_year: int | None, today: date, below: int = GUARDIAN_BELOW) -> bool:
    """Whether somebody may be a child still, as far as the year of birth tells."""
    return birth_year is not None and today.year - birth_year <= below


def is_surely_child(birth_year: int | None, today: date, below: int = GUARDIAN_BELOW) -> bool:
    """Whether somebody must be a child still, whatever day of the year they were born."""
    return birth_year is not None and today.year - birth_year < below
