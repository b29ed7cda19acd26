"""The only SQL about people, one module a noun."""
