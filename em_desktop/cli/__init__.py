"""The command line: arguments, the whole job without a window, and what it prints. No Qt."""
