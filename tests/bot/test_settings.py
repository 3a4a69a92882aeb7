"""A wrong setting is named with what would be right, and no secret is ever repeated."""

from __future__ import annotations

import pytest

from bot.settings import WrongSettings, described, read_settings


@pytest.mark.parametrize(
    ("variable", "value", "right"),
    [
        ("SLACK_BOT_TOKEN", "abc-very-secret", "xoxb-"),
        ("SLACK_APP_TOKEN", "xoxb-very-secret", "xapp-"),
        ("EVENER_PORT", "99999", "65535"),
        ("EVENER_PORT", "many", "integer"),
        ("EVENER_DATABASE_URL", "mysql://very-secret@x", "postgresql://"),
        ("EVENER_LOG_LEVEL", "loud", "warning"),
        ("EVENER_KEEP_EVENTS_DAYS", "1", "30"),
    ],
)
def test_a_wrong_value_is_named_with_what_would_be_right(variable: str, value: str, right: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        read_settings(**{variable: value})
    assert variable in str(wrong.value)
    assert right in str(wrong.value)
    assert "very-secret" not in str(wrong.value)


def test_secrets_do_not_show_when_settings_are_printed() -> None:
    settings = read_settings(SLACK_BOT_TOKEN="xoxb-very-secret", EVENER_SECRET_KEY="very-secret")
    assert "very-secret" not in repr(settings)


def test_every_setting_is_described() -> None:
    rows = described()
    assert {name for name, _, _ in rows} >= {"SLACK_BOT_TOKEN", "SLACK_API_URL", "EVENER_HOST", "EVENER_PORT"}
    assert all(meaning for _, _, meaning in rows)


def test_an_empty_variable_means_the_default() -> None:
    assert read_settings(EVENER_HOST="127.0.0.1").port == 3978
