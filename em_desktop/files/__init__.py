"""Bytes to roster and back: one module a format, splicers, atomic replacement."""
