"""DAISY 2.02 (Recommendation of 28 February 2001): full text with full audio, and NCC only."""

from audiolib.packages.daisy202.package import DAISY202, DAISY202_NCC, Daisy202

__all__ = ["DAISY202", "DAISY202_NCC", "Daisy202"]
