"""What the user decides: workspace, edits, suggestions, decisions, the receipt."""
