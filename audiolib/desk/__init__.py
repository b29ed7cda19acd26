"""What a member of staff sees first: productions in hand, branches by name, colleagues' acts."""

from audiolib.desk.card import Card

__all__ = ["Card"]
