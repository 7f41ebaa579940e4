"""A process that edits, decides and exports is killed at random moments: what is there then?

The next process goes on where the last one was killed, so that journals are also torn, gone on
with and torn again. Each kill is checked against what the process itself had written down.
"""

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from em_desktop.files.journal.folder import look
from em_desktop.session.document import Document
from em_desktop.session.recovery import resume

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")

ALLOWED = 1.0
"""Seconds of work that a kill may take with it."""

CHAIN = 5
"""Kills of one roster, one process after the other, before a new one is begun."""

LONG = int(os.environ.get("EM_DESKTOP_KILLS", "500"))

HERE = Path(__file__).parent
CONTENT = "name,gender,height\r\n" + "".join(
    f'"Pupil {i}",{("f", "m", "", "?")[i % 4]},{150 + i % 40}\r\n' for i in range(300)
)


@dataclass
class Done:
    """What a job wrote down.

    Attributes:
        states: time, state, place and whether all is in a file after each step, in order.
        begun: digests of the exports that began.
        ended: digests of those that ended.
        trouble: why it could not go on.
    """

    states: list[tuple[float, str, str, str]] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)


def account_of(path: Path) -> Done:
    done = Done()
    content = path.read_text() if path.exists() else ""
    for line in content[: content.rfind("\n") + 1].splitlines():
        tag, moment, *words = line.split(" ")
        if tag == "S":
            done.states.append((float(moment), words[0], words[1], words[2]))
        else:
            {"B": done.begun, "E": done.ended, "X": done.trouble}[tag].append(words[0])
    return done


class Killer:
    """Starts victims and kills them."""

    def __init__(self) -> None:
        command = [sys.executable, str(HERE / "victim.py")]
        self._server = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def kill(self, job: dict[str, str], after: float) -> float:
        """Let a victim work for some seconds from its first step, kill it, and say when."""
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(f"{json.dumps(job)}\n")
        self._server.stdin.flush()
        pid = int(self._server.stdout.readline())
        account, until = Path(job["account"]), time.monotonic() + 60
        while not (account.exists() and account.stat().st_size) and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(after)
        moment = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        assert int(self._server.stdout.readline()) == -signal.SIGKILL
        return moment

    def close(self) -> None:
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(timeout=60)
        assert self._server.stdout is not None
        self._server.stdout.close()


@pytest.fixture(scope="module")
def killer() -> Iterator[Killer]:
    killer = Killer()
    yield killer
    killer.close()


@pytest.fixture(scope="module")
def victim():
    """The module of the victims, for its fingerprints."""
    sys.path.insert(0, str(HERE))
    try:
        import victim  # noqa: PLC0415 - a script beside this one
    finally:
        sys.path.remove(str(HERE))
    return victim


def lost_seconds(entries: list[tuple[float, str]], found: str, killed: float) -> float:
    """Return how much work is gone: 0 where the last entry was found; infinite where none was."""
    at = max((i for i, (_, what) in enumerate(entries) if what == found), default=None)
    if at is None:
        return float("inf")
    return killed - entries[at + 1][0] if at + 1 < len(entries) else 0.0


