"""The picture of a measurement and of EM at work on it.

Only this package imports pyqtgraph, which is slow to import: whoever shows a ``FitPanel``
imports it after the window has been painted.
"""
