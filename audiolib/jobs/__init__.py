"""The queue: jobs with JSON arguments, done at least once by some worker, told how far they are."""
