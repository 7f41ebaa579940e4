"""What the card of the row under review says, whoever shows it."""
