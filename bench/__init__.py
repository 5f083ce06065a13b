"""Ratios against peers and limits: ``python -m bench [GOALS] [--quick]``. Both sides in one run, on the same data."""
