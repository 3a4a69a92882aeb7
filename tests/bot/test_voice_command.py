"""``evener voice`` lists everything that can be said, and fails when a sentence breaks a check."""

import typer
from typer.testing import CliRunner

from bot.commands.voice import UNTRANSLATED, voice
from facilitation.voice.catalogue import CATALOGUE, sentence
from facilitation.words import Act

cli = typer.Typer()
cli.command()(voice)


def test_every_sentence_is_listed_with_act_length_and_grade():
    ran = CliRunner().invoke(cli, ["voice.safe", "--plain"])
    key, act, length, reading, text = ran.stdout.splitlines()[0].split("\t")
    assert (key, act, int(length)) == ("voice.safe", "hand back", len(text))
    assert float(reading) < 8 and ran.exit_code == 0


def test_a_language_is_listed_with_what_it_lacks():
    ran = CliRunner().invoke(cli, ["settings.day", "--plain", "--language", "de"])
    assert ran.stdout.splitlines()[0].split("\t") == ["settings.day.0", "label", "6", "", "Montag"]
    sentence("planted.new", Act.INFORM, "Something was added.")
    try:
        ran = CliRunner().invoke(cli, ["planted", "--plain", "--language", "fr"])
        assert ran.stdout.split("\t") == [
            "planted.new",
            "inform about the bot",
            "0",
            UNTRANSLATED,
            "Something was added.\n",
        ]
    finally:
        del CATALOGUE["planted.new"]


def test_an_unknown_language_is_named_with_those_there_are():
    ran = CliRunner().invoke(cli, ["--language", "nl"])
    assert ran.exit_code == 2 and "en, de, fr" in ran.output


def test_a_harmful_sentence_makes_it_fail():
    sentence("planted.harm", Act.LOGISTICS, "You should leave.")
    try:
        ran = CliRunner().invoke(cli, ["planted"])
        assert ran.exit_code == 1 and "no_advice" in ran.output
    finally:
        del CATALOGUE["planted.harm"]
