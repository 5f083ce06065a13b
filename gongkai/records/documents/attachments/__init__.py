"""附件: what becomes of a file between the upload and the public copy. Django only in ``store`` and ``standing``."""
