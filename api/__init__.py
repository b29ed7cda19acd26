"""HTTP and JSON: turns requests into calls of the domain, and its errors into problems."""
