"""The journal of unexported work: lines with checksums, in a folder of the user's own."""
