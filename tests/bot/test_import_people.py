"""What the organisation knows of its people comes in from a file: checked whole, named by line, and the same twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.commands.import_people import Unreadable, bring_in
from facilitation.linking import MailSeen, digest_of
from facilitation.people import ProfileLearnt
from facilitation.words import Profile
from storage.engine import Store, all_writes, execute
from storage.organisation import circles_of, organisation
from storage.periphery import load_record
from tests.contracts.test_membership import ANA, BEN, CARO
from tests.contracts.test_nudges import rows
from tests.harness.house import TEAM, Lived, lived_in, words_of

FILE = """email,id,department,manager,site,languages,start_date
ana@acme.example,,Data,,Lyon,"fr,en",2019-05-01
,U2,Data,ana@acme.example,Lyon,,
,U3,Sales,U1,Turin,it,2025-01-15
"""


async def people_there(lived: Lived) -> None:
    known = [ProfileLearnt(one, Profile(name=f"Somebody {one[-1]}")) for one in (ANA, BEN, CARO)]
    mail = MailSeen(ANA, digest_of("Ana@acme.example"))
    async with lived.house.store.writing() as connection:
        await execute(connection, [all_writes((*known, mail), TEAM, lived.clock.now())])


def written(folder: Path, text: str = FILE) -> Path:
    file = folder / "people.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.asyncio
async def test_a_dry_run_tells_every_difference_and_keeps_nothing(any_database: str, tmp_path: Path) -> None:
    async with lived_in(any_database) as lived:
        await people_there(lived)
        found = await bring_in(lived.house.store, written(tmp_path), TEAM, True)
        assert (found.rows, found.changed) == (3, 3)
        assert (
            found.changes[1]
            == f"line 3: {BEN}: department: none → Data, site: none → Lyon, manager: none → {ANA}"
        )
        assert await rows(lived, organisation) == []


@pytest.mark.asyncio
async def test_the_second_run_of_the_same_file_changes_nothing(any_database: str, tmp_path: Path) -> None:
    async with lived_in(any_database) as lived:
        await people_there(lived)
        file = written(tmp_path)
        assert (await bring_in(lived.house.store, file, TEAM, False)).changed == 3
        again = await bring_in(lived.house.store, file, TEAM, False)
        assert (again.rows, again.changed, again.changes) == (3, 0, [])
        circles = (await by_person(lived.house.store))[ANA]
        assert circles[0] == {"department": "Data", "site": "Lyon"} and str(circles[1]) == "2019-05-01"


async def by_person(store: Store) -> dict[str, tuple[object, object]]:
    async with store.reading() as connection:
        return dict(await circles_of(connection, TEAM))


@pytest.mark.asyncio
async def test_every_bad_line_is_named_and_then_nothing_is_kept(sqlite_url: str, tmp_path: Path) -> None:
    bad = "id,site,start_date,languages\nU1,Lyon,1 May,fr\nU77,Lyon,,\nU2,,,\nU2,,,\n,Lyon,,\nU3,x,,n o\nU3\n"
    async with lived_in(sqlite_url) as lived:
        await people_there(lived)
        with pytest.raises(Unreadable) as told:
            await bring_in(lived.house.store, written(tmp_path, bad), TEAM, False)
        lines = str(told.value).splitlines()
        assert {one.partition(":")[0] for one in lines[:-1]} == {f"line {n}" for n in (2, 3, 5, 6, 7, 8)}
        assert "'1 May' is not a day as in 2024-03-01" in str(told.value)
        assert await rows(lived, organisation) == []


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"id,shoe_size\nU1,43\n", "not known: 'shoe_size'"),
        (b"department\nData\n", "email or id among them"),
        (b"id,site\nU1,Lyon\xff\n", "not UTF-8"),
        (b"", "the first line should name"),
        (b'id,site\nU1,"Lyon\n', "line 3: has not as many fields|cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_so(
    sqlite_url: str, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(content)
    asyncio.run(made(sqlite_url))
    result = CliRunner().invoke(
        app, ["import", "people", str(file), "--workspace", TEAM], env={"EVENER_DATABASE_URL": sqlite_url}
    )
    assert result.exit_code == 1 and any(one in result.output for one in why.split("|"))


async def made(url: str) -> None:
    async with lived_in(url) as lived:
        await people_there(lived)


@pytest.mark.asyncio
async def test_it_is_shown_to_the_person_used_for_fairness_and_erased_with_them(
    any_database: str, tmp_path: Path
) -> None:
    async with lived_in(any_database) as lived:
        await people_there(lived)
        await bring_in(lived.house.store, written(tmp_path), TEAM, False)
        assert "where your organisation says you work" in words_of(await lived.types(CARO, "mydata"))
        await lived.presses(ANA, "mydata.erase", "leave")
        await lived.house.housekeeping.erase()
        left = {row.person_id: row.manager_id for row in await rows(lived, organisation)}
        assert left == {BEN: None, CARO: None}
        async with lived.house.store.reading() as connection:
            assert (await load_record(connection, TEAM)).people == ()
