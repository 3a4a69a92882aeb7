"""A pytest plugin for the copy: for each mutant, a fork of the process runs its tests until the first one fails."""

from __future__ import annotations

import gc
import json
import logging
import os
import resource
import selectors
import shutil
import signal
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from mutmut.mutation.trampoline import set_mutant_under_test

settings.register_profile("mutants", deadline=None, derandomize=True, database=None)
settings.load_profile("mutants")

# A test loops for ever, and does not merely wait, when it takes this much processor time: what it takes without the
# mutant and a second, times ten, much as mutmut counts. Whoever waits longer than this on the wall lives on.
PATIENCE, WALL = 10, 240.0
# These look at nothing that depends on the machine's hour or speed.
STEADY = ("tests/facilitation/", "tests/contracts/test_minutes.py")


@dataclass
class Trial:
    """One mutant, the tests to ask in their order with their usual seconds, and how far it has come."""

    mutant: str
    tests: list[tuple[str, float]]
    pid: int = 0
    pipe: int = 0
    began: float = 0.0
    temp: str = ""
    heard: bytes = b""


# eq=False leaves it a hash: pytest puts plugins into sets, and without one each test beside a folder with a conftest
# failed, mutant or not.
@dataclass(eq=False)
class Judging:
    """Instead of running the collected tests once, run some of them once for each mutant."""

    trials: list[Trial]
    book: Path
    jobs: int
    failed: bool = False
    running: dict[int, Trial] = field(default_factory=dict)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """One step of a test: before, during or after."""
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """The whole trial, mutant by mutant, at most ``jobs`` at a time."""
        # What stands is not looked at again by a fork's collector, which would have to copy all of it.
        gc.collect()
        gc.freeze()
        items = {item.nodeid: item for item in session.items}
        waiting = list(reversed(self.trials))
        with selectors.DefaultSelector() as heard:
            while waiting or self.running:
                while waiting and len(self.running) < self.jobs:
                    self._start(waiting.pop(), items, heard)
                for key, _ in heard.select(timeout=1.0):
                    self._hear(key.fd, heard)
                self._lose_patience()
        return True

    def _start(self, trial: Trial, items: dict[str, pytest.Item], heard: selectors.BaseSelector) -> None:
        read, write = os.pipe()
        trial.temp = tempfile.mkdtemp(prefix="mutant-")
        trial.pipe, trial.began = read, time.monotonic()
        trial.pid = os.fork()
        if trial.pid == 0:
            os.close(read)
            self._ask(trial, items, write)
        os.close(write)
        heard.register(read, selectors.EVENT_READ)
        self.running[read] = trial

    def _ask(self, trial: Trial, items: dict[str, pytest.Item], write: int) -> None:
        """In the fork: say each test's name before it runs, and how it all ended."""
        os.setpgid(0, 0)
        silent = os.open(os.devnull, os.O_RDWR)
        for stream in (1, 2):
            os.dup2(silent, stream)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["TMPDIR"] = tempfile.tempdir = trial.temp
        tests = [(items[name], seconds) for name, seconds in trial.tests if name in items]
        verdict = "survived" if tests else "no test"
        for number, (item, seconds) in enumerate(tests):
            os.write(write, f"{item.nodeid}\n".encode())
            set_mutant_under_test(trial.mutant)
            following = tests[number + 1][0] if number + 1 < len(tests) else None
            if not self._passes(item, seconds, following) and self._is_sure(item, seconds):
                verdict = "killed"
                break
        os.write(write, f"={verdict}\n".encode())
        os._exit(0)

    def _is_sure(self, item: pytest.Item, seconds: float) -> bool:
        """A whole house may trip over a busy machine: its word counts when it passes right after, without the mutant."""
        if item.nodeid.startswith(STEADY):
            return True
        set_mutant_under_test("")
        return self._passes(item, seconds, None)

    def _passes(self, item: pytest.Item, seconds: float, following: pytest.Item | None) -> bool:
        self.failed = False
        used = resource.getrusage(resource.RUSAGE_SELF)
        limit = int(used.ru_utime + used.ru_stime + (seconds + 1) * PATIENCE) + 1
        resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        except BaseException:  # a mutant may raise what pytest lets through, such as SystemExit
            return False
        return not self.failed

    def _hear(self, pipe: int, heard: selectors.BaseSelector) -> None:
        trial = self.running[pipe]
        words = os.read(pipe, 65536)
        trial.heard += words
        if words:
            return
        heard.unregister(pipe)
        self._end(trial)

    def _end(self, trial: Trial) -> None:
        """Write the verdict down; processor time that ran out is a loop, any other death of the process is a kill."""
        os.close(trial.pipe)
        _, status = os.waitpid(trial.pid, 0)
        _end_group(trial.pid)
        del self.running[trial.pipe]
        said = trial.heard.decode().splitlines()
        verdict = next((line[1:] for line in said if line.startswith("=")), None) or _of_death(status)
        asked = [line for line in said if not line.startswith("=")]
        line = {
            "mutant": trial.mutant,
            "verdict": verdict,
            "asked": len(asked),
            "last": asked[-1] if asked else "",
            "seconds": round(time.monotonic() - trial.began, 2),
        }
        with self.book.open("a") as book:
            book.write(json.dumps(line) + "\n")
        shutil.rmtree(trial.temp, ignore_errors=True)

    def _lose_patience(self) -> None:
        for trial in self.running.values():
            if time.monotonic() - trial.began > WALL:
                _end_group(trial.pid)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _of_death(status: int) -> str:
    if not os.WIFSIGNALED(status):
        return "killed"
    return {signal.SIGXCPU: "looped", signal.SIGKILL: "survived"}.get(os.WTERMSIG(status), "killed")


def pytest_configure(config: pytest.Config) -> None:
    """Judge what the file says that the environment names."""
    # A rule that breaks is tried again and again in a house; drawing each trace would take most of the time.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    order = json.loads(Path(os.environ["EVENER_MUTANTS_ORDER"]).read_text())
    book = Path(os.environ["EVENER_MUTANTS_BOOK"])
    done = {json.loads(line)["mutant"] for line in book.read_text().splitlines()} if book.is_file() else set()
    trials = [
        Trial(one["mutant"], [(test, seconds) for test, seconds in one["tests"]])
        for one in order
        if one["mutant"] not in done
    ]
    config.pluginmanager.register(Judging(trials, book, int(os.environ.get("JOBS", "1"))))
