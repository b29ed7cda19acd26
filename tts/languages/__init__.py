"""One folder a language; nothing else registers one."""
