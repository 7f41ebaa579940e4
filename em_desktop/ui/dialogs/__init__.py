"""Windows that take a value and return a value; opened with ``open()``, never ``exec()``."""
