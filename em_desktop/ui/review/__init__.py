"""What a person's answers do: one row, many, a sample, notes."""
