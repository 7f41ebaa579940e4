"""Putting a file in place whole, or not at all.

The new bytes go to a temporary file in the same folder, reach the disk, are read again from
there, and take the name in one step; whoever looks sees the old file or the new one, never a
piece. Hard links to the old file keep the old content: that is the price of never tearing it.
"""

import errno
import os
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from em_desktop.files.problem import FileProblem
from em_desktop.files.temporary import Temporary, clear_litter
from em_desktop.roster.folding import shown

_CHUNK = 1 << 22
_LONGEST = 120
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})


def _go_on() -> None:
    """Do not stop."""


def replace_file(
    path: Path,
    content: bytes,
    *,
    overwrite: bool,
    backup: bool = False,
    still_wanted: Callable[[], None] = _go_on,
) -> Path | None:
    """Write a file so that it is the old one or the new one at every moment.

    A symbolic link is followed; permissions and, where allowed, the owner of an existing file
    are kept. File and folder are flushed to the disk before this returns. What the disk then
    holds is compared with the content before it takes the name.

    Args:
        path: where to write; its folder must exist.
        content: all bytes.
        overwrite: False refuses a file that exists, even one that appears meanwhile.
        backup: keep the old file as ``NAME.bak``, in place of an older one of that name.
        still_wanted: called between chunks and last just before the old file is replaced; may
            raise to stop, and then nothing has changed.

    Returns:
        The old file's new name; None where none was kept.

    Raises:
        FileProblem: nothing was written; the old file, if any, is as it was.
    """
    try:
        return _replace(path, content, overwrite=overwrite, backup=backup, still=still_wanted)
    except OSError as error:
        raise write_problem(error, path, len(content)) from error


def backup_path(path: Path) -> Path:
    """Return the name under which an old file is kept, beside the file that a link leads to."""
    target = path.resolve() if is_taken(path) and path.is_symlink() else path
    return target.with_name(f"{target.name}.bak")


def is_taken(path: Path) -> bool:
    """Whether there is something of that name; never where the name cannot be one."""
    try:
        return path.exists()
    except OSError:  # such as a name that is too long: writing it says so
        return False


def _replace(
    path: Path, content: bytes, *, overwrite: bool, backup: bool, still: Callable[[], None]
) -> Path | None:
    if path.is_symlink() and not overwrite:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    old = _status(path)  # first of all, because a link may lead back to itself
    target = path.resolve() if path.is_symlink() else path.absolute()
    if old is not None:
        if stat.S_ISDIR(old.st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if not stat.S_ISREG(old.st_mode):
            raise FileProblem(f"{_quoted(path)} is a device, not a file. Choose another name.")
        if not overwrite:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        if not os.access(target, os.W_OK):
            raise FileProblem(f"{_quoted(path)} is write-protected. Choose another name or folder.")
    clear_litter(target.parent)
    # Until it has the old file's permissions, nobody else may read what it replaces.
    temporary = Temporary(target.parent, 0o666 if old is None else 0o600)
    kept = None
    try:
        _write(temporary.descriptor, content, old, still)
        temporary.written()
        _copy_attributes(target, temporary.path)
        _compare(temporary.path, content, path, still)
        still()
        if overwrite and backup and old is not None:
            kept = _replace_and_keep(temporary, target, still)
        elif overwrite:
            temporary.path.replace(target)
        else:
            _move_to_free_name(temporary.path, target)
    finally:
        temporary.end()
    _flush_folder(target.parent)
    return kept


def _compare(temporary: Path, content: bytes, path: Path, still: Callable[[], None]) -> None:
    """Read what the disk holds and compare it with what was meant."""
    wanted, at = memoryview(content), 0
    with temporary.open("rb", buffering=0) as file:
        if hasattr(os, "posix_fadvise"):
            with suppress(OSError):  # so that it is the disk that answers, not the memory
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            if wanted[at : at + len(chunk)] != chunk:
                break
            at += len(chunk)
            still()
    if at != len(content):
        name = shown(path.name, _LONGEST)
        raise FileProblem(
            f"The disk gave back something else than was written to “{name}”, so nothing was "
            "replaced. Choose another disk or folder."
        )


def _replace_and_keep(temporary: Temporary, target: Path, still: Callable[[], None]) -> Path:
    """Give the old file its second name, and the new one the first.

    An older file of the second name waits under a third until the new file is in place, and
    comes back where that fails.
    """
    kept = backup_path(target)
    second, third = temporary.beside("old"), temporary.beside("older")
    try:
        try:
            if kept.is_dir():
                raise FileProblem(f"“{shown(kept.name, _LONGEST)}” is a folder. Rename it first.")
            _link(target, second, still)
            if kept.exists():
                _link(kept, third, still)
            second.replace(kept)
        except OSError as error:
            raise FileProblem(
                f"The old file could not be kept as “{shown(kept.name, _LONGEST)}” "
                f"({error.strerror}), so nothing was written. Export under another name, or "
                "without keeping the old file."
            ) from error
        try:
            temporary.path.replace(target)
        except OSError:
            if third.exists():
                third.replace(kept)
            else:
                kept.unlink()
            raise
    finally:
        for name in (second, third):
            with suppress(OSError):
                name.unlink(missing_ok=True)
    return kept


def _link(old: Path, new: Path, still: Callable[[], None]) -> None:
    """Give a file a further name.

    A hard link costs no space and cannot be torn. Where the disk has none, the bytes are copied,
    with the same care as new ones.
    """
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(new, flags, 0o600)
    try:
        _write(descriptor, old.read_bytes(), old.stat(), still)
    finally:
        os.close(descriptor)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _write(
    descriptor: int, content: bytes, old: os.stat_result | None, still: Callable[[], None]
) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest[:_CHUNK]) :]
        still()
    if old is not None and hasattr(os, "fchown"):
        with suppress(OSError):  # only the owner's own group, or root, may do this
            os.fchown(descriptor, old.st_uid, old.st_gid)
        os.fchmod(descriptor, stat.S_IMODE(old.st_mode))
    os.fsync(descriptor)


