"""The only SQL about rights, one module a noun."""
