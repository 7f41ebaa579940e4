"""The help page on signs, in Markdown, made from the one table of them."""

from em_desktop.ui.status_look import LOOKS

SCHEME = "icon"
"""Of the addresses of its pictures; what follows is the name of an icon."""

_BEFORE = """# What the signs mean

Each row of the table has one sign beside its number. Where there is more to say, a small sign
stands before it. Point at a sign to read it in words.
"""

_AFTER = """
No colour says anything that shape and words do not say too. The colours of the categories were
chosen so that eyes that lack a kind of cone can tell seven of them apart, in the light and the dark
look; from the third on, their curves have patterns as well.
"""


def signs_page() -> str:
    """Return the page: each sign as it is drawn, its name, and its meaning."""
    rows = (
        f"| ![{look.shape}]({SCHEME}:{look.icon.value.replace(' ', '%20')}) | **{sign.value}** "
        f"| {look.meaning} |"
        for sign, look in LOOKS.items()
    )
    table = "\n".join(("| Sign | Called | Meaning |", "|---|---|---|", *rows))
    return f"{_BEFORE}\n{table}\n{_AFTER}"
