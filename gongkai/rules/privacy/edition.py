"""Which edition of the detectors looked at a file: what an older one passed is looked at again."""

EDITION = "2026-11"
"""Raised with every change that can find more; a sweep then scans everything public anew."""
