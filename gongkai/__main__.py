"""The terminal: ``gongkai`` and ``python -m gongkai``."""

import sys

from gongkai.doors.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
