"""All steps in a list, in words, to go back and forward by."""