@dataclass
class Roster:
    """One roster that is worked on by one victim after the other."""

    folder: Path
    kind: str
    choose: random.Random
    in_place: bool

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        self.roster = self.folder / "roster.csv"
        self.target = self.roster if self.in_place else self.folder / "corrected.csv"
        self.state = self.folder / "home" / "state"
        self.target.write_bytes(b"the old file")
        self.roster.write_bytes(CONTENT.encode())
        self._allowed = {self._digest()}
        self._before = ""
        self.lost: list[float] = []
        self.kills = 0

    def _digest(self) -> str:
        return hashlib.sha256(self.target.read_bytes()).hexdigest()

    def kill_once(self, killer: Killer, victim) -> None:
        """Kill a victim and see what is left."""
        self.kills += 1
        account = self.folder / f"account-{self.kills}"
        job = {
            "kind": self.kind,
            "seed": str(self.choose.random()),
            "roster": str(self.roster),
            "target": str(self.target),
            "state": str(self.state),
            "account": str(account),
        }
        killed = killer.kill(job, self.choose.random() ** 2 * 1.5)
        done = account_of(account)
        assert not done.trouble
        self._see_the_target(done)
        self._see_the_work(done, killed, victim)
        assert self.in_place or self.roster.read_bytes() == CONTENT.encode()

    def _see_the_target(self, done: Done) -> None:
        """The target is the old file or a new one, and nothing else lies about."""
        if done.ended:
            self._allowed = {done.ended[-1]}
        self._allowed |= set(done.begun[-1:])
        found = self._digest()
        assert found in self._allowed
        self._allowed = {found}
        beside = {path.name for path in self.folder.iterdir()}
        beside -= {"roster.csv", "corrected.csv", "home"}
        litter = [name for name in beside if not name.startswith("account-")]
        assert all(name.startswith(".em-desktop-") for name in litter)
        assert len(litter) <= self.kills

    def _see_the_work(self, done: Done, killed: float, victim) -> None:
        """The next process finds all but at most the last second."""
        if not done.states:
            return  # killed before it could begin; the journal is as it was
        if self._before:  # it began where the one before was killed
            assert done.states[0][1] == self._before
        copy = self.folder / "copy"
        shutil.rmtree(copy, ignore_errors=True)
        journals = self.state / "journals"
        if journals.exists():
            shutil.copytree(journals, copy)
        found = look(copy)
        assert found.problems == ()
        if found.unfinished:
            [left] = found.unfinished
            loaded = resume(left)
            assert loaded.past is not None
            assert loaded.past.sentences == () or self.in_place
            document = Document(loaded)
            state, place = victim.state_of(document), victim.place_text(loaded.past.place)
            loaded.past.journal.close()
            self._before = state
            entries = [(moment, each) for moment, _, each, _ in done.states]
            self.lost.append(lost_seconds(entries, place, killed))
            entries = [(moment, each) for moment, each, *_ in done.states]
            self.lost.append(lost_seconds(entries, state, killed))
        else:  # the newest state that needs no journal: that of the file, or all is exported
            self._before = ""
            entries = [(moment, saved) for moment, *_, saved in done.states]
            self.lost.append(lost_seconds(entries, "saved", killed))
        assert max(self.lost) <= ALLOWED
        shutil.rmtree(copy, ignore_errors=True)


def kill_many(n: int, kind: str, folder: Path, killer: Killer, victim, seed: object) -> list[float]:
    choose = random.Random(f"{seed} {kind}")
    lost: list[float] = []
    for number in range(-(-n // CHAIN)):
        roster = Roster(folder / f"{kind}-{number}", kind, choose, in_place=number % 2 == 1)
        for _ in range(min(CHAIN, n - number * CHAIN)):
            roster.kill_once(killer, victim)
        lost += roster.lost
        shutil.rmtree(roster.folder)
    return lost


@pytest.mark.parametrize(("kind", "n"), [("session", 7), ("window", 2)])
def test_a_kill_takes_no_file_and_at_most_a_second_of_work(qapp, kind, n, tmp_path, killer, victim):
    kill_many(n, kind, tmp_path, killer, victim, "daily")


@pytest.mark.long
@pytest.mark.parametrize(("kind", "part"), [("session", 0.8), ("window", 0.2)])
def test_hundreds_of_kills(qapp, kind, part, tmp_path, killer, victim, capsys):
    seed, n = time.time(), round(LONG * part)
    lost = kill_many(n, kind, tmp_path, killer, victim, seed)
    most, mean = max(lost, default=0.0), sum(lost) / max(len(lost), 1)
    with capsys.disabled():
        sys.stdout.write(
            f"\n{n} kills ({kind}, seed {seed}): no torn file; of the work at most {most:.2f} s "
            f"lost, {mean:.2f} s on average\n"
        )
