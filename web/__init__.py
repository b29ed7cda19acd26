"""Pages that work without script, and the composition root of the service (`web.app`)."""
