"""What the window imports before it is painted for the first time."""

import subprocess
import sys


def test_the_first_paint_waits_for_no_mathematics_and_no_plots():
    code = (
        "import sys, em_desktop.ui.main_window\n"
        "print(sorted({'numpy', 'pandas', 'pyqtgraph', 'scipy'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
