"""The domain: publications, their making, their packages."""

__version__ = "0.1.0"
