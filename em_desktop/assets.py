"""Where the program's own resources lie: in a checkout, a wheel or a frozen bundle."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def resource(name: str) -> Path:
    """Return the path of a file or folder under ``resources``.

    Args:
        name: path relative to ``resources``, with forward slashes.

    Raises:
        FileNotFoundError: the installation lacks it.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root / name
        if path.exists():
            return path
    raise FileNotFoundError(f"resources/{name} is missing from this installation")
