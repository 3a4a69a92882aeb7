"""An attacker with everything: the whole database, its logs and our logs, the code, and a list of everybody.

After a closing nothing that can be read there ties an answer to a person better than guessing. The same attacker, given
a copy from before the closing together with the house's own key, succeeds: so the attack is a real one.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import io
import json
import logging
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from scipy.stats import binom
from sqlalchemy import text

from bot.logs import set_up
from storage.engine import Store
from storage.pulse_scrub import scrub
from storage.pulse_seal import ROOMY, mark_of, revealed, sets_key
from storage.tables import metadata
from tests.contracts.pulse_world import MONDAY, World, button, people, world
from tests.harness.postgres import Server

pytestmark = pytest.mark.asyncio

KEY = b"kept outside every database"
SEALED = ROOMY + 16  # an envelope with its tag
LABELS = ("Strongly disagree", "Disagree", "In between", "Agree", "Strongly agree")
MEMBERS = people(16)


@dataclass
class Copy:
    """What the attacker carries away."""

    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)  # rows in physical order
    raw: bytes = b""  # every file of the database, logs included
    logs: str = ""


@dataclass
class Truth:
    """What nobody but the test knows: who answered what, in which order, and who wrote which words."""

    answers: dict[str, str] = field(default_factory=dict)  # person → value of the first measure
    words: dict[str, str] = field(default_factory=dict)


# --- a pulse that people answer ----------------------------------------------------------------------------------


async def answered_pulse(house: World) -> tuple[str, Truth]:
    """Sixteen people answer in an order of their own; a dozen write a few words."""
    await house.community(MEMBERS)
    wave = await house.sends(measures=("ID",), own="What would help?", own_kind="open")
    truth, luck = Truth(), Random("answers")
    order = list(MEMBERS)
    luck.shuffle(order)
    for person in order:
        value = luck.randint(1, 5)
        card = await house.answers(person, wave, LABELS[value - 1])
        truth.answers[person] = str(value)
        if len(truth.words) < 12:
            truth.words[person] = f"words {luck.getrandbits(40):x}"
            await house.writes(person, button(card, "Write an answer"), truth.words[person])
    return wave, truth


# --- taking everything -------------------------------------------------------------------------------------------


async def copy_everything(store: Store, folder: Path, logs: str) -> Copy:
    """All tables in the order in which their rows lie, and every byte of every file."""
    taken = Copy(logs=logs)
    lies = "ctid" if store.engine.dialect.name == "postgresql" else None
    async with store.reading() as connection:
        for table in metadata.sorted_tables:
            order = f" ORDER BY {lies}" if lies else ""
            rows = await connection.execute(text(f"SELECT * FROM {table.name}{order}"))
            taken.tables[table.name] = [dict(row._mapping) for row in rows]
        if lies:
            await connection.execute(text("CHECKPOINT"))
    taken.raw = await asyncio.to_thread(every_byte, folder)
    return taken


def every_byte(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file())


# --- the attacks: each names a value for as many people as it can ------------------------------------------------

Guess = Mapping[str, str]


def by_key(taken: Copy, house_keys: Iterable[bytes]) -> Guess:
    """Compute everybody's pseudonym from every secret found anywhere, and open what it opens, in rows or in raw bytes."""
    guessed: dict[str, str] = {}
    for secret in secrets_in(taken):
        for house in house_keys:
            key = hmac.new(house, b"evener pulse wave " + bytes.fromhex(secret), hashlib.sha512).digest()
            for person in MEMBERS:
                name = hmac.new(key, b"who " + person.encode(), hashlib.sha256).hexdigest()[:32]
                for opened in filter(None, (opening(key, name, one) for one in sheets_of(taken, name))):
                    guessed[person] = next(value for item, value in opened.items() if item != "own")
    return guessed


def sheets_of(taken: Copy, name: str) -> Iterator[bytes]:
    """Whatever could be the envelope under this pseudonym: its row, and what follows the name in raw bytes."""
    for row in taken.tables["pulse_sheets"]:
        if row["pseudonym"] == name:
            yield bytes(row["sealed"])  # type: ignore[call-overload]
    for found in re.finditer(name.encode(), taken.raw):
        for gap in range(12):
            start = found.end() + gap
            yield taken.raw[start : start + SEALED]


def secrets_in(taken: Copy) -> set[str]:
    """Whatever looks like a wave's secret, in rows or in raw bytes."""
    rows = {str(row["secret"]) for row in taken.tables["pulse_secrets"]}
    return rows | {
        found.decode() for found in re.findall(rb"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])", taken.raw)
    }


