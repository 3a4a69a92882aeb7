"""``evener person``: what is kept about somebody, as a file for them, and erasing them when they ask for it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import select

from bot.building import open_store
from bot.clock import Chance, Clock, given
from bot.commands.running import run_or_exit
from bot.house import House
from bot.keeping import keep
from bot.settings import Settings
from bot.tenants import settings_at
from facilitation.mydata import erased
from facilitation.words import Decision, Entry
from storage.engine import Store
from storage.mydata import Whose, as_file, count_topics, everything, leaving, whose
from storage.people import people

app = typer.Typer(
    add_completion=False, help="What is kept about one person: export it, or erase it.", no_args_is_help=True
)

Who = Annotated[str, typer.Argument(help="The id with its platform in front, as in slack:U01ABCDEF.")]
Where = Annotated[
    str, typer.Option(help="The workspace, as in slack:T01ABCDEF; needed where there are several.")
]


class Unsure(Exception):
    """It is not clear who is meant; the message says what would make it clear."""


@app.command()
def export(
    person: Who,
    workspace: Where = "",
    out: Annotated[Path | None, typer.Option(help="A file to write; the terminal otherwise.")] = None,
) -> None:
    """Everything that is kept about a person, as JSON, for them."""
    kept = run_or_exit(lambda settings: _export(settings, workspace, person), Unsure)
    if out is None:
        typer.echo(kept)
        return
    out.write_bytes(kept)
    typer.echo(f"Written to {out}.")


async def _export(settings: Settings, workspace: str, person: str) -> bytes:
    store = open_store(settings_at(settings, workspace))
    try:
        who = await find(store, workspace, person)
        async with store.writing() as connection:
            entry = Entry("admin.exported", "person", (("by", "admin"),))
            await keep(connection, [(who.home, Decision(entries=(entry,)))], given(Clock(), Chance()))
            return as_file(await everything(connection, who))
    finally:
        await store.close()


@app.command()
def erase(
    person: Who,
    workspace: Where = "",
    take_back: Annotated[
        bool, typer.Option("--take-back", help="Take back the stories and practices they gave, too.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do it. Without it you only see what would go.")] = False,
) -> None:
    """Erase a person who asked for it. It cannot be undone."""
    typer.echo(run_or_exit(lambda settings: _erase(settings, workspace, person, take_back, yes), Unsure))


async def _erase(settings: Settings, workspace: str, person: str, take_back: bool, yes: bool) -> str:
    store = open_store(settings_at(settings, workspace))
    try:
        who = await find(store, workspace, person)
        async with store.reading() as connection:
            counts = await count_topics(connection, who)
        lines = [f"  {topic}: {many}" for topic, many in counts.items()]
        if not yes:
            told = "\n".join(lines) or "  nothing"
            return f"Dry run. About {' and '.join(who.ids)} there is:\n{told}\nWith --yes it would be erased."
        await erase_now(store, who, take_back)
        return f"{person} is erased. {sum(counts.values())} rows had their name."
    finally:
        await store.close()


async def erase_now(store: Store, who: Whose, take_back: bool) -> None:
    """What pressing the button does, for an admin: decided and kept, then carried out here.

    Stories are taken back or drawn anew by letters, which the running bot sends.
    """
    house = House(store, Clock(), Chance(), ())
    async with store.writing() as connection:
        decision = erased(who.person, await leaving(connection, who), take_back, "admin")
        await keep(connection, [(who.home, decision)], given(house.clock, house.chance))
    await house.housekeeping.erase()


async def find(store: Store, workspace: str, person: str) -> Whose:
    """Who is meant. Raises Unsure."""
    if ":" not in person:
        raise Unsure(f"{person}: should have its platform in front, as in slack:{person}")
    async with store.reading() as connection:
        if not workspace:
            asked = select(people.c.workspace_id).where(people.c.person_id == person).distinct()
            found = sorted(await connection.scalars(asked))
            if len(found) != 1:
                there = f"is in {', '.join(found)}" if found else "was never heard of"
                raise Unsure(f"{person} {there}; say which one with --workspace")
            workspace = found[0]
        return await whose(connection, workspace, person)
