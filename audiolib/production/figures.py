"""Figures that several steps of a production share."""

RATE = 22_050
"""Samples a second of every track."""

BITRATES_KBPS: dict[str, int] = {"mp3": 48, "aac": 64}
"""Of the encoded tracks; speech at 22,050 Hz, mono."""

CHARACTERS_A_SECOND = 14
"""Of every language and voice, near enough to size batches and estimate what is to come."""