def opening(key: bytes, name: str, sealed: bytes) -> dict[str, str] | None:
    envelope = hmac.new(key, b"envelope " + name.encode(), hashlib.sha512).digest()
    try:
        found: dict[str, str] = json.loads(AESSIV(envelope).decrypt(sealed, [name.encode()]))
    except InvalidTag:
        return None
    return found


def orders_of_people(taken: Copy) -> Iterator[tuple[str, list[str]]]:
    """Every order in which people stand anywhere: rows as they lie, rows by time, names as they appear in the bytes."""
    for table, rows in taken.tables.items():
        for column in rows[0] if rows else ():
            named = [str(row[column]) for row in rows if str(row[column]) in MEMBERS]
            if len(set(named)) > 1:
                yield f"{table}.{column} as it lies", list(dict.fromkeys(named))
                for clock in (one for one in rows[0] if "at" in one.split("_") or one == "not_before"):
                    timed = sorted(
                        (str(row[clock]), str(row[column])) for row in rows if str(row[column]) in MEMBERS
                    )
                    yield f"{table}.{column} by {clock}", list(dict.fromkeys(name for _, name in timed))
    for name, told in (("bytes", taken.raw.decode("latin-1")), ("logs", taken.logs)):
        found = [one for one in re.findall(r"slack:U\d\d", told) if one in MEMBERS]
        yield name, list(dict.fromkeys(found))
        yield f"{name} backwards", list(dict.fromkeys(reversed(found)))


def orders_of_values(taken: Copy, wave: str) -> Iterator[tuple[str, list[str]]]:
    """Every order in which answers stand anywhere."""
    for row in taken.tables["pulse_figures"]:
        if row["wave_id"] == wave:
            counts = row["counts"] if isinstance(row["counts"], list) else json.loads(str(row["counts"]))
            spelled = [str(at + 1) for at, count in enumerate(counts) for _ in range(count)]
            yield "counts upward", spelled
            yield "counts downward", spelled[::-1]
    marked = sorted(str(row["mark"]) for row in taken.tables["pulse_cohorts"])
    yield "marks", [mark[-1] for mark in marked]


def orders_of_words(taken: Copy) -> Iterator[tuple[str, list[str]]]:
    rows = [str(row["words"]) for row in taken.tables["pulse_comments"]]
    yield "words as they lie", rows
    yield (
        "words by id",
        [
            str(row["words"])
            for row in sorted(taken.tables["pulse_comments"], key=lambda r: str(r["comment_id"]))
        ],
    )
    yield "words by alphabet", sorted(rows)
    found = re.findall(rb"words [0-9a-f]+", taken.raw)
    yield "words in the bytes", list(dict.fromkeys(one.decode() for one in found))


def aligned(persons: Sequence[str], values: Sequence[str]) -> Iterator[Guess]:
    """The first person said the first value; or one later, or one earlier, or the other way round."""
    for shift in (-1, 0, 1):
        yield dict(zip(persons[max(shift, 0) :], values[max(-shift, 0) :], strict=False))
    yield dict(zip(persons, reversed(values), strict=False))


def correct(guess: Guess, truth: Mapping[str, str]) -> int:
    return sum(truth.get(person) == value for person, value in guess.items())


def best_by_chance(tries: int, people_guessed: int, chance: float) -> int:
    """As many right as the luckiest of so many blind guessers has, but for one case in ten thousand."""
    return int(binom.ppf(1 - 1e-4 / max(tries, 1), people_guessed, chance))


