"""``python -m em_desktop`` and the command ``em-desktop``."""

import sys

from em_desktop.cli.signals import leaving_quietly


def main() -> int:
    """Run the program; an interrupt is quiet from the first moment on."""
    with leaving_quietly():
        from em_desktop.cli.arguments import main as run  # noqa: PLC0415 - takes its time
    return run()


if __name__ == "__main__":
    sys.exit(main())
