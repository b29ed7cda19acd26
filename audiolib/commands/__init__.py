"""The sub-commands of `audiolib`: a module each, with `arguments(parser, messages)` and `run`."""
