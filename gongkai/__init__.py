"""gongkai: the open-source platform for grass-roots government openness (基层政务公开).

The folders of this package are the floors of the house, and imports point down:
config > doors > readings | channels > records > rules.
"""

__version__ = "0.1.0"
