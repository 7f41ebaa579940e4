"""The open document: undo stack, background runs, settings."""
