"""The written file held against the original."""
