"""Between the platforms and the house: people and places of one organisation under the ids everything is kept by.

What comes in from a joined workspace is received under its home's id, linked people as one person. What goes out finds
the chat they used last. Where nothing is joined, everything passes through as it is.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from aiohttp import web

from adapters.port import Finding, Outcome, Outgoing, Platform, Reader, Readers, Receive, Refused, Seen
from bot.clock import Clock
from facilitation.linking import platform_of, renamed
from facilitation.words import Arrival, ChannelId, Command, PersonId, Press, Profile, Reply, WorkspaceId
from storage.engine import Store
from storage.linking import Aliases, load_aliases, load_home, note_use

FRESH = timedelta(minutes=1)
USED_AGAIN = timedelta(hours=6)


class Switchboard:
    """Knows who is whom; at most a minute old, so that another replica's link shows soon."""

    def __init__(self, store: Store, receive: Receive, readers: Readers, clock: Clock) -> None:
        self._store, self._receive, self._readers, self._clock = store, receive, readers, clock
        self._homes: dict[WorkspaceId, tuple[datetime, WorkspaceId]] = {}
        self._aliases: dict[WorkspaceId, tuple[datetime, Aliases]] = {}
        self._used: dict[PersonId, datetime] = {}
        self._platforms: dict[str, Platform] = {}

    def line(self, platform: Platform) -> Line:
        """The platform as the house sees it."""
        self._platforms[platform.name] = platform
        return Line(platform, self)

    # --- in ----------------------------------------------------------------------------------------------------

    async def receive(self, arrival: Arrival) -> tuple[Reply, ...]:
        """What adapters hand their arrivals to."""
        aliases = await self.aliases(arrival.workspace)
        if _is_plain(aliases, arrival.workspace) and not _may_link(arrival):
            return await self._receive(arrival)
        known = replace(renamed(arrival, aliases.inward()), workspace=aliases.home, id=arrival.id)
        if known.person != arrival.person or arrival.person in aliases.used:
            await self._note(aliases, arrival.person)
        replies = await self._receive(known)
        if _may_link(arrival):
            self._aliases.pop(aliases.home, None)
        return renamed(replies, aliases.outward(platform_of(arrival.person)))  # type: ignore[no-any-return]

    async def readers(
        self, workspace: WorkspaceId, to: PersonId | ChannelId, named: Collection[PersonId]
    ) -> Reader:
        """Who reads, asked for under a platform's own ids."""
        aliases = await self.aliases(workspace)
        if _is_plain(aliases, workspace):
            return await self._readers(workspace, to, named)
        inward = aliases.inward()
        asked = {inward.get(one, one): one for one in named}
        reader = await self._readers(aliases.home, inward.get(to, to), set(asked))
        return replace(reader, names={asked.get(one, one): name for one, name in reader.names.items()})

    async def _note(self, aliases: Aliases, alias: PersonId) -> None:
        """They are here now: letters follow them, without a write for each thing they do."""
        now = self._clock.now()
        person = aliases.person_of.get(alias, alias)
        is_last = aliases.used.get(person, (alias,))[0] == alias
        if is_last and self._used.get(alias, now - USED_AGAIN * 2) > now - USED_AGAIN:
            return
        async with self._store.writing() as connection:
            await note_use(connection, aliases.home, alias, now)
        self._used[alias] = now
        self._aliases.pop(aliases.home, None)

    # --- who is whom -------------------------------------------------------------------------------------------

    async def aliases(self, workspace: WorkspaceId) -> Aliases:
        """The links of this workspace's organisation."""
        now = self._clock.now()
        home = await self._home(workspace, now)
        kept = self._aliases.get(home)
        if kept is None or kept[0] + FRESH <= now:
            async with self._store.reading() as connection:
                kept = self._aliases[home] = (now, await load_aliases(connection, home))
        return kept[1]

    async def _home(self, workspace: WorkspaceId, now: datetime) -> WorkspaceId:
        kept = self._homes.get(workspace)
        if kept is None or kept[0] + FRESH <= now:
            async with self._store.reading() as connection:
                kept = self._homes[workspace] = (now, await load_home(connection, workspace))
        return kept[1]

    def forget(self) -> None:
        """Who is whom is read anew."""
        self._homes.clear()
        self._aliases.clear()
        self._used.clear()

    # --- out ---------------------------------------------------------------------------------------------------

    async def outgoing(self, outgoing: Outgoing) -> tuple[Platform | None, Outgoing]:
        """The platform that reaches them now, and the letter under its ids. A delivered message stays where it is."""
        aliases = await self.aliases(outgoing.workspace)
        earlier = outgoing.edits or outgoing.deletes
        workspace, to = aliases.where(outgoing.to)
        if earlier is not None:
            platform = platform_of(earlier.channel)
            to = aliases.outward(platform).get(outgoing.to, outgoing.to)
            workspace = aliases.workspaces.get(platform, aliases.home)
        ids = aliases.outward(platform_of(to))
        names = {ids.get(one, one): name for one, name in outgoing.reader.names.items()}
        reader = replace(outgoing.reader, names=names)
        message = renamed(outgoing.message, ids)
        sent = replace(outgoing, workspace=workspace, to=to, message=message, reader=reader)
        return self._platforms.get(platform_of(to)), sent


