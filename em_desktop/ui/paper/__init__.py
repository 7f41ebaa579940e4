"""The report on paper: set into pages, painted on a screen, a printer or a PDF alike."""
