"""A table on the clipboard, as text or HTML."""
