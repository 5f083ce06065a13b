"""规则: the law as a library. Pure Python: no Django, no clock, no network, no database."""
