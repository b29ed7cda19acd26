"""Scans become text: page images, their faults, clean-up, recognition, a draft."""
