"""What an admin types answers in sentences: what is well, what is not, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from typer.testing import CliRunner

from bot.cli import app

VARIABLES = ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_API_URL", "TEAMS_APP_ID")


def run(folder: Path, *words: str, **env: str) -> tuple[int, str]:
    """One command with nothing set but what is given, on a database of its own."""
    nothing: dict[str, str | None] = dict.fromkeys(VARIABLES)
    there = {"EVENER_DATABASE_URL": f"sqlite:///{folder / 'deep' / 'evener.db'}"}
    result = CliRunner().invoke(app, words, env=nothing | there | env)
    return result.exit_code, result.output


def test_serve_without_a_platform_says_what_to_set(tmp_path: Path) -> None:
    code, said = run(tmp_path, "serve")
    assert code == 2
    assert "SLACK_BOT_TOKEN" in said


def test_serve_help_lists_every_setting(tmp_path: Path) -> None:
    code, said = run(tmp_path, "serve", "--help")
    assert code == 0
    for variable in ("SLACK_APP_TOKEN", "EVENER_DATABASE_URL", "EVENER_PORT", "EVENER_KEEP_LETTERS_DAYS"):
        assert variable in said


def test_migrate_makes_the_folder_and_the_database_and_doctor_finds_it_well(tmp_path: Path) -> None:
    assert run(tmp_path, "doctor")[0] == 1
    code, said = run(tmp_path, "migrate")
    assert code == 0
    assert "The database is at" in said
    code, said = run(tmp_path, "doctor")
    assert "well   database" in said
    assert "well   clock" in said
    assert "to do  a platform is set" in said
    assert code == 1


def test_doctor_says_when_slack_cannot_be_reached_and_shows_no_token(tmp_path: Path) -> None:
    secret = {"SLACK_BOT_TOKEN": "xoxb-very-secret", "SLACK_APP_TOKEN": "xapp-very-secret"}
    code, said = run(tmp_path, "doctor", SLACK_API_URL="http://127.0.0.1:9/api/", **secret)
    assert code == 1
    assert "very-secret" not in said
    assert "to do" in said


def test_a_database_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    where = {"EVENER_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}
    assert "EVENER_SECRET_KEY" in run(tmp_path, "doctor", **where)[1]
    code, said = run(tmp_path, "doctor", EVENER_SECRET_KEY=Fernet.generate_key().decode(), **where)
    assert code == 1
    assert "It does not answer" in said


@pytest.mark.parametrize("word", ["serve", "migrate", "audit"])
def test_which_database_does_not_answer_is_said_without_its_password(tmp_path: Path, word: str) -> None:
    settings = {
        "EVENER_DATABASE_URL": "postgresql://nobody:very-secret@127.0.0.1:9/none",
        "EVENER_SECRET_KEY": Fernet.generate_key().decode(),
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_SIGNING_SECRET": "x",
    }
    code, said = run(tmp_path, word, **settings)
    assert code == 1  # whoever starts us tries again
    assert "127.0.0.1:9/none does not answer" in said
    assert "very-secret" not in said


def test_a_file_that_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear diary, " * 100)
    code, said = run(tmp_path, "migrate", EVENER_DATABASE_URL=f"sqlite:///{tmp_path / 'letter.db'}")
    assert code == 1
    assert "letter.db does not answer: file is not a database" in said


def test_a_setting_that_can_never_be_right_is_not_worth_another_try(tmp_path: Path) -> None:
    settings = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "x"}
    code, said = run(
        tmp_path, "serve", EVENER_DATABASE_URL="postgresql://nobody@127.0.0.1:9/none", **settings
    )
    assert (code, "EVENER_SECRET_KEY" in said) == (2, True)


def test_a_wrong_setting_ends_with_its_name(tmp_path: Path) -> None:
    code, said = run(tmp_path, "migrate", EVENER_PORT="x")
    assert code == 2
    assert "EVENER_PORT" in said


@pytest.mark.parametrize("word", ["key", "voice"])
def test_small_commands_answer(tmp_path: Path, word: str) -> None:
    assert run(tmp_path, word)[0] == 0


def test_teams_without_a_tenant_or_a_secret_is_said_by_its_variable(tmp_path: Path) -> None:
    code, said = run(tmp_path, "doctor", TEAMS_APP_ID="11111111-2222-3333-4444-555555555555")
    assert code == 2
    assert "TEAMS_TENANT_ID" in said


def test_with_both_platforms_set_both_are_examined(tmp_path: Path) -> None:
    teams = {
        "TEAMS_APP_ID": "11111111-2222-3333-4444-555555555555",
        "TEAMS_TENANT_ID": "t",
        "TEAMS_APP_PASSWORD": "p",
    }
    slack = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "SLACK_APP_TOKEN": "xapp-1",
        "SLACK_API_URL": "http://127.0.0.1:9/api/",
    }
    code, said = run(tmp_path, "doctor", **teams, **slack)
    assert code == 1
    assert "Slack" in said and "Teams" in said
