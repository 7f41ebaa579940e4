"""What the window does with files: opening, exporting, recovering, handing on."""
