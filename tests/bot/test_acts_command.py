"""``evener acts`` answers line by line and names the line it cannot read."""

import json

import pytest
import typer
from typer.testing import CliRunner

from bot.commands.acts import BadLine, acts, answers
from facilitation.acts import LIKELY

cli = typer.Typer()
cli.command()(acts)


def test_each_line_gets_an_act_and_a_probability(tmp_path):
    file = tmp_path / "talk.jsonl"
    file.write_text('{"text": "You should quit now."}\n\n{"text": "Mm-hmm."}\n{"text": ""}\n')
    first, second, empty = (json.loads(line) for line in answers(file))
    assert first["act"] == "advise" and first["advice"] > LIKELY
    assert second["advice"] < 0.05 and empty["advice"] == 0


@pytest.mark.parametrize("line", ["nonsense", "[]", '{"words": "x"}', '{"text": 3}'])
def test_a_line_it_cannot_read_is_named(tmp_path, line):
    file = tmp_path / "talk.jsonl"
    file.write_text('{"text": "ok"}\n' + line + "\n")
    with pytest.raises(BadLine, match=r"talk\.jsonl:2"):
        list(answers(file))


def test_the_command_prints_json_and_fails_kindly(tmp_path):
    file = tmp_path / "talk.jsonl"
    file.write_text('{"text": "What happened?"}\noops\n')
    ran = CliRunner().invoke(cli, [str(file)])
    assert json.loads(ran.stdout.splitlines()[0])["act"] == "ask open"
    assert ran.exit_code == 2 and "talk.jsonl:2" in ran.output
