"""What menus and strip call the answers to a doubtful measurement; menus do without numpy."""

ANSWERS = ("read", "read_alike", "keep", "read_again")
"""The names of the answers in the menus."""

KEYS = {"accept": "Ctrl+R", "alike": "Ctrl+Shift+R", "keep": "Ctrl+K", "back": "Ctrl+Shift+K"}
"""The keys of the answers, which the menus have too."""
