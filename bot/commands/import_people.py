"""``evener import people FILE.csv``: department, site, manager, languages and start, for fairness and bridging only.

The file is read twice, line by line: first everything is checked and nothing is written; then, unless it is a dry run or
a line is wrong, it is kept a few hundred rows at a time. A second run of the same file changes nothing.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.building import open_store
from bot.clock import Clock
from bot.commands.import_export import import_app
from bot.commands.running import run_or_exit
from bot.settings import Settings
from bot.tenants import settings_at
from facilitation.linking import digest_of
from facilitation.words import PersonId, WorkspaceId
from storage.engine import Store
from storage.organisation import FACTS, facts_of, heard_of, keep_facts, people_by_mail

BATCH = 500
COLUMNS = ("email", "id", "department", "manager", "site", "languages", "start_date")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.IGNORECASE)
MOST = 100  # characters


class Unreadable(Exception):
    """The file cannot be used; the message has a line for each thing that is wrong."""


@dataclass
class Outcome:
    """What reading the file came to. ``wrong``: a sentence for each bad line; ``changes``: a line for each difference."""

    rows: int = 0
    changed: int = 0
    wrong: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    seen: dict[PersonId, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file. ``who`` and ``manager``: an e-mail address or an id."""

    line: int
    who: str
    manager: str
    facts: Mapping[str, Any]


