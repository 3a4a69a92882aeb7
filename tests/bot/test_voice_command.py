"""``evener voice`` lists everything that can be said, and fails when a sentence breaks a check."""

import typer
from typer.testing import CliRunner

from bot.commands.voice import voice
from facilitation.voice.catalogue import CATALOGUE, sentence
from facilitation.words import Act

cli = typer.Typer()
cli.command()(voice)


def test_every_sentence_is_listed_with_act_length_and_grade():
    ran = CliRunner().invoke(cli, ["voice.safe", "--plain"])
    key, act, length, reading, text = ran.stdout.splitlines()[0].split("\t")
    assert (key, act, int(length)) == ("voice.safe", "hand back", len(text))
    assert float(reading) < 8 and ran.exit_code == 0


def test_a_harmful_sentence_makes_it_fail():
    sentence("planted.harm", Act.LOGISTICS, "You should leave.")
    try:
        ran = CliRunner().invoke(cli, ["planted"])
        assert ran.exit_code == 1 and "no_advice" in ran.output
    finally:
        del CATALOGUE["planted.harm"]
