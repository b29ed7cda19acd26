"""The floor: where each production is, who works there, what waits; every step is an event."""
