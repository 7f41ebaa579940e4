"""The roster as an editable table."""
