"""Who may have which work, for what reason, under which version of the library's policy."""