def _copy_attributes(old: Path, new: Path) -> None:
    """Give the new file what the system keeps beside the old one: access lists, labels, tags."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):  # there is no old file, or the disk knows no attributes
        for name in os.listxattr(old):
            with suppress(OSError):  # one that only the system may set
                os.setxattr(new, name, os.getxattr(old, name))


def _move_to_free_name(temporary: Path, target: Path) -> None:
    """Give the file its name unless that is taken; the system decides, so there is no race."""
    if os.name == "nt":
        temporary.rename(target)  # refuses an existing file there
        return
    try:
        os.link(temporary, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
    else:
        return
    # A file system without links (FAT): claim the name, then replace what was claimed.
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        temporary.replace(target)
    except OSError:
        target.unlink()
        raise


def _flush_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):  # the file is in place; some network folders cannot be flushed
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_problem(error: OSError, path: Path, size: int = 0) -> FileProblem:
    """Return what kept a file from being written, and what to do.

    Args:
        error: of the system.
        path: where it was to be written.
        size: bytes that were to be written.
    """
    name = f"“{shown(path.name, _LONGEST)}”"
    number = error.errno
    if number in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        need = f"{max(size / 1e6, 0.1):,.1f} MB"
        text = f"The disk is full: {name} needs {need}. Free some space or choose another folder."
    elif number == errno.EISDIR:
        text = f"{name} is a folder. Choose a file name."
    elif number == errno.EEXIST:
        text = f"{name} exists already. Choose another name, or confirm that it be replaced."
    elif number in {errno.ENOENT, errno.ENOTDIR}:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        folder = shown(str(target.parent), 2 * _LONGEST)
        text = f"The folder “{folder}” does not exist. Choose another folder."
    elif number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        text = (
            f"{name} cannot be written: the folder is read-only, or the file is open in another "
            "program. Close it there or choose another folder."
        )
    elif number == errno.ENAMETOOLONG:
        text = f"The name {name} is too long. Choose a shorter one."
    elif number == errno.ELOOP:
        text = f"{name} is a link that leads back to itself. Choose another name."
    else:
        text = f"{name} could not be written ({error.strerror}). Choose another folder."
    return FileProblem(text)


def _quoted(path: Path) -> str:
    return f"“{shown(path.name, _LONGEST)}”"
