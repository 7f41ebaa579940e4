"""What the machine itself must have: the libraries that Qt opens, a font, and pip.

Each is tried rather than looked up, and Debian's packages are installed where that is permitted.
Standard library only: it runs before anything is installed.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

# The libraries that Qt opens, and the Debian package that brings each.
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
FONT_PACKAGE = "fonts-dejavu-core"
PIP_PACKAGE = "python3-pip"

# Opens each library named on its command line and prints the names of those that do not open.
TRIAL = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""


class SetUpError(Exception):
    """The set-up cannot go on; the text tells what is wrong and what to do."""


def say(words: str) -> None:
    """Print one line at once, also into a pipe."""
    print(words, flush=True)


def missing_libraries(names: list[str]) -> list[str]:
    """Return the libraries that cannot be opened, tried in a fresh interpreter.

    Fresh, because a running process does not see what was installed after it started.
    """
    trial = subprocess.run(
        [sys.executable, "-c", TRIAL, *names], capture_output=True, text=True, check=True
    )
    return trial.stdout.split()


def has_fonts() -> bool:
    """Whether any outline font lies where Linux keeps them."""
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    folders += [Path.home() / ".fonts", Path.home() / ".local/share/fonts"]
    return any(
        file.suffix.lower() in {".ttf", ".otf", ".ttc"}
        for folder in folders
        for file in folder.rglob("*")
    )


def has_pip(python: str) -> bool:
    """Whether that Python has pip."""
    command = [python, "-m", "pip", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def missing_packages(python: str | None, *, screen: bool) -> list[str]:
    """Return the Debian packages that this Linux machine lacks, in a fixed order.

    Args:
        python: the Python whose pip will be needed, None if none will be.
        screen: a window will be shown, not only drawn in memory.
    """
    wanted = LIBRARIES | SCREEN_LIBRARIES if screen else LIBRARIES
    absent = set(missing_libraries(list(wanted)))
    packages = [package for name, package in wanted.items() if name in absent]
    if not has_fonts():
        packages.append(FONT_PACKAGE)
    if python and not has_pip(python):
        packages.append(PIP_PACKAGE)
    return packages


def permission() -> list[str] | None:
    """Return what to put before a command of the administrator, None if it is not permitted."""
    if os.name == "posix" and os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo:
        trial = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
        if trial.returncode == 0:
            return [sudo, "-n"]
    return None


def apt_line(packages: list[str]) -> str:
    """Return the line by which a person installs the packages."""
    return shlex.join(["sudo", "apt-get", "install", *packages])


def install_packages(packages: list[str]) -> None:
    """Install Debian packages where that is permitted.

    Raises:
        SetUpError: it is not permitted or not possible; the text holds the line to type.
    """
    apt = shutil.which("apt-get")
    if apt is None:
        raise SetUpError(
            "EM Desktop needs some packages of the system, which Debian calls "
            f"{' '.join(packages)}. Please install them in this system's own way."
        )
    by = permission()
    if by is None:
        raise SetUpError(
            "Some packages of the system are missing, and only an administrator may install "
            f"them. Please run this line, then the same command again:\n\n    {apt_line(packages)}"
        )
    say(f"Installing packages of the system: {' '.join(packages)}")
    apt_get = [*by, "env", "DEBIAN_FRONTEND=noninteractive", apt, "-qq"]
    subprocess.run([*apt_get, "update"], capture_output=True, check=False)
    command = [*apt_get, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetUpError(
            f"{done.stdout}{done.stderr}\napt-get could not do it; its message is above. "
            f"By hand it is:\n\n    {apt_line(packages)}"
        )


def prepare_machine(python: str | None, *, screen: bool) -> None:
    """See to it that the machine has the libraries, a font, and pip.

    Args:
        python: the Python whose pip will be needed, None if none will be.
        screen: a window will be shown, not only drawn in memory.

    Raises:
        SetUpError: something is missing and could not be installed.
    """
    if not sys.platform.startswith("linux"):
        if python and not has_pip(python):
            raise SetUpError("This Python has no pip. Please install pip and try again.")
        return
    packages = missing_packages(python, screen=screen)
    if not packages:
        return
    install_packages(packages)
    still = missing_packages(python, screen=screen)
    if still:
        raise SetUpError(f"Still missing after the installation: {' '.join(still)}.")