# --- the tests ---------------------------------------------------------------------------------------------------


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Path]:
    """(address, the folder that holds the database's files, logs and all)."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_url"), tmp_path
    server: Server = request.getfixturevalue("postgres")
    return request.getfixturevalue("postgres_url"), server.sockets / "data"


async def test_after_closing_no_key_no_order_no_time_and_no_place_in_a_page_tells_who_said_what(
    place: tuple[str, Path],
) -> None:
    url, folder = place
    lines = io.StringIO()
    set_up("debug", lines)
    async with world(url, house_key=KEY) as house:
        wave, truth = await answered_pulse(house)
        await house.at(MONDAY.replace(day=14))
        assert await scrub(house.store)
        taken = await copy_everything(house.store, folder, lines.getvalue())
    logging.getLogger().handlers.clear()
    assert taken.tables["pulse_figures"] and len(taken.tables["pulse_comments"]) == 12
    assert not taken.tables["pulse_sheets"] and not taken.tables["pulse_secrets"]
    assert by_key(taken, [b"", b"a wrong key"]) == {}
    if url.startswith(
        "sqlite"
    ):  # PostgreSQL's own log keeps old pages until they are recycled: docs/privacy.md
        assert by_key(taken, [KEY]) == {}, "even the house's key opens nothing any more"
    people_orders = [order for _, order in orders_of_people(taken)]
    mark(people_orders, [values for _, values in orders_of_values(taken, wave)], truth.answers)
    mark(people_orders, [values for _, values in orders_of_words(taken)], truth.words)


def mark(people_orders: list[list[str]], value_orders: list[list[str]], truth: Mapping[str, str]) -> None:
    """Try every order of people against every order of answers; the best is no better than the luckiest blind guess."""
    guesses = [guess for one in people_orders for other in value_orders for guess in aligned(one, other)]
    common = max(list(truth.values()).count(value) for value in truth.values())
    allowed = best_by_chance(len(guesses), len(truth), common / len(truth))
    best = max(correct(guess, truth) for guess in guesses)
    print(f"{len(guesses)} ways, best {best} of {len(truth)}, chance allows {allowed}")
    assert best <= allowed


async def test_a_copy_from_before_the_closing_opens_with_the_house_key_and_not_without(
    place: tuple[str, Path],
) -> None:
    url, folder = place
    async with world(url, house_key=KEY) as house:
        _, truth = await answered_pulse(house)
        taken = await copy_everything(house.store, folder, "")
    assert by_key(taken, [b"", b"a wrong key"]) == {}
    assert by_key(taken, [KEY]) == truth.answers


async def test_the_attack_by_order_succeeds_where_rows_lie_in_the_order_of_answers() -> None:
    truth = {person: str(at % 5 + 1) for at, person in enumerate(MEMBERS)}
    naive = Copy(tables={"answers": [{"person": person, "value": value} for person, value in truth.items()]})
    orders = [order for _, order in orders_of_people(naive) if order]
    best = max(correct(g, truth) for one in orders for g in aligned(one, list(truth.values())))
    assert best == len(truth)


async def test_nothing_of_a_closed_sheet_is_left_in_the_files_of_sqlite(
    sqlite_url: str, tmp_path: Path
) -> None:
    async with world(sqlite_url, house_key=KEY) as house:
        await answered_pulse(house)
        before = await copy_everything(house.store, tmp_path, "")
        await house.at(MONDAY.replace(day=14))
        await scrub(house.store)
        after = await copy_everything(house.store, tmp_path, "")
    secret = str(before.tables["pulse_secrets"][0]["secret"]).encode()
    assert secret in before.raw and secret not in after.raw
    for row in before.tables["pulse_sheets"]:
        assert str(row["pseudonym"]).encode() not in after.raw
        assert bytes(row["sealed"]) not in after.raw  # type: ignore[arg-type]


async def test_the_letters_with_results_are_the_same_for_everybody_and_hold_no_answer(
    any_database: str,
) -> None:
    async with world(any_database) as house:
        await answered_pulse(house)
        await house.at(MONDAY.replace(day=14))
        letters = await house.letters("pulse.results")
    assert len({repr(one.message) for one in letters if one.once.startswith("pulse.results:")}) == 1


async def test_the_ledger_names_nobody_who_answered(any_database: str) -> None:
    async with world(any_database) as house:
        await answered_pulse(house)
        await house.at(MONDAY.replace(day=14))
        async with house.store.reading() as connection:
            rows = (await connection.execute(text("SELECT kind, person_id, about FROM ledger"))).all()
    named = {row.kind for row in rows if row.person_id and row.kind.startswith("pulse.")}
    assert named <= {"pulse.sent"}


# --- who answered at all -----------------------------------------------------------------------------------------


def traces(taken: Copy) -> dict[str, dict[str, list[str]]]:
    """table → person → everything that stands about them there, but for what is theirs alone (ids, hours, names)."""
    told: dict[str, dict[str, list[str]]] = {}
    for table, rows in taken.tables.items():
        for row in rows:
            for person in (one for one in MEMBERS if one in repr(row)):
                mine = {key: value for key, value in row.items() if key not in RANDOM}
                told.setdefault(table, {}).setdefault(person, []).append(repr(mine).replace(person, "them"))
    return {table: {one: sorted(rows) for one, rows in people.items()} for table, people in told.items()}


RANDOM = {"letter_id", "mark", "entry_id", "delivered"}  # drawn anew each time; where a card lies


def unlink_all(folder: Path) -> None:
    for one in folder.glob("evener.db*"):
        one.unlink()


async def empty(url: str, folder: Path) -> None:
    """Nothing was ever here."""
    if url.startswith("sqlite"):
        return await asyncio.to_thread(unlink_all, folder)
    store = Store(url)
    async with store.writing() as connection:
        await connection.run_sync(metadata.drop_all)
    await store.close()


HALF = frozenset(Random("who answers").sample(MEMBERS, len(MEMBERS) // 2))


async def two_copies(url: str, folder: Path, answered: frozenset[str]) -> tuple[Copy, Copy]:
    """(while it is open and the silent have been reminded, after everything) of a pulse that these people answer."""
    lines = io.StringIO()
    set_up("debug", lines)
    async with world(url, house_key=KEY) as house:
        await house.community(MEMBERS)
        wave = await house.sends(measures=("ID",), days="7")
        for at, person in enumerate(sorted(answered)):
            await house.answers(person, wave, LABELS[at % 5])
        await house.at(MONDAY.replace(day=13))
        reminded = {one for one in MEMBERS if house.got(one, "only reminder")}
        assert reminded == set(MEMBERS) - answered
        while_open = await copy_everything(house.store, folder, "")
        await house.at(MONDAY.replace(day=25))
        first = {one for one in MEMBERS if house.got(one, "comes to you first")}
        assert first == answered
        taken = await copy_everything(house.store, folder, lines.getvalue())
    logging.getLogger().handlers.clear()
    return while_open, taken


async def test_the_database_says_the_same_of_everybody_whoever_answered_and_whoever_was_silent(
    place: tuple[str, Path],
) -> None:
    """The same weeks twice: once one half answers, once the other. Row by row, hour by hour, nothing about anybody differs."""
    url, folder = place
    one = await two_copies(url, folder, HALF)
    await empty(url, folder)
    two = await two_copies(url, folder, frozenset(MEMBERS) - HALF)
    for this, that in zip(one, two, strict=True):
        assert traces(this) == traces(that)
    taken = one[1]
    assert not any("pulse.remind" in str(row) or "pulse.again" in str(row) for row in taken.tables["letters"])
    assert not taken.tables["pulse_first_readers"]
    assert not re.search("pulse.remind:|pulse.results:", taken.logs)


async def test_who_left_while_a_pulse_was_open_is_not_counted_and_not_asked_any_more(
    any_database: str,
) -> None:
    async with world(any_database, house_key=KEY) as house:
        await house.community(MEMBERS)
        wave = await house.sends(measures=("ID",))
        for at, person in enumerate(MEMBERS):
            await house.answers(person, wave, LABELS[at % 5])
        for person in MEMBERS[11:]:
            await house.leaves(person)
        await house.at(MONDAY.replace(day=25))
        taken = await house.rows("pulse_figures")
        assert [(sum(row.counts), row.asked) for row in taken] == [(11, 11)]
        assert not [one for one in MEMBERS[11:] if house.got(one, "comes to you first")]


async def test_a_closing_empties_the_files_by_itself(sqlite_url: str, tmp_path: Path) -> None:
    async with world(sqlite_url, house_key=KEY) as house:
        await answered_pulse(house)
        before = await copy_everything(house.store, tmp_path, "")
        await house.at(MONDAY.replace(day=14))
        after = await asyncio.to_thread(every_byte, tmp_path)
        assert not [row for row in await house.rows("wakes") if row.kind == "errand.scrub"]
    names = [str(row["pseudonym"]).encode() for row in before.tables["pulse_sheets"]]
    assert names and all(one in before.raw and one not in after for one in names)


async def test_an_emptying_that_is_hindered_comes_back(sqlite_url: str) -> None:
    async with world(sqlite_url, house_key=KEY) as house:
        await answered_pulse(house)
        async with house.store.reading() as reader:  # somebody reads on while the pulse closes
            await reader.execute(text("SELECT count(*) FROM letters"))
            await house.at(MONDAY.replace(day=12, hour=9, minute=1))
            assert [row for row in await house.rows("wakes") if row.kind == "errand.scrub"]
        await house.later(minutes=3)
        assert not [row for row in await house.rows("wakes") if row.kind == "errand.scrub"]


async def test_marks_of_two_measurements_tell_the_attacker_not_even_who_answered_both(
    any_database: str,
) -> None:
    """With the key the sets overlap as the people did; in the copy not one mark comes twice."""
    async with world(any_database, house_key=KEY) as house:
        await house.community(MEMBERS)
        for month in range(2):
            await house.at(MONDAY + timedelta(weeks=5 * month))
            wave = await house.sends(measures=("ID",))
            for at, person in enumerate(MEMBERS):
                await house.answers(person, wave, LABELS[at % 5])
            await house.later(days=10)
        rows = await house.rows("pulse_cohorts")
    assert len(rows) == 2 * len(MEMBERS) == len({row.mark for row in rows})
    figures = {row.figure_id for row in rows}
    known = [
        set(revealed(sets_key(KEY), one, [row.mark for row in rows if row.figure_id == one]))
        for one in figures
    ]
    assert known[0] == known[1] == {mark_of(KEY, "slack:T1", "ID", person) for person in MEMBERS}
