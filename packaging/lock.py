"""Write the lock files anew: python3 packaging/lock.py [--upgrade].

They pin the tested versions by the hashes of every file of a release, so that they hold for each
Python from 3.11 and each system, and they name no place to fetch from: pip's own settings do.
It needs uv on the path or in .venv.
"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
UV_OPTIONS = [
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-header",
    "--no-annotate",
    "--no-config",
    "--quiet",
]


def main(options: list[str]) -> None:
    """Write the three lock files; ``options`` go to uv."""
    uv = shutil.which("uv", path=f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}")
    if uv is None:
        sys.exit("This needs uv: python3 -m pip --python .venv/bin/python install uv")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    # hatchling asks for editables when it installs a checkout in place.
    build = "\n".join([*project["build-system"]["requires"], "editables"])
    # All is resolved once, for the tests; the two smaller locks repeat those versions.
    same = ["-c", "packaging/lock-test.txt"]
    for inputs, name in (
        (["pyproject.toml", "--extra", "test"], "lock-test.txt"),
        (["pyproject.toml", *same], "lock-run.txt"),
        (["-", *same], "lock-build.txt"),
    ):
        command = [uv, "pip", "compile", *inputs, *UV_OPTIONS, *options]
        command += ["--output-file", f"packaging/{name}"]
        subprocess.run(command, check=True, cwd=ROOT, input=build, text=True)
        print(f"packaging/{name}")


if __name__ == "__main__":
    main(sys.argv[1:])
