"""Answers that are kept a day, so that a request that is sent twice is done once."""
