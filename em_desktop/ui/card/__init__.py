"""The card of the row under review, beside the table."""
