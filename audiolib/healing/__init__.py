"""A word that was read wrongly is corrected once, and healed wherever it stands."""
