"""``evener import slack-export`` and ``evener status``: what was before the bot came, and what is kept by now."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.clock import Clock
from bot.commands.periphery import failing_kindly, watching
from bot.commands.running import settings_or_exit
from bot.export import Export, ExportedChannel, ExportedPerson, ExportedReaction, open_export
from bot.settings import Settings
from bot.tenants import every_settings, settings_at
from facilitation.participation import Heard, ReactionSeen
from facilitation.people import ChannelLearnt, ProfileLearnt
from facilitation.words import Change, Profile, WorkspaceId
from storage import participation
from storage.engine import Store, all_writes, execute
from storage.migrate import is_current, migrate, prepare_folder

import_app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Bring in what was before the bot came."
)

PLATFORM = "slack:"
BATCH = 5000  # messages in one statement


@import_app.callback()
def import_() -> None:
    """Bring in what was before the bot came."""


@import_app.command("slack-export")
def slack_export(
    file: Annotated[Path, typer.Argument(help="A Slack workspace export (zip).", dir_okay=False)],
    workspace: Annotated[
        str, typer.Option(help="The workspace's team id (T…) if the bot is installed there, or any name.")
    ],
) -> None:
    """Who wrote where and when, from an export, without any text. A second run adds nothing."""
    with failing_kindly(), open_export(file) as opened:
        named = workspace_id(workspace)
        done = asyncio.run(import_export(opened, named, settings_at(settings_or_exit(), named)))
    typer.echo(done.told())


def workspace_id(name: str) -> WorkspaceId:
    return name if name.startswith(PLATFORM) else PLATFORM + name


def whole_id(name: str) -> WorkspaceId:
    """The workspace of either platform that a command names; a bare team id is Slack's."""
    return name if ":" in name else workspace_id(name)


@dataclass(frozen=True, slots=True)
class Imported:
    """How much of an export is now kept, and how many rows were not there before."""

    people: int
    channels: int
    messages: int
    added: int
    left_alone: int

    def told(self) -> str:
        words = f"{self.people} people, {self.channels} channels and {self.messages} messages read: {self.added} rows added."
        if self.left_alone:
            words += f" {self.left_alone} folders of no listed channel (direct messages) were not opened."
        return words


async def import_export(export: Export, workspace: WorkspaceId, settings: Settings) -> Imported:
    """Keep a whole export in one transaction: all of it, or nothing. Raises ExportError, OSError."""
    store = await ready_store(settings)
    try:
        async with store.writing() as connection:
            before = await participation.count_rows(connection, workspace)
            await keep_people(connection, export, workspace)
            messages = await keep_talk(connection, export, workspace)
            added = await participation.count_rows(connection, workspace) - before
    finally:
        await store.close()
    return Imported(len(export.people), len(export.channels), messages, added, len(export.left_alone))


async def ready_store(settings: Settings) -> Store:
    """The database, brought up to date where that is ours to do. Raises OSError with what to do where it is not."""
    prepare_folder(settings.database_url)
    store = Store(settings.database_url)
    if settings.database_url.startswith("sqlite"):
        await migrate(store)
    elif not await is_current(store):
        await store.close()
        raise OSError("The database is not up to date. Run: evener migrate")
    return store


async def keep_people(connection: AsyncConnection, export: Export, workspace: WorkspaceId) -> None:
    """People and channels, as if the platform had just told us about each."""
    learnt: list[Change] = [profile_of(one) for one in export.people.values()]
    learnt += [channel_of(one) for one in export.channels.values()]
    now = Clock().now()
    await execute(connection, [all_writes([one], workspace, now) for one in learnt])


def profile_of(person: ExportedPerson) -> ProfileLearnt:
    profile = Profile(
        name=person.name,
        zone=person.zone,
        is_bot=person.is_bot,
        is_guest=person.is_guest,
        deactivated=person.deactivated,
    )
    return ProfileLearnt(PLATFORM + person.id, profile)


def channel_of(channel: ExportedChannel) -> ChannelLearnt:
    return ChannelLearnt(PLATFORM + channel.id, channel.name, channel.private, channel.archived)


async def keep_talk(connection: AsyncConnection, export: Export, workspace: WorkspaceId) -> int:
    """Messages, mentions and reactions, day file by day file; returns how many messages were read."""
    read = 0
    for heard, reactions in batches(export):
        await participation.keep_many(connection, workspace, heard, reactions)
        read += len(heard)
    return read


def batches(export: Export) -> Iterator[tuple[list[Heard], list[ReactionSeen]]]:
    """Messages with their reactions under the ids by which the house knows them, a few thousand at a time."""
    heard: list[Heard] = []
    reactions: list[ReactionSeen] = []
    with watching(export) as step:
        for day in sorted(export.days):
            for name, file in export.days[day].items():
                channel = export.channels[name].id
                for row in export.talk(file):
                    heard.append(ours(export.heard(channel, row)))
                    reactions += map(seen, export.reactions(channel, row))
                step()
            if len(heard) >= BATCH:
                yield heard, reactions
                heard, reactions = [], []
    if heard:
        yield heard, reactions


def ours(heard: Heard) -> Heard:
    return heard._replace(
        person=PLATFORM + heard.person,
        channel=PLATFORM + heard.channel,
        mentions=tuple(PLATFORM + one for one in heard.mentions),
    )


def seen(one: ExportedReaction) -> ReactionSeen:
    at = datetime.fromtimestamp(one.at, UTC)
    return ReactionSeen(
        PLATFORM + one.channel, one.id, PLATFORM + one.person, one.reaction, PLATFORM + one.to, at
    )


# --- evener status ---------------------------------------------------------------------------------------------------


def status(
    months: Annotated[int, typer.Option(help="How many months to show, the last ones.", min=1)] = 12,
) -> None:
    """People, channels, messages and active people per month, for every workspace kept here."""
    with failing_kindly():
        kept = asyncio.run(load_status(settings_or_exit()))
    console = Console()
    if not kept:
        console.print("Nothing is kept yet.")
    for one in kept:
        console.print(
            f"{one.workspace}: {one.people} people, {one.bots} bots, {one.channels} channels, {one.messages} messages"
        )
        console.print(months_table(one, months))


async def load_status(settings: Settings) -> tuple[participation.Kept, ...]:
    found: list[participation.Kept] = []
    for one in every_settings(settings).values():
        store = await ready_store(one)
        try:
            async with store.reading() as connection:
                found += await participation.load_kept(connection)
        finally:
            await store.close()
    return tuple(found)


def months_table(kept: participation.Kept, most: int) -> Table:
    table = Table("month", "messages", "active people")
    for one in kept.months[-most:]:
        table.add_row(f"{one.month // 100}-{one.month % 100:02d}", str(one.messages), str(one.active_people))
    return table
