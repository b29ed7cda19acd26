"""Commands that start the web service."""