@import_app.command("people")
def import_people(
    file: Annotated[Path, typer.Argument(help="A CSV file with a header line.", dir_okay=False)],
    workspace: Annotated[str, typer.Option(help="The workspace, as in slack:T01ABCDEF or teams:….")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; keep nothing.")] = False,
) -> None:
    """Bring in what the organisation knows of its people. Shown to each in mydata, and erased with them."""
    found = run_or_exit(lambda settings: _import(settings, file, workspace, dry_run), Unreadable)
    for change in found.changes:
        typer.echo(change)
    done = "would change" if dry_run else "changed"
    typer.echo(f"{found.rows} people read, {found.changed} {done}.")


async def _import(settings: Settings, file: Path, workspace: WorkspaceId, dry_run: bool) -> Outcome:
    store = open_store(settings_at(settings, workspace))
    try:
        return await bring_in(store, file, workspace, dry_run)
    finally:
        await store.close()


async def bring_in(store: Store, file: Path, workspace: WorkspaceId, dry_run: bool) -> Outcome:
    """Check the whole file, then keep it. Raises Unreadable with every bad line, and keeps nothing then."""
    found = Outcome()
    for batch in batches(rows_of(file, found)):
        async with store.reading() as connection:
            await compare(connection, workspace, batch, found, keep=dry_run)
    if found.wrong:
        raise Unreadable("\n".join((*found.wrong, "Nothing was kept. Mend these lines and run it again.")))
    if dry_run:
        return found
    kept, now = Outcome(), Clock().now()
    for batch in batches(rows_of(file, kept)):
        async with store.writing() as connection:
            different = await compare(connection, workspace, batch, kept, keep=True)
            await keep_facts(connection, workspace, different, now)
    return kept


def batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


# --- reading -------------------------------------------------------------------------------------------------------


def rows_of(file: Path, found: Outcome) -> Iterator[Row]:
    """The lines of the file one by one; what is wrong with a line is noted with its number. Raises Unreadable."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            check_header(file, reader.fieldnames or ())
            for raw in reader:
                row = row_in(raw, reader.line_num, found)
                if row is not None:
                    found.rows += 1
                    yield row
    except UnicodeDecodeError:
        raise Unreadable(f"{file}: is not UTF-8 text; save it as CSV UTF-8") from None
    except csv.Error as why:
        raise Unreadable(f"{file}: cannot be read as CSV ({why})") from None


def check_header(file: Path, names: Any) -> None:
    unknown = [one for one in names if one not in COLUMNS]
    if unknown or not {"email", "id"} & set(names):
        told = f"; not known: {', '.join(map(repr, unknown))}" if unknown else ""
        raise Unreadable(
            f"{file}: the first line should name columns out of {', '.join(COLUMNS)}, email or id among them{told}"
        )


def row_in(raw: Mapping[str | None, Any], line: int, found: Outcome) -> Row | None:
    """One line, None where something in it cannot be used."""
    if None in raw or None in raw.values():
        found.wrong.append(f"line {line}: has not as many fields as the first line")
        return None
    told = {str(name): str(value).strip() for name, value in raw.items()}
    who = told.get("id") or told.get("email") or ""
    faults = list(faults_in(told, who))
    found.wrong += [f"line {line}: {one}" for one in faults]
    if faults:
        return None
    started = told.get("start_date")
    facts = {
        "department": told.get("department", ""),
        "site": told.get("site", ""),
        "languages": ",".join(one.strip() for one in told.get("languages", "").split(",") if one.strip()),
        "starts_on": date.fromisoformat(started) if started else None,
    }
    return Row(line, who, told.get("manager", ""), facts)


def faults_in(told: Mapping[str, str], who: str) -> Iterator[str]:
    if not who:
        yield "names nobody; email or id is needed"
    for name, value in told.items():
        if len(value) > MOST:
            yield f"{name} is longer than {MOST} characters"
    for one in (told.get("languages") or "").split(","):
        if one.strip() and not LANGUAGE.fullmatch(one.strip()):
            yield f"{one.strip()!r} is not a language as in de or en-GB"
    started = told.get("start_date")
    if started:
        try:
            date.fromisoformat(started)
        except ValueError:
            yield f"{started!r} is not a day as in 2024-03-01"


# --- comparing -----------------------------------------------------------------------------------------------------


async def compare(
    connection: AsyncConnection, workspace: WorkspaceId, batch: list[Row], found: Outcome, keep: bool
) -> list[tuple[PersonId, dict[str, Any]]]:
    """Who is meant and what is different from what is kept; ``keep``: note the differences for the reader."""
    named = await who_is(
        connection, workspace, {name for row in batch for name in (row.who, row.manager) if name}
    )
    before = await facts_of(connection, workspace, [named[row.who] for row in batch if row.who in named])
    different: list[tuple[PersonId, dict[str, Any]]] = []
    for row in batch:
        person = person_of(row, named, found)
        if person is None:
            continue
        new = {**row.facts, "manager_id": named.get(row.manager)}
        changes = difference(before.get(person, {}), new)
        if changes:
            different.append((person, new))
            found.changed += 1
            if keep:
                found.changes.append(f"line {row.line}: {person}: {', '.join(changes)}")
    return different


def person_of(row: Row, named: Mapping[str, PersonId], found: Outcome) -> PersonId | None:
    """Who a line is about; what cannot be is noted with the line's number."""
    person = named.get(row.who)
    if person is None:
        found.wrong.append(f"line {row.line}: nobody here is known as {row.who}")
        return None
    if row.manager and row.manager not in named:
        found.wrong.append(f"line {row.line}: the manager {row.manager} is not known here")
        return None
    if person in found.seen:
        found.wrong.append(f"line {row.line}: {row.who} stands on line {found.seen[person]} already")
        return None
    found.seen[person] = row.line
    return person


async def who_is(connection: AsyncConnection, workspace: WorkspaceId, names: set[str]) -> dict[str, PersonId]:
    """Addresses and ids → people we know."""
    platform = workspace.partition(":")[0]
    ids = {one: one if ":" in one else f"{platform}:{one}" for one in names if "@" not in one}
    known = await heard_of(connection, workspace, sorted(ids.values()))
    digests = {digest_of(one): one for one in names if "@" in one}
    by_mail = await people_by_mail(connection, workspace, sorted(digests))
    return {one: id_ for one, id_ in ids.items() if id_ in known} | {
        digests[digest]: person for digest, person in by_mail.items()
    }


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Every fact that is another one, as ``name: old → new``."""
    return [
        f"{name.removesuffix('_id')}: {before.get(name) or 'none'} → {after.get(name) or 'none'}"
        for name in FACTS
        if (before.get(name) or None) != (after.get(name) or None)
    ]
