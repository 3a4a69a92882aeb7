"""The steps that bring a fresh clone to life: uv, the virtual environment, the local clients, the schemas."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

from tools import places
from tools.doing import CannotGoOn, fingerprint, once, run, say

UV_VERSION = "0.13.9"
LOCAL_SLACK_VERSION = "0.1.8"
PLAYGROUND_VERSION = "0.2.28"
NETWORK = "Is the network up, and can this machine reach the {} registry?"


def python() -> None:
    """uv in .tools/uv, and .venv with everything of requirements.lock and this checkout, editable."""
    _uv()
    mark = fingerprint(places.LOCK, places.ROOT / "pyproject.toml", sys.version, str(places.ROOT), "1")
    once(places.VENV / "ready", mark, "installing the Python packages of requirements.lock into .venv", _venv)


def _uv() -> None:
    once(
        places.UV_HOME / "ready",
        fingerprint(UV_VERSION, sys.version),
        "fetching uv into .tools/uv",
        _fetch_uv,
    )


def _fetch_uv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotGoOn(
            f"{sys.executable} has no ensurepip. Install it (on Debian: apt-get install python3-venv)."
        )
    run(
        [sys.executable, "-m", "venv", "--clear", places.UV_HOME],
        f"{sys.executable} could not make a virtual environment.",
    )
    pip = [places.UV_HOME / places.SCRIPTS / f"python{places.EXE}", "-m", "pip", "install", "--quiet"]
    run(
        [*pip, "--disable-pip-version-check", f"uv=={UV_VERSION}"],
        "uv could not be installed. " + NETWORK.format("PyPI"),
    )


def _venv() -> None:
    sorry = "The Python packages could not be installed. " + NETWORK.format("PyPI")
    if not _same_python():
        run([places.UV, "venv", "--quiet", "--clear", "--python", sys.executable, places.VENV], sorry)
    run(
        [places.UV, "pip", "install", "--python", places.PYTHON, "-r", places.LOCK, "-e", places.ROOT],
        sorry,
        cwd=places.ROOT,
    )


def _same_python() -> bool:
    """Whether .venv stands already on the Python that runs this."""
    config = places.VENV / "pyvenv.cfg"
    version = ".".join(str(part) for part in sys.version_info[:3])
    return places.PYTHON.exists() and config.is_file() and f" {version}" in config.read_text()


def local_slack() -> None:
    """The local Slack client from npm, one program of about 95 MB."""
    package = f"{places.local_slack_package()}@{LOCAL_SLACK_VERSION}"
    sorry = (
        f"npm has no {package} for this machine, or cannot be reached. Linux, macOS and Windows on x64, and arm64 on "
        "the first two, are the kinds it is made for."
    )

    def fetch() -> None:
        _npm_one(places.LOCAL_SLACK_HOME, package, sorry)
        places.local_slack().chmod(0o755)

    once(
        places.LOCAL_SLACK_HOME / "ready",
        fingerprint(package),
        f"fetching the local Slack client ({package}, MIT)",
        fetch,
    )


def playground() -> None:
    """The Microsoft 365 Agents Playground, named with its licence before it is fetched."""
    stamp, mark = places.PLAYGROUND_HOME / "ready", fingerprint(PLAYGROUND_VERSION)
    if not stamp.is_file():
        say(
            "the local Teams client is Microsoft's 365 Agents Playground. Its licence (Microsoft Pre-Release Software "
            "License Terms) allows installing it to evaluate it; it is not part of Evener, and is fetched into .tools only."
        )
    package = f"@microsoft/m365agentsplayground@{PLAYGROUND_VERSION}"
    sorry = f"{package} could not be installed. " + NETWORK.format("npm")
    once(stamp, mark, f"fetching {package}", lambda: _npm_one(places.PLAYGROUND_HOME, package, sorry))


def schemas() -> None:
    """What messages and manifests are held against: @slack/types as JSON Schema, Adaptive Cards, Teams manifests."""
    source = places.ROOT / "tools" / "node"
    mark = fingerprint(source / "package-lock.json")
    once(
        places.NODE_MODULES.parent / "ready",
        mark,
        "installing the validators of tools/node into .tools/node",
        _validators,
    )
    generator = Path(__file__).with_name("slack_schema.py")
    once(
        places.SLACK_SCHEMA.with_name("ready"),
        fingerprint(source / "package-lock.json", generator),
        "making JSON Schema from @slack/types",
        lambda: run(
            [places.PYTHON, "-m", "tools.slack_schema"], "The schemas could not be made.", cwd=places.ROOT
        ),
    )


def _validators() -> None:
    home = places.NODE_MODULES.parent
    home.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(places.ROOT / "tools" / "node" / name, home / name)
    _npm(["ci"], home, "The validators could not be installed. " + NETWORK.format("npm"))


def _npm_one(home: Path, package: str, sorry: str) -> None:
    """One package without dependencies in a folder of its own."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "package.json").write_text('{"private": true}\n')
    _npm(["install", "--no-package-lock", "--no-save", package], home, sorry)


def _npm(words: list[str], home: Path, sorry: str) -> None:
    env = {**os.environ, "PATH": f"{places.node().parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    run([places.node(), places.npm(), *words, *quiet], sorry, cwd=home, env=env)
