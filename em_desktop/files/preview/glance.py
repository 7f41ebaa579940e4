"""Whether a clipboard may hold a table, seen at a glance. Imports nothing."""

_GLANCE = 1 << 16


def looks_like_table(html: str, text: str) -> bool:
    """Return at a glance whether a clipboard may hold a table; only its beginning is looked at.

    Args:
        html: what it holds as HTML; empty if nothing.
        text: what it holds as plain text.
    """
    if "<table" in html[:_GLANCE].lower():
        return True
    lines = [line for line in text[:_GLANCE].splitlines() if line.strip()]
    return len(lines) > 1 and any(
        all(separator in line for line in lines[:3]) for separator in "\t,;"
    )
