"""``python -m em_desktop`` and the command ``em-desktop``."""

import sys


def main() -> int:
    """Run the program; an interrupt is quiet from the first moment on."""
    try:
        from em_desktop.cli.arguments import main as run  # noqa: PLC0415 - inside of the try

        return run()
    except KeyboardInterrupt:
        if sys.stderr is not None:
            sys.stderr.write("em-desktop: Cancelled; no file was written.\n")
        return 3


if __name__ == "__main__":
    sys.exit(main())
