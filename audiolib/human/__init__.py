"""Human narration: what people recorded of a text, cleaned, checked, and aligned to its phrases."""

from audiolib.human.recorder import Readers, Take, parse_take

__all__ = ["Readers", "Take", "parse_take"]
