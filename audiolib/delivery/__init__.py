"""What readers get of a work: its newest release, with packages and tracks."""

from audiolib.delivery.released import File, PlayedSection, Released, Sound

__all__ = ["File", "PlayedSection", "Released", "Sound"]
