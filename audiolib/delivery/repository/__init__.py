"""What readers get, in the database."""

from audiolib.delivery.repository.releases import copy, is_open, is_there, lengths, released

__all__ = ["copy", "is_open", "is_there", "lengths", "released"]
