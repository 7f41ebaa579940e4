"""Widgets, actions, plots and dialogs; adapters from the document to Qt models."""
