"""Settings of the tests: their own home, a database of memory or the PostgreSQL that the run started."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["GONGKAI_HOME"] = tempfile.mkdtemp(prefix="gongkai-test-")
os.environ["GONGKAI_DATABASE_URL"] = os.environ.get("GONGKAI_TEST_DATABASE_URL", "")

from gongkai.config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
atexit.register(shutil.rmtree, os.environ["GONGKAI_HOME"], ignore_errors=True)
