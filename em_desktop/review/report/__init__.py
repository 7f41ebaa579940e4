"""The report on a file: what was missing, what was done, how good that is, and every change."""
