"""How a file may be read, what is doubtful about it, and its first rows."""
