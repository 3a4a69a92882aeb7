"""``evener --help`` reads no command in; what it says of each is what the command's own file says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot import commands
from bot.cli import app
from bot.commands import COMMANDS, Waiting


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_file_says(name: str) -> None:
    itself = Waiting(name, COMMANDS[name]).read_in()
    first = (itself.help or "").strip().split("\n\n")[0]
    assert " ".join(first.split()) == COMMANDS[name].help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_list_shows_its_own_help(name: str) -> None:
    result = CliRunner().invoke(app, [name, "--help"])
    assert result.exit_code == 0
    assert f"evener {name}" in result.output
    assert "completion" not in result.output


def test_every_file_with_commands_is_in_the_list() -> None:
    shared = {"__init__", "running"}
    there = {file.stem for file in Path(commands.__file__).parent.glob("*.py")} - shared
    assert there - {told.file for told in COMMANDS.values()} == set()


def test_a_mistyped_command_is_answered_with_its_neighbour() -> None:
    result = CliRunner().invoke(app, ["srve"])
    assert result.exit_code == 2
    assert "serve" in result.output


def test_the_list_is_shown_without_any_of_the_libraries_the_bot_needs() -> None:
    asked = "import sys; from bot.cli import app; app(['--help'], standalone_mode=False); print(*sys.modules)"
    shown = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout
    assert "webhook" in shown
    assert not {"sqlalchemy", "aiohttp", "slack_bolt", "pydantic", "numpy"} & set(shown.split())
