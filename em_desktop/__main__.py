"""``python -m em_desktop`` and the command ``em-desktop``."""

import sys

from em_desktop.cli.arguments import main

if __name__ == "__main__":
    sys.exit(main())
