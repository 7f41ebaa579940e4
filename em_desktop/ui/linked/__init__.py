"""One selection for table and plot."""
