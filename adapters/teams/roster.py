"""Who is in a team, page by page: the full roster call gives up beyond a few thousand people, this one does not.

Read as raw JSON: the SDK's models take tens of milliseconds of the event loop for one page. "Get Teams context for your
bot": pages of up to 500, 14 requests a second for members.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from urllib.parse import quote

from adapters.port import Unavailable
from adapters.teams.addresses import Addresses, Chat
from adapters.teams.hosts import ForeignAddress
from adapters.teams.payload import THREAD, Body, maybe, own, person_in, several
from adapters.teams.text import native
from adapters.teams.tokens import NoToken
from adapters.teams.wire import WAITS, Answered, CutOff, NotSent, Wire
from facilitation.words import Arrival, ChannelId, PersonId, Profile, Said, WorkspaceId

PAGE = 500
A_SECOND = 10  # pages; the limit for members is 14
MOST_KNOWN = 50_000
GENERAL = "General"  # what Teams calls a team's first channel
FAILURES = (Answered, NotSent, CutOff, NoToken, ForeignAddress)

Sleep = Callable[[float], Awaitable[None]]


class Roster:
    """Asks Teams who people are, and remembers who has which Entra id."""

    def __init__(self, wire: Wire, addresses: Addresses, sleep: Sleep = asyncio.sleep) -> None:
        self._wire, self._addresses, self._sleep = wire, addresses, sleep
        self._entra: OrderedDict[PersonId, PersonId] = OrderedDict()
        self._met: OrderedDict[PersonId, str] = OrderedDict()

    async def members(
        self, workspace: WorkspaceId, channel: ChannelId
    ) -> AsyncIterator[tuple[PersonId, Profile]]:
        """Everybody in one conversation; nobody when we are not in it. Raises Unavailable."""
        chat = await self._addresses.chat_of(workspace, channel)
        if chat is None:
            return
        try:
            async for page in self._pages(chat):
                for one in page:
                    self.note(one)
                    yield account_of(one), profile_of(one)
        except Answered as error:
            if error.status not in (403, 404):
                raise Unavailable(str(error), error.wait or WAITS.get(error.status, 60.0)) from error
        except FAILURES as error:
            raise Unavailable(type(error).__name__, 60.0) from error

    async def everybody(self, workspace: WorkspaceId) -> AsyncIterator[tuple[PersonId, Profile]]:
        """Everybody in any team we are in, each once. Raises Unavailable."""
        seen: set[PersonId] = set()
        teams = (await self._addresses.place(workspace)).get("teams") or {}
        for team in teams:
            async for person, profile in self.members(workspace, own(team)):
                if person not in seen:
                    seen.add(person)
                    yield person, profile

    async def profile(self, workspace: WorkspaceId, person: PersonId) -> Profile | None:
        """One person, asked for where we may know them: their own chat, then our teams."""
        place = await self._addresses.place(workspace)
        teams = [await self._addresses.chat_of(workspace, own(team)) for team in place.get("teams") or {}]
        known_as = self._met.get(
            person, native(person)
        )  # Teams takes either; its local client the first alone
        for chat in (await self._addresses.chat_of(workspace, person), *teams):
            one = await self._member(chat, known_as) if chat else None
            if one is not None:
                return profile_of(one)
        return None

    async def channels(self, chat: Chat, team: str) -> dict[str, str]:
        """The channels of a team by id; {} when Teams does not say now. Its first channel has no name of its own."""
        try:
            said = await self._wire.get_json(
                f"{chat.service_url}/v3/teams/{quote(team, safe='')}/conversations"
            )
        except FAILURES:
            return {}
        return {maybe(one, "id"): maybe(one, "name") or GENERAL for one in several(said, "conversations")}

    async def _pages(self, chat: Chat) -> AsyncIterator[list[Body]]:
        token = ""
        while True:
            more = f"&continuationToken={quote(token, safe='')}" if token else ""
            said = await self._wire.get_json(f"{_members(chat, 'pagedmembers')}?pageSize={PAGE}{more}")
            yield several(said, "members")
            token = maybe(said, "continuationToken")
            if not token:
                return
            await self._sleep(1 / A_SECOND)

    async def _member(self, chat: Chat, person: str) -> Body | None:
        try:
            said = await self._wire.get_json(f"{_members(chat, 'members')}/{quote(person, safe='')}")
        except FAILURES:
            return None  # not there, or not to be asked now: the port says None for both
        return said if isinstance(said, dict) and said.get("id") else None

    # --- one person, two ids -----------------------------------------------------------------------------------

    def note(self, account: Body) -> None:
        """Remember that a ``29:`` id and an Entra id are one person."""
        entra = maybe(account, "aadObjectId") or maybe(account, "objectId")
        if entra and maybe(account, "id"):
            self._entra[own(maybe(account, "id"))] = own(entra)
            self._met[own(entra)] = maybe(account, "id")
            for known in (self._entra, self._met):
                while len(known) > MOST_KNOWN:
                    known.popitem(last=False)

    async def known_as(self, workspace: WorkspaceId, person: PersonId) -> str:
        """The bot's own id for somebody, by which Teams opens a chat; their Entra id where no team of ours has them."""
        if native(person).startswith("29:"):
            return native(person)
        for team in (await self._addresses.place(workspace)).get("teams") or {}:
            if person in self._met:
                break
            chat = await self._addresses.chat_of(workspace, own(team))
            one = await self._member(chat, native(person)) if chat else None
            self.note({**one, "aadObjectId": native(person)} if one else {})
        return self._met.get(person, native(person))

    async def recognised(self, chat: Chat, arrival: Arrival) -> Arrival:
        """The arrival with the people it mentions under the ids everything else knows them by."""
        match arrival.what:
            case Said(mentions=mentions) as what if mentions:
                known = [await self._usual(chat, one) for one in mentions]
                return replace(arrival, what=replace(what, mentions=tuple(known)))
            case _:
                return arrival

    async def _usual(self, chat: Chat, person: PersonId) -> PersonId:
        """Mentions name people by the bot's own ids only. One whom Teams does not tell keeps it."""
        if native(person).startswith("29:") and person not in self._entra:
            self.note(
                await self._member(chat, native(person)) or {"id": native(person), "objectId": native(person)}
            )
        return self._entra.get(person, person)


def account_of(one: Body) -> PersonId:
    """Rosters spell the Entra id ``objectId`` or ``aadObjectId``."""
    return person_in({**one, "aadObjectId": maybe(one, "aadObjectId") or maybe(one, "objectId")})


def profile_of(one: Body) -> Profile:
    return Profile(
        name=maybe(one, "name") or None,
        email=maybe(one, "email") or maybe(one, "userPrincipalName") or None,
        is_bot=maybe(one, "id").startswith("28:"),
        is_guest=maybe(one, "userRole") == "guest",
        is_admin=False,  # a bot is told "user" or "guest" only; who administers a tenant is Graph's to say
    )


def _members(chat: Chat, which: str) -> str:
    conversation = quote(chat.conversation.partition(THREAD)[0], safe="")
    return f"{chat.service_url}/v3/conversations/{conversation}/{which}"
