"""The menus as tables: one module a menu, a line an entry; `bar.MENUS` puts them together.

Whoever adds an entry writes it here; `ui/actions.py` makes the actions and keeps them true to
the open roster.
"""
