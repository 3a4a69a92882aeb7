"""A small house around the pulse: a real store, reception, rounds and postman, a platform of paper, a clock that stands until it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from facilitation.community import Community, CommunityCreated, MemberJoined, MemberLeft, Membership
from facilitation.people import HoursChosen
from facilitation.voice.catalogue import plain
from facilitation.words import (
    Button,
    Buttons,
    Change,
    Command,
    Facts,
    Message,
    MessageRef,
    Open,
    Press,
    Prose,
    Redraw,
    Reply,
    Small,
    Submission,
    Tell,
)
from storage.engine import all_writes, execute
from storage.outbox import letters, read_letter
from storage.tables import metadata
from tests.harness.house import Lived, lived_in

MONDAY = datetime(2026, 9, 7, 9, tzinfo=UTC)
W = "slack:T1"
CONVENER = "slack:U00"


def people(count: int) -> tuple[str, ...]:
    """The first is the convener."""
    return tuple(f"slack:U{one:02}" for one in range(count))


def words_of(message: Message) -> str:
    """Everything a reader sees, line by line."""
    out = [plain(message.summary)]
    for part in message.parts:
        match part:
            case Prose(phrases) | Small(phrases):
                out.append(" ".join(plain(one) for one in phrases))
            case Facts(pairs):
                out += [f"{plain(label)}: {plain(value)}" for label, value in pairs]
            case Buttons(buttons):
                out.append(" | ".join(plain(one.label) for one in buttons))
    return "\n".join(out)


def buttons_of(message: Message) -> list[Button]:
    return [one for part in message.parts if isinstance(part, Buttons) for one in part.buttons]


def button(message: Message, label: str) -> Button:
    """The button with this label. Raises StopIteration when there is none."""
    return next(one for one in buttons_of(message) if plain(one.label) == label)


def said(replies: Sequence[Reply]) -> str:
    """The words of what was replied."""
    return "\n".join(words_of(one.message) for one in replies if isinstance(one, Tell | Redraw))


class World:
    """One community in a house with a platform of paper."""

    def __init__(self, lived: Lived) -> None:
        self.lived, self.clock, self.store = lived, lived.clock, lived.house.store

    async def keep(self, *changes: Change, workspace: str = W) -> None:
        async with self.store.writing() as connection:
            await execute(connection, [all_writes(changes, workspace, self.clock.now())])

    async def community(
        self, members: Sequence[str], name: str = "Data stewards", id: str = "c1", workspace: str = W
    ) -> None:
        inside = tuple(Membership(one, "convener" if one == members[0] else "member") for one in members)
        made = Community(
            id, workspace, name, channels=(f"slack:C-{id}",), members=inside, created_by=members[0]
        )
        await self.keep(CommunityCreated(made), workspace=workspace)

    async def joins(self, person: str, community: str = "c1") -> None:
        await self.keep(MemberJoined(community, person))

    async def leaves(self, person: str, community: str = "c1") -> None:
        await self.keep(MemberLeft(community, person))

    async def lives_in(self, person: str, zone: str) -> None:
        await self.keep(HoursChosen(person, zone=zone))

    async def receive(self, person: str, what: Any, workspace: str = W) -> tuple[Reply, ...]:
        return await self.lived.arrives(person, what, team=workspace)

    async def command(self, words: str, person: str = CONVENER, community: str = "c1") -> tuple[Reply, ...]:
        return await self.receive(person, Command(words, channel=f"slack:C-{community}"))

    async def press(self, person: str, pressed: Button) -> tuple[Reply, ...]:
        card = MessageRef(f"slack:D{person[-3:]}", "1")
        return await self.receive(
            person, Press(pressed.action, pressed.args, message=card, channel=card.channel)
        )

    async def writes(self, person: str, pressed: Button, words: str) -> tuple[Reply, ...]:
        """Open the form behind this button and send words."""
        (opened,) = await self.press(person, pressed)
        assert isinstance(opened, Open), said((opened,))
        return await self.receive(person, Submission(opened.form.id, opened.form.memo, {"words": words}))

    async def starts(self, community: str = "c1", by: str = CONVENER, **answers: Any) -> Message:
        """Fill in the form; returns the preview."""
        filled = {"measures": ("ID", "BE", "PS"), "problem": "", "opens": "", "days": "5"} | answers
        (reply,) = await self.receive(by, Submission("pulse.new", (community,), filled))
        assert isinstance(reply, Tell), reply
        return reply.message

    async def sends(self, community: str = "c1", by: str = CONVENER, **answers: Any) -> str:
        """Start a pulse and send it; returns the wave's id."""
        preview = await self.starts(community, by, **answers)
        send = button(preview, "Send")
        await self.press(by, send)
        await self.lived.house.beat()
        return send.args[0]

    async def at(self, when: datetime) -> None:
        """Move on to this instant; everything due on the way happens in order."""
        await self.lived.house.advance(when)

    async def later(self, **span: float) -> None:
        await self.at(self.clock.now() + timedelta(**span))

    async def letters(self, kind: str = "", to: str = "") -> list[Any]:
        """What waits to be carried out, oldest first."""
        async with self.store.reading() as connection:
            rows = (
                await connection.execute(select(letters).order_by(letters.c.not_before, letters.c.once))
            ).all()
        found = [read_letter(row) for row in rows]
        return [one for one in found if one.kind.startswith(kind) and (not to or one.to == to)]

    async def rows(self, table: str) -> list[Any]:
        """Everything in a table."""
        async with self.store.reading() as connection:
            return list((await connection.execute(select(metadata.tables[table]))).all())

    def got(self, person: str, words: str) -> list[Message]:
        """What was really carried to somebody and says this."""
        return [one for one in self.lived.paper.to(person) if words in words_of(one)]

    async def card(self, person: str, wave: str) -> Message:
        (letter,) = [
            one for one in await self.letters("pulse.ask", person) if one.once == f"pulse.ask:{wave}:{person}"
        ]
        card: Message = letter.message
        return card

    async def answers(self, person: str, wave: str, *labels: str) -> Message:
        """Press these labels one after the other; returns the card as it stands then."""
        card = await self.card(person, wave)
        for label in labels:
            (reply,) = await self.press(person, button(card, label))
            assert isinstance(reply, Redraw), said((reply,))
            card = reply.message
        return card


@asynccontextmanager
async def world(
    url: str, house_key: bytes = b"", least_answers: int = 5, pairs: bool = False
) -> AsyncIterator[World]:
    """A house that knows a key kept outside its database."""
    async with lived_in(
        url, at=MONDAY, house_key=house_key, least_answers=least_answers, pairs=pairs
    ) as lived:
        yield World(lived)
