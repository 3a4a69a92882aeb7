"""One activity from Teams, from its arrival to everything that follows its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any

import structlog
from botbuilder.schema import ActivityTypes

from adapters.port import Anew, Reader, Readers, Receive
from adapters.teams import door
from adapters.teams.addresses import Addresses, Chat
from adapters.teams.answer import Answers, Asked, Change, Post, answer
from adapters.teams.hosts import ForeignAddress
from adapters.teams.named import named_in
from adapters.teams.payload import Body, is_private, maybe, part, sender_of, several, tenant_of
from adapters.teams.refusals import Nowhere
from adapters.teams.roster import Roster, Sleep
from adapters.teams.send import Courier, TooFast
from adapters.teams.text import PREFIX
from adapters.teams.tokens import NoToken
from adapters.teams.wire import Answered, CutOff, NotSent
from facilitation.words import (
    Arrival,
    ChannelId,
    Joined,
    Json,
    Left,
    Press,
    Removed,
    Reply,
    Submission,
    WorkspaceId,
)

NOT_SENT = (Answered, NotSent, CutOff, NoToken, ForeignAddress, TooFast, Nowhere)
logger = structlog.get_logger(__name__)


class Turns:
    """Takes activities that passed the gate."""

    def __init__(
        self,
        receive: Receive,
        readers: Readers,
        is_command: Callable[[str], bool],
        addresses: Addresses,
        roster: Roster,
        courier: Courier,
        anew: Anew,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._anew = anew
        self._receive, self._readers, self._is_command = receive, readers, is_command
        self._addresses, self._roster, self._courier = addresses, roster, courier
        self._sleep = sleep
        self._running: set[asyncio.Task[None]] = set()
        self._asked: set[tuple[str, str]] = set()  # channels, with their teams, whose names were asked for

    async def finished(self) -> None:
        """Wait until everything that was acknowledged is answered."""
        while self._running:
            await asyncio.wait(self._running)

    async def take(self, body: Body) -> Answers | None:
        """Everything in one activity: learnt, received, answered. None for what concerns nobody."""
        arrivals = door.read(body, self._is_command)
        workspace = PREFIX + tenant_of(body)
        arrivals = await self._with_team(workspace, body, await self._learn(workspace, body, arrivals))
        answers: Answers | None = None
        for arrival in arrivals:
            answers = await self._answer(body, arrival)
        return answers

    async def _learn(
        self, workspace: WorkspaceId, body: Body, arrivals: tuple[Arrival, ...]
    ) -> tuple[Arrival, ...]:
        """Where to reach whom. Taken away somewhere, the app is gone for good only when it was nowhere else."""
        if any(isinstance(one.what, Removed) for one in arrivals):
            await self._forget(workspace, body)
            return arrivals if await self._addresses.is_nowhere(workspace) else ()
        await self._addresses.learn(workspace, body)
        for account in (part(body, "from"), *several(body, "membersAdded")):
            self._roster.note(account)
        here = (_team(body), _channel(body))
        if all(here) and here not in self._asked and await self._addresses.has_nameless(workspace, here[0]):
            self._asked.add(here)
            self._later(self._name_channels(workspace, body, here))
        return arrivals

    async def _name_channels(self, workspace: WorkspaceId, body: Body, here: tuple[str, str]) -> None:
        names = await self._roster.channels(_chat(body), here[0])
        await self._addresses.name_channels(workspace, here[0], names)
        if not names:
            self._asked.discard(here)

    async def _forget(self, workspace: WorkspaceId, body: Body) -> None:
        if is_private(body):
            await self._addresses.forget_chat(workspace, sender_of(body))
        if team := _team(body):
            await self._addresses.leave_team(workspace, team)

    async def _with_team(
        self, workspace: WorkspaceId, body: Body, arrivals: tuple[Arrival, ...]
    ) -> tuple[Arrival, ...]:
        """Who joins or leaves a team joins or leaves its channels, as far as we were spoken to there."""
        team = _team(body)
        if not team or not any(isinstance(one.what, Joined | Left) for one in arrivals):
            return arrivals
        others = await self._addresses.channels_of(workspace, team)
        return arrivals + tuple(
            replace(one, id=f"{one.id}-{nth}", what=replace(one.what, channel=channel))
            for one in arrivals
            if isinstance(one.what, Joined | Left)
            for nth, channel in enumerate(others)
            if channel != one.what.channel
        )

    async def _answer(self, body: Body, arrival: Arrival) -> Answers:
        chat = _chat(body)
        arrival = await self._roster.recognised(chat, arrival)
        replies = await self._receive(arrival)
        asked = _asked(body, arrival, chat)

        async def look_up(said: object) -> Reader:
            return await self._reader(arrival, said)

        places = await self._places(arrival.workspace, replies)
        answers = await answer(replies, asked, look_up, places, self._anew)
        if answers.after:
            self._later(self._follow(asked, answers.after))
        return answers

    async def _places(self, workspace: WorkspaceId, replies: tuple[Reply, ...]) -> Mapping[ChannelId, str]:
        return await self._addresses.places(workspace) if replies else {}

    async def _reader(self, arrival: Arrival, said: object) -> Reader:
        named = named_in(said)
        reader = await self._readers(arrival.workspace, arrival.person, named)
        return replace(reader, names={**await self._addresses.places(arrival.workspace), **reader.names})

    # --- what follows an answer --------------------------------------------------------------------------------

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _follow(self, asked: Asked, after: Sequence[Post | Change]) -> None:
        """Answers that go by themselves. They are not letters: one that cannot be said now is let go, and noted."""
        for one in after:
            try:
                await self._say(asked, one)
            except TooFast as error:
                await self._sleep(error.seconds)
                await self._say_once_more(asked, one)
            except NOT_SENT as error:
                logger.warning("reply.lost", error=type(error).__name__, why=str(error))

    async def _say_once_more(self, asked: Asked, one: Post | Change) -> None:
        try:
            await self._say(asked, one)
        except NOT_SENT as error:
            logger.warning("reply.lost", error=type(error).__name__, why=str(error))

    async def _say(self, asked: Asked, one: Post | Change) -> None:
        match one:
            case Change(activity) if asked.card:
                await self._courier.redraw(asked.chat, asked.person, asked.card.id, activity, asked.aside)
            case Post(activity) | Change(activity):
                await self._courier.tell(asked.chat, asked.person, activity, asked.private)


def _team(body: Body) -> str:
    return maybe(part(part(body, "channelData"), "team"), "id")


def _channel(body: Body) -> str:
    return maybe(part(part(body, "channelData"), "channel"), "id")


def _chat(body: Body) -> Chat:
    asker = maybe(part(body, "from"), "id")
    return Chat(
        tenant=tenant_of(body),
        service_url=maybe(body, "serviceUrl").rstrip("/"),
        conversation=maybe(part(body, "conversation"), "id"),
        bot=maybe(part(body, "recipient"), "id"),
        person=asker if is_private(body) else "",
        asker=asker,
    )


def _asked(body: Body, arrival: Arrival, chat: Chat) -> Asked:
    what = arrival.what
    data = _data(body) if isinstance(what, Press | Submission) else {}
    return Asked(
        chat=chat,
        person=arrival.person,
        private=is_private(body),
        invoke=maybe(body, "name") if body.get("type") == ActivityTypes.invoke else "",
        data=data,
        card=door.card_of(body) if isinstance(what, Press | Submission) else None,
        aside=data.get("aside") is True,
        looks=maybe(part(body, "value"), "trigger") == "automatic" if data else False,
    )


def _data(body: Body) -> Mapping[str, Json]:
    """What the pressed button carried: in an invoke one or two levels down, in a message the value itself."""
    value = part(body, "value")
    if body.get("type") != ActivityTypes.invoke:
        return value
    return part(part(value, "action"), "data") if "action" in value else part(value, "data")
