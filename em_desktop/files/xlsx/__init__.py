"""Excel's workbooks: one sheet read as a roster, and spliced."""
