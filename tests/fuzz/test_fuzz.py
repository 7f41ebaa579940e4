import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured by way of /proc")
def test_some_hundred_damaged_files_end_in_a_roster_or_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE), "--files", "300", "--seed", "7", "--keep", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "300 files" in done.stdout
    assert list(tmp_path.iterdir()) == []
