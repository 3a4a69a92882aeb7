"""An admin gives a person their file, sees what erasing would do, and does it only when told so."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from facilitation.words import Profile
from storage.people import people
from tests.contracts.test_membership import BEN, CARO
from tests.contracts.test_nudges import rows
from tests.contracts.test_story import shown
from tests.harness.house import lived_in


@pytest.fixture
def lived_database(sqlite_url: str) -> str:
    """A database in which a story was told."""

    async def live() -> None:
        async with lived_in(sqlite_url) as lived:
            lived.paper.profiles = {CARO: Profile(name="Caro Lind")}
            await shown(lived)

    asyncio.run(live())
    return sqlite_url


def evener(url: str, *words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["person", *words], env={"EVENER_DATABASE_URL": url})
    return result.exit_code, result.output


def test_the_file_is_written_and_a_dry_run_erases_nothing(lived_database: str, tmp_path: Path) -> None:
    out = tmp_path / "caro.json"
    assert evener(lived_database, "export", CARO, "--out", str(out)) == (0, f"Written to {out}.\n")
    kept = json.loads(out.read_text())
    assert kept["person"] == [CARO] and {"stories", "letters", "you"} <= kept["kept"].keys()
    status, told = evener(lived_database, "erase", CARO)
    assert status == 0 and "Dry run" in told and "stories: " in told
    assert evener(lived_database, "export", CARO)[1] == out.read_text() + "\n"


def test_with_yes_the_person_is_gone_and_others_are_not(lived_database: str) -> None:
    status, told = evener(lived_database, "erase", CARO, "--yes", "--take-back")
    assert (status, "is erased" in told) == (0, True)
    assert "never heard of" in evener(lived_database, "export", CARO)[1]
    assert evener(lived_database, "export", BEN)[0] == 0

    async def left() -> list[str]:
        async with lived_in(lived_database) as lived:
            return sorted(row.person_id for row in await rows(lived, people))

    assert CARO not in asyncio.run(left())


def test_an_id_without_its_platform_is_named_with_what_is_right(lived_database: str) -> None:
    status, told = evener(lived_database, "export", "U3")
    assert status == 1 and "slack:U3" in told
