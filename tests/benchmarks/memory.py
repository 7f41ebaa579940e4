"""How much memory it takes to open and export a file; a process of its own for ``lossless.py``."""

import json
import sys
from pathlib import Path


def main(how: str, path: Path) -> None:
    if how == "pandas":
        import pandas as pd  # noqa: PLC0415 - for this way alone

        before = _kilobytes("VmRSS")
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        frame.to_csv(path.with_suffix(".out"), index=False)
    else:
        import rosters  # noqa: PLC0415 - so that pandas' figure is its own

        from em_desktop.files.exporting import Manner, prepare  # noqa: PLC0415
        from em_desktop.files.opening import open_roster  # noqa: PLC0415
        from em_desktop.review.workspace import Workspace  # noqa: PLC0415
        from em_desktop.roster.options import ReadingOptions  # noqa: PLC0415
        from em_desktop.roster.roles import Roles  # noqa: PLC0415

        before = _kilobytes("VmRSS")
        opened = open_roster(path)
        workspace = Workspace.of(opened.roster, Roles(), ReadingOptions())
        changes = rosters.fill(opened.roster)
        prepare(opened, workspace, changes, Manner(opened.source.format))
    most = _kilobytes("VmHWM") - before
    sys.stdout.write(json.dumps({"megabytes": most / 1000}))


def _kilobytes(key: str) -> int:
    """Return what Linux says; 0 elsewhere."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    return int(status.read_text(encoding="ascii").split(f"{key}:")[1].split()[0])


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
