"""The table as the file has it, and what its text means: roles, readings, flags."""
