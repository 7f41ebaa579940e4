"""EM Desktop repairs a roster: it fills missing categories by expectation-maximisation."""

__version__ = "0.1.0"
