"""Text files whose cells are separated by one character, taken apart in their bytes and spliced."""
