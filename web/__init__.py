"""Pages for readers and librarians, and the composition root of the service.

Nothing stands here before the service issue; the package exists so that the layers can be enforced.
"""
