"""What workbooks have in common: archive, XML as bytes, the table in its sheet."""