def _is_plain(aliases: Aliases, workspace: WorkspaceId) -> bool:
    """Nothing is joined and nobody is linked here."""
    return aliases.home == workspace and not aliases.person_of


def _may_link(arrival: Arrival) -> bool:
    """Whether what just happened may have changed who is whom."""
    match arrival.what:
        case Command(words):
            return "link" in words.lower()
        case Press(action):
            return action.startswith("linking.")
        case _:
            return False


class Line:
    """One platform behind the switchboard. Its lists and profiles are asked for under its own workspace."""

    def __init__(self, inner: Platform, board: Switchboard) -> None:
        self._inner, self._board = inner, board

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def inner(self) -> Platform:
        return self._inner

    def routes(self) -> Sequence[web.AbstractRouteDef]:
        return self._inner.routes()

    async def start(self) -> None:
        await self._inner.start()

    async def stop(self) -> None:
        await self._inner.stop()

    def forget(self, workspace: WorkspaceId, people: Collection[PersonId]) -> None:
        self._board.forget()
        self._inner.forget(workspace, people)

    def is_ready(self) -> bool:
        return self._inner.is_ready()

    async def send(self, outgoing: Outgoing) -> Outcome:
        platform, sent = await self._board.outgoing(outgoing)
        return await platform.send(sent) if platform else Refused("no_platform", "message", "")

    async def look(self, outgoing: Outgoing, since: datetime) -> Seen:
        platform, sent = await self._board.outgoing(outgoing)
        return await platform.look(sent, since) if platform else Refused("no_platform", "message", "")

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        return await self._inner.profile(await self._own(workspace), person)

    async def people(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        inward = await self._inward(workspace)
        async for person, profile in self._inner.people(await self._own(workspace)):
            yield inward.get(person, person), profile

    async def members(self, workspace: WorkspaceId, channel: ChannelId) -> AsyncIterator[PersonId]:
        inward = await self._inward(workspace)
        async for person in self._inner.members(await self._own(workspace), channel):
            yield inward.get(person, person)

    async def shielded(
        self, workspace: WorkspaceId, people: Sequence[PersonId], now: datetime
    ) -> Mapping[PersonId, datetime]:
        mine = [one for one in people if one.startswith(f"{self.name}:")]
        return await self._inner.shielded(await self._own(workspace), mine, now) if mine else {}

    async def examine(self) -> Sequence[Finding]:
        return await self._inner.examine()

    async def _own(self, workspace: WorkspaceId) -> WorkspaceId:
        aliases = await self._board.aliases(workspace)
        return aliases.workspaces.get(self.name, workspace)

    async def _inward(self, workspace: WorkspaceId) -> Mapping[PersonId, PersonId]:
        return (await self._board.aliases(workspace)).inward()
