"""The list of who is kept where says what is wrong with it, and never moves anybody by itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings import Settings, WrongSettings, read_settings
from bot.tenants import HOME, Tenants, every_settings, settings_at, tenants

KEY = Fernet.generate_key().decode()


def listed(folder: Path, text: str, key: str = KEY) -> Settings:
    file = folder / "tenants.toml"
    file.write_text(text)
    return read_settings(
        EVENER_DATABASE_URL="sqlite:////home.db", EVENER_TENANTS=str(file), EVENER_SECRET_KEY=key
    )


SOUTH = '[databases]\nsouth = "postgresql://u:very-secret@h/south"\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("databases = [", "cannot be read"),
        ('[databases]\nsouth = "mysql://very-secret@h/x"', "postgresql://"),
        ('[databases]\nsouth = "sqlite:////home.db"', "same database"),
        ('[databases]\nhome = "sqlite:////other.db"', "another name"),
        (SOUTH + '[workspaces]\n"slack:T1" = "west"', "no database west"),
        (SOUTH + '[workspaces]\n"T1" = "south"', "workspaces.T1"),
        ('others = ["west"]\n' + SOUTH, "no database west"),
        ("more = 1\n" + SOUTH, "more"),
    ],
)
def test_what_cannot_be_used_is_named_without_a_secret(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(WrongSettings) as wrong:
        tenants(listed(tmp_path, text))
    assert "EVENER_TENANTS" in str(wrong.value) and told in str(wrong.value)
    assert "very-secret" not in str(wrong.value)


def test_a_list_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="cannot be read"):
        tenants(read_settings(EVENER_TENANTS=str(tmp_path / "none"), EVENER_SECRET_KEY=KEY))


def test_several_databases_share_a_key_that_is_set(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="EVENER_SECRET_KEY"):
        tenants(listed(tmp_path, SOUTH, key=""))


def test_whoever_is_not_listed_is_at_home_and_a_tenants_chats_are_with_the_tenant(tmp_path: Path) -> None:
    known = tenants(listed(tmp_path, SOUTH + '[workspaces]\n"teams:t1" = "south"'))
    assert (known.of("slack:T9"), known.of("teams:t1"), known.of("teams-chat:t1/abc")) == (
        HOME,
        "south",
        "south",
    )


def test_a_command_needs_to_know_whose_database_is_meant(tmp_path: Path) -> None:
    settings = listed(tmp_path, SOUTH + '[workspaces]\n"slack:T1" = "south"')
    assert settings_at(settings, "slack:T1").database_url.endswith("/south")
    assert list(every_settings(settings)) == [HOME, "south"]
    with pytest.raises(WrongSettings, match="--workspace"):
        settings_at(settings, "")
    alone = read_settings(EVENER_DATABASE_URL="sqlite:////home.db")
    assert settings_at(alone, "") == alone


def test_others_are_spread_evenly_and_one_database_more_takes_its_share_and_moves_nobody_else() -> None:
    everybody = [f"slack:T{number:05}" for number in range(3000)]
    two, three = [Tenants(dict.fromkeys("abc", ""), {}, names) for names in (("a", "b"), ("a", "b", "c"))]
    before, after = [[known.of(one) for one in everybody] for known in (two, three)]
    assert all(900 < many < 1100 for many in Counter(after).values())
    assert {now for was, now in zip(before, after, strict=True) if was != now} == {"c"}
