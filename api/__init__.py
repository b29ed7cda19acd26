"""HTTP and JSON: turns requests into calls of `audiolib` and its errors into problems.

Nothing stands here before the service issue; the package exists so that the layers can be enforced.
"""
