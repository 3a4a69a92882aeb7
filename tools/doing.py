"""One step at a time: said when it starts, timed when it ends, skipped when it was done, explained when it fails."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path


class CannotGoOn(Exception):
    """A step failed. The message is one sentence that says what is missing and what would help."""


def say(words: str) -> None:
    """One line of progress, at once, also when the output is a file."""
    print(f"evener: {words}", file=sys.stderr, flush=True)


def fingerprint(*parts: str | Path) -> str:
    """A short digest of words and of the contents of files: when it changes, the step is done again."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else part.encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def once(stamp: Path, mark: str, what: str, do: Callable[[], None]) -> bool:
    """Do a step unless ``stamp`` says it was done with the same ``mark``. True: it was done now."""
    if stamp.is_file() and stamp.read_text() == mark:
        return False
    say(f"{what} …")
    began = time.monotonic()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.unlink(missing_ok=True)
    do()
    stamp.write_text(mark)
    say(f"{what}: done in {time.monotonic() - began:.1f} s")
    return True


def run(
    command: Sequence[str | Path],
    sorry: str,
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a program and let it talk to the terminal; ``sorry`` is what to say when it fails."""
    try:
        done = subprocess.run(
            [str(word) for word in command], cwd=cwd, env=env, stdout=sys.stderr, check=False
        )
    except OSError as error:
        raise CannotGoOn(f"{sorry} ({error})") from error
    if done.returncode:
        raise CannotGoOn(
            f"{sorry} ({Path(str(command[0])).name} ended with {done.returncode}; its own words are above)"
        )
