"""Benchmarks: what the production costs beside its floor, and how exact its packages are.

`python -m bench` runs them all, `python -m bench NAME` one. Figures are ratios within one run; cost
is processor seconds, never time by the clock but for `workers`.
"""
