"""A file of records that comes in: looked at, entered, taken back, each step by the machine."""
