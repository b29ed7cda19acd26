"""Adapters of speech synthesisers; each is loaded only when it is asked for."""
