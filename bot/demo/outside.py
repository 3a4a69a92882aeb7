"""Programs that are not ours: start one, wait until it answers, and leave nothing of it running."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import os
import secrets
import signal
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path

POLL_SECONDS = 0.05
GRACE_SECONDS = 5.0
PORTS = range(20_000, 32_000)


class DidNotStart(Exception):
    """An outside program ended or stayed silent. The message carries the last lines it wrote."""


def free_port() -> int:
    """A TCP port of this machine that nobody uses now.

    Looked for below where the system takes ports for calls outward: one of those would be given to the next caller
    before whoever asked here has begun to listen.
    """
    start = secrets.randbelow(len(PORTS))
    return next(port for port in (*PORTS[start:], *PORTS[:start]) if is_free(port))


def is_free(port: int) -> bool:
    """Whether nobody listens on this port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            probe.bind(("0.0.0.0", port))
            return True
    return False


_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_system = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_us() -> None:
    """Runs in the child: should we be killed outright, it goes too. Elsewhere than on Linux it would stay."""
    assert _system is not None
    _system.prctl(_DEATH_SIGNAL, signal.SIGKILL)


async def eventually(so: Callable[[], Awaitable[bool]], within: float) -> None:
    """Ask again and again until it is so. Raises TimeoutError after ``within`` seconds."""
    async with asyncio.timeout(within):
        while not await so():  # noqa: ASYNC110 — an outside program sends no event of ours
            await asyncio.sleep(POLL_SECONDS)


@contextlib.asynccontextmanager
async def running(
    name: str,
    command: Sequence[str | Path],
    answers: Callable[[], Awaitable[bool]],
    log: Path,
    *,
    within: float = 30.0,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> AsyncIterator[asyncio.subprocess.Process]:
    """The program, from the moment it ``answers`` until the block ends; what it writes goes to ``log``."""
    with log.open("wb") as sink:
        process = await asyncio.create_subprocess_exec(
            *(str(word) for word in command),
            cwd=cwd,
            env=dict(env) if env is not None else None,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=sink,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_us if sys.platform == "linux" else None,
        )
    try:
        await _until_it_answers(name, process, answers, log, within)
        yield process
    finally:
        await stop(process)


async def _until_it_answers(
    name: str,
    process: asyncio.subprocess.Process,
    answers: Callable[[], Awaitable[bool]],
    log: Path,
    within: float,
) -> None:
    async def answers_or_ended() -> bool:
        if process.returncode is not None:
            raise DidNotStart(f"{name} ended with {process.returncode}: {_last_words(log)}")
        return await answers()

    try:
        await eventually(answers_or_ended, within)
    except TimeoutError as slow:
        raise DidNotStart(f"{name} did not answer within {within:.0f} s: {_last_words(log)}") from slow


def _last_words(log: Path, lines: int = 5) -> str:
    said = log.read_text(errors="replace").strip().splitlines()
    return " / ".join(said[-lines:]) or "it wrote nothing"


async def stop(process: asyncio.subprocess.Process) -> None:
    """End the program and every child it started: politely, then for good."""
    if process.returncode is None:
        _signal(process.pid, signal.SIGTERM)
        try:
            await asyncio.wait_for(process.wait(), GRACE_SECONDS)
        except TimeoutError:
            _signal(process.pid, signal.SIGKILL)
            await process.wait()
    # A child may outlive its parent; the group is ours alone, so whatever is left in it goes too.
    _signal(process.pid, signal.SIGKILL)


def _signal(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)
