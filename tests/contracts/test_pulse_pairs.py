"""Where the house gathers evidence, a closing pools pairs of answers of nobody in particular; else it keeps none."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from bot.commands.pulse import app, told
from facilitation.pulse.rotation import form_for
from storage.engine import Store
from storage.pulse import read_wave
from storage.pulse_pairs import load_all_pairs
from tests.contracts.pulse_world import MONDAY, World, people, world

KEY = b"kept outside every database"
MEMBERS = people(12)


async def answered(house: World) -> str:
    await house.community(MEMBERS)
    wave = await house.sends(measures=("PS",))
    for at, person in enumerate(MEMBERS):
        await house.answers(person, wave, *(("Agree", "Disagree") if at % 2 else ("In between", "Agree")))
    await house.at(MONDAY + timedelta(days=12))
    return wave


@pytest.mark.asyncio
async def test_pairs_are_pooled_sealed_and_without_anybody_in_them(any_database: str) -> None:
    async with world(any_database, house_key=KEY, pairs=True) as house:
        await answered(house)
        (row,) = await house.rows("pulse_pairs")
        (figure,) = await house.rows("pulse_figures")
        async with house.store.reading() as connection:
            pooled = await load_all_pairs(connection)
        (wave,) = await house.rows("pulse_waves")
    forms = [form_for(read_wave(wave), person) for person in MEMBERS]
    assert all(len(set(form)) == 2 and {item[:2] for item in form} == {"PS"} for form in forms)
    assert {key: len(pairs) for key, pairs in pooled.items()} == {"PS": 12}
    assert list(pooled["PS"]) == sorted(pooled["PS"])
    assert sum(figure.counts) == 12, "a second statement does not count twice"
    assert b"PS1" not in row.sealed and len(row.sealed) == 16_384 + 16
    assert told(pooled["PS"]).startswith("12 of 150 pairs")


@pytest.mark.asyncio
async def test_nothing_is_pooled_and_nobody_asked_more_where_no_evidence_is_gathered(sqlite_url: str) -> None:
    async with world(sqlite_url, house_key=KEY) as house:
        await house.community(MEMBERS)
        wave = await house.sends(measures=("PS",))
        for person in MEMBERS:
            await house.answers(person, wave, "Agree")
        await house.at(MONDAY + timedelta(days=12))
        assert not await house.rows("pulse_pairs")


def test_the_command_refuses_to_compute_from_too_little_and_says_so(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asyncio.run(made(sqlite_url))
    monkeypatch.setenv("EVENER_DATABASE_URL", sqlite_url)
    ran = CliRunner().invoke(app, ["reliability"])
    assert ran.exit_code == 0, ran.output
    assert ran.output.count("0 of 150 pairs of answers; below that nothing is computed.") == 9
    assert "Test-retest is not computed" in ran.output


async def made(url: str) -> None:
    store = Store(url)
    await store.create_all()
    await store.close()
