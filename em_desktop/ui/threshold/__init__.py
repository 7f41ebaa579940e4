"""The probability from which suggestions are accepted: under the table and in the plot."""
