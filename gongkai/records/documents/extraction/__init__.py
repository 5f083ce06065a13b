"""Reading files: ``read_paper`` for reports, ``inspect_file`` as the pre-flight of any other reader. No Django here."""

from gongkai.records.documents.extraction.kinds import inspect_file
from gongkai.records.documents.extraction.papers import read_paper

__all__ = ["inspect_file", "read_paper"]
