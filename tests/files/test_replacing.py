import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from em_desktop.files import replacing
from em_desktop.files.problem import FileProblem
from em_desktop.files.replacing import replace_file


def test_a_new_file_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    content = bytes(range(256)) * 50_000  # several chunks
    replace_file(path, content, overwrite=False)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    usual, new = tmp_path / "usual", tmp_path / "new"
    usual.touch()
    replace_file(new, b"x", overwrite=False)
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(usual.stat().st_mode)


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
def test_permissions_are_kept(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    path.chmod(mode)
    replace_file(path, b"new", overwrite=True)
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    path = tmp_path / "far" / "old.csv"
    path.write_bytes(b"old")
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    replace_file(link, b"new", overwrite=True)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"


def test_an_existing_file_is_refused_unless_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "nowhere")
    for existing in (path, link):
        with pytest.raises(FileProblem, match="exists already"):
            replace_file(existing, b"new", overwrite=False)
    assert path.read_bytes() == b"old"
    assert link.is_symlink()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_appears_meanwhile_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    path = tmp_path / "new.csv"
    real = os.fsync

    def appear(descriptor: int) -> None:
        real(descriptor)
        path.write_bytes(b"theirs")

    monkeypatch.setattr(os, "fsync", appear)
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    with pytest.raises(FileProblem, match="exists already"):
        replace_file(path, b"ours", overwrite=False)
    assert path.read_bytes() == b"theirs"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_without_links_works_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    path = tmp_path / "new.csv"
    replace_file(path, b"new", overwrite=False)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def refusing(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


@pytest.mark.parametrize(
    ("name", "number", "words"),
    [
        ("write", errno.ENOSPC, "disk is full.*needs 0.1 MB"),
        ("write", errno.EDQUOT, "disk is full"),
        ("fsync", errno.ENOSPC, "disk is full"),
        ("fsync", errno.EIO, "could not be written"),
        ("open", errno.EACCES, "read-only"),
        ("open", errno.EROFS, "read-only"),
        ("fchmod", errno.EPERM, "read-only"),
    ],
)
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int, words: str
) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(os, name, refusing(number))
        with pytest.raises(FileProblem, match=words):
            replace_file(path, b"new", overwrite=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failure_half_way_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(replacing, "_CHUNK", 10)
    real = os.write
    left = iter(range(3))

    def full(descriptor: int, piece: bytes) -> int:
        if next(left, None) is None:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(descriptor, piece)

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(FileProblem, match="disk is full"):
        replace_file(path, b"new" * 100, overwrite=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(os, "write", lambda descriptor, piece: real(descriptor, piece[:7]))
    path = tmp_path / "new.csv"
    replace_file(path, b"0123456789" * 10, overwrite=False)
    assert path.read_bytes() == b"0123456789" * 10


def test_the_rename_failing_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refusing(errno.EBUSY))
        with pytest.raises(FileProblem, match="could not be written"):
            replace_file(path, b"new", overwrite=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_protected_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)  # a test may run as root
    with pytest.raises(FileProblem, match="write-protected"):
        replace_file(path, b"new", overwrite=True)
    assert path.read_bytes() == b"old"


def test_impossible_places(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    before = set(tmp_path.iterdir())
    for path, words in [
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "new.csv", "does not exist"),
        (tmp_path / ("x" * 300), "is too long"),
        (loop, "leads back to itself"),
        (pipe, "is a device"),
    ]:
        with pytest.raises(FileProblem, match=words) as caught:
            replace_file(path, b"new", overwrite=True)
        assert str(caught.value).endswith(".")
    assert set(tmp_path.iterdir()) == before


def test_a_name_as_long_as_the_disk_allows(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 251 + ".csv")
    replace_file(path, b"new", overwrite=False)
    replace_file(path, b"newer", overwrite=True)
    assert path.read_bytes() == b"newer"


def test_a_link_into_no_folder_names_the_folder_that_is_missing(tmp_path: Path) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(tmp_path / "nowhere" / "t.csv")
    with pytest.raises(FileProblem, match="nowhere” does not exist"):
        replace_file(link, b"x", overwrite=True)


def test_the_old_file_can_be_kept_with_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    path.chmod(0o640)
    (tmp_path / "old.csv.bak").write_bytes(b"older")
    kept = replace_file(path, b"new", overwrite=True, backup=True)
    assert kept == tmp_path / "old.csv.bak"
    assert (path.read_bytes(), kept.read_bytes()) == (b"new", b"old")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [path, kept]


def test_kept_twice_the_newest_old_file_is_there(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"1")
    for content in (b"2", b"3"):
        kept = replace_file(path, content, overwrite=True, backup=True)
    assert kept is not None
    assert (path.read_bytes(), kept.read_bytes()) == (b"3", b"2")


def test_on_a_disk_without_links_the_old_file_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    kept = replace_file(path, b"new", overwrite=True, backup=True)
    assert kept is not None
    assert (path.read_bytes(), kept.read_bytes()) == (b"new", b"old")


def test_the_file_that_a_link_leads_to_is_kept_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    path, link = tmp_path / "far" / "old.csv", tmp_path / "link.csv"
    path.write_bytes(b"old")
    link.symlink_to(path)
    kept = replace_file(link, b"new", overwrite=True, backup=True)
    assert kept == tmp_path / "far" / "old.csv.bak"
    assert kept.read_bytes() == b"old"


def test_what_cannot_be_kept_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    (tmp_path / "old.csv.bak").mkdir()
    with pytest.raises(FileProblem, match="is a folder"):
        replace_file(path, b"new", overwrite=True, backup=True)
    assert path.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 2


def test_a_name_too_long_for_a_backup_is_said(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".csv")
    path.write_bytes(b"old")
    with pytest.raises(FileProblem, match="could not be kept as"):
        replace_file(path, b"new", overwrite=True, backup=True)
    assert path.read_bytes() == b"old"


def test_nothing_is_kept_where_nothing_was(tmp_path: Path) -> None:
    assert replace_file(tmp_path / "new", b"x", overwrite=True, backup=True) is None
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize("calls", range(4))
def test_cancelled_at_any_moment_the_old_file_is_there(tmp_path: Path, calls: int) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    left = iter(range(calls))

    class Stopped(Exception):
        pass

    def still_wanted() -> None:
        if next(left, None) is None:
            raise Stopped

    def replaced() -> None:
        replace_file(path, b"new", overwrite=True, backup=True, still_wanted=still_wanted)

    if calls < 3:
        with pytest.raises(Stopped):
            replaced()
        assert path.read_bytes() == b"old"
        assert list(tmp_path.iterdir()) == [path]
    else:
        replaced()
        assert path.read_bytes() == b"new"


def test_a_disk_that_gives_back_something_else_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    real = os.fsync

    def spoil(descriptor: int) -> None:
        real(descriptor)
        os.pwrite(descriptor, b"!", 1)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(FileProblem, match="gave back something else"):
        replace_file(path, b"new", overwrite=True, backup=True)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("older", [b"older", None])
@pytest.mark.parametrize("links", [True, False])
def test_an_older_kept_file_survives_where_the_new_one_cannot_take_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool, older: bytes | None
) -> None:
    path, kept = tmp_path / "old.csv", tmp_path / "old.csv.bak"
    path.write_bytes(b"old")
    if older is not None:
        kept.write_bytes(older)
    before = sorted(tmp_path.iterdir())
    real = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if target == path:
            raise OSError(errno.EBUSY, "Device or resource busy")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    if not links:
        monkeypatch.setattr(os, "link", refusing(errno.EPERM))
    with pytest.raises(FileProblem, match="could not be written"):
        replace_file(path, b"new", overwrite=True, backup=True)
    assert path.read_bytes() == b"old"
    assert sorted(tmp_path.iterdir()) == before
    assert older is None or kept.read_bytes() == older


def test_access_lists_and_tags_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(b"old")
    try:
        os.setxattr(path, "user.tag", b"class 10A")
    except (OSError, AttributeError):
        pytest.skip("this disk keeps no attributes beside a file")
    replace_file(path, b"new", overwrite=True)
    assert os.getxattr(path, "user.tag") == b"class 10A"
