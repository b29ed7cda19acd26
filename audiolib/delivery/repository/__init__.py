"""What readers get, in the database."""

from audiolib.delivery.repository.releases import copy, lengths, of, released

__all__ = ["copy", "lengths", "of", "released"]
