"""Playing something on a copy: one community's rows in a throw-away database, a clock that jumps, a platform of paper.

The same house, rules and budget as in earnest; only the platform is paper, so nothing can be sent.
"""

from __future__ import annotations

import tempfile
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Table, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.attention import is_channel, weigh
from bot.clock import Chance, StillClock
from bot.house import House
from bot.paper import Paper
from bot.routes.route import Route, Routes
from facilitation import rehearsal
from facilitation.community import Community
from facilitation.nudges.week import WEEK
from facilitation.rehearsal import Played, Stage
from facilitation.voice import rehearsal as say
from facilitation.voice.rehearsal import SAMPLE, SOMEBODY
from facilitation.words import (
    Arrival,
    Command,
    Form,
    Open,
    PersonId,
    Press,
    Profile,
    Reply,
    Submission,
    Tell,
    Wake,
    What,
    WorkspaceId,
)
from storage.arrivals import arrivals
from storage.community import community_channels
from storage.engine import Store
from storage.erasing import erasures
from storage.hours import hour_of
from storage.housekeeping import ledger_archive
from storage.keyring import keyring
from storage.ledger import ledger
from storage.meant import meant_by
from storage.outbox import DELIVERED, DROPPED, letters, read_letter
from storage.pace import paces
from storage.people import people
from storage.pulse import pulse_secrets, pulse_sheets
from storage.pulse_pairs import pulse_pairs
from storage.pulse_quiet import pulse_first_readers
from storage.tables import metadata
from storage.wakes import wake_write, wakes

NEW = "rehearsed-newcomer"
NOT_COPIED = {
    one.name
    for one in (
        arrivals,
        erasures,
        keyring,
        ledger,
        ledger_archive,
        letters,
        paces,
        wakes,
        pulse_secrets,
        pulse_sheets,
        pulse_first_readers,
        pulse_pairs,
    )
}
CHUNK = 500


@dataclass
class Copy:
    """A house on a copy of one community, and the short words a rehearsal needs."""

    house: House
    clock: StillClock
    community: Community

    def __post_init__(self) -> None:
        self._ids = count(1)

    async def hears(self, person: PersonId, what: What) -> tuple[Reply, ...]:
        arrival = Arrival(f"rehearsal-{next(self._ids)}", self.community.workspace, person, what)
        return await self.house.reception.receive(arrival)

    async def passes(self, **time: float) -> None:
        await self.house.advance(self.clock.now() + timedelta(**time))

    @property
    def channel(self) -> str:
        return self.community.channels[0] if self.community.channels else ""


# --- the copy ------------------------------------------------------------------------------------------------------


async def copy_rows(source: AsyncConnection, target: AsyncConnection, community: Community) -> None:
    """Everything that is kept of this community and its people (of pulses, no answers)."""
    inside = {one.person for one in community.members} | ({community.sponsor} if community.sponsor else set())
    for table in metadata.sorted_tables:
        if table.name in NOT_COPIED:
            continue
        rows = await source.execute(rows_of(table, community, inside))
        await keep_rows(target, table, [dict(row) for row in rows.mappings()])


def rows_of(table: Table, community: Community, inside: set[PersonId]) -> Any:
    """The rows of a table that belong to one community: by its id, its channels, or its people."""
    statement = select(table).where(table.c.workspace_id == community.workspace)
    if table is people:
        return statement.where(people.c.person_id.in_(inside))
    if "community_id" in table.c:
        return statement.where(table.c.community_id == community.id)
    if "channel_id" in table.c and table is not community_channels:
        return statement.where(table.c.channel_id.in_(community.channels))
    return statement


async def keep_rows(target: AsyncConnection, table: Table, rows: list[dict[str, Any]]) -> None:
    for start in range(0, len(rows), CHUNK):
        await target.execute(insert(table), rows[start : start + CHUNK])


# --- what is played ------------------------------------------------------------------------------------------------


async def play_week(copy: Copy, convener: PersonId) -> None:
    """The convener's next week."""
    async with copy.house.store.writing() as connection:
        due = Wake(copy.clock.now(), WEEK, convener)
        await connection.execute(*wake_write(due, copy.community.workspace))
    await copy.passes(days=8)


async def play_welcome(copy: Copy, convener: PersonId) -> None:
    """Somebody new comes; what follows in a week."""
    newcomer = f"{convener.partition(':')[0]}:{NEW}"
    await copy.hears(newcomer, Profile(name=SOMEBODY))
    await copy.hears(newcomer, Press("community.join", (copy.community.id,)))
    await copy.hears(convener, Command("status", copy.channel))
    async with copy.house.store.writing() as connection:
        look = Wake(copy.clock.now(), "welcome.look", copy.community.id)
        await connection.execute(*wake_write(look, copy.community.workspace))
    await copy.passes(days=7)


async def play_story(copy: Copy, convener: PersonId) -> None:
    """A story about another member, told, agreed to and shown."""
    other = next((one.person for one in copy.community.members if one.person != convener), "")
    told = await copy.hears(convener, Command("story", copy.channel))
    story = argument(told, "story.answer")
    for number, words in enumerate(SAMPLE):
        memo = (copy.community.id, story, str(number))
        await copy.hears(convener, Submission("story.answer", memo, {"words": words}))
    memo = (copy.community.id, story)
    answers = {"cycle": "applied", "meaning": SAMPLE[0], "named1": other}
    await copy.hears(convener, Submission("story.meaning", memo, answers))
    await copy.passes(days=3)
    if other:
        await copy.hears(other, Press("story.consent", (*memo, "yes")))
    await copy.passes(days=3)
    await copy.hears(convener, Press("story.queue", memo))
    await copy.passes(days=8)


async def play_pulse(copy: Copy, convener: PersonId) -> None:
    """A pulse as its form proposes it, until after it closes; nobody answers."""
    opened = await copy.hears(convener, Command("pulse", copy.channel))
    form = next((reply.form for reply in opened if isinstance(reply, Open)), None)
    if form is None:
        return
    preview = await copy.hears(convener, Submission(form.id, form.memo, proposed(form)))
    wave = argument(preview, "pulse.send")
    if wave:
        await copy.hears(convener, Press("pulse.send", (wave,)))
        await copy.passes(days=21)


def proposed(form: Form) -> dict[str, Any]:
    """A form's answers as they stand when it opens."""
    answers: dict[str, Any] = {}
    for field in form.fields:
        if hasattr(field, "name"):
            stands = getattr(field, "picked", None) or getattr(field, "value", None) or ""
            answers[field.name] = stands if isinstance(stands, tuple) else str(stands)
    return answers


def argument(replies: tuple[Reply, ...], action: str) -> str:
    """The last argument of the button with this action; '' when there is none."""
    messages = [reply.message for reply in replies if isinstance(reply, Tell)]
    buttons = [one for message in messages for part in message.parts for one in getattr(part, "buttons", ())]
    return next((one.args[-1] for one in buttons if one.action == action and one.args), "")


PLAYS: dict[str, Callable[[Copy, PersonId], Awaitable[None]]] = {
    "week": play_week,
    "welcome": play_welcome,
    "story": play_story,
    "pulse": play_pulse,
}


# --- the rehearsal -------------------------------------------------------------------------------------------------


async def rehearse(
    source: AsyncConnection,
    community: Community,
    convener: PersonId,
    what: str,
    now: datetime,
    features: tuple[Routes, ...],
) -> tuple[tuple[Played, ...], int]:
    """What would go out, and how many letters would wait or be dropped. ``what``: one of PLAYS."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="evener-rehearsal-"))
        store = Store(f"sqlite+aiosqlite:///{Path(folder) / 'copy.db'}")
        await store.create_all()
        async with store.writing() as target:
            await copy_rows(source, target, community)
        clock = StillClock(now)
        house = House(store, clock, Chance("rehearsal"), features, weigh=weigh)
        house.add(Paper(name=community.workspace.partition(":")[0]))
        await house.open(beating=False)
        stack.push_async_callback(house.close)
        await PLAYS[what](Copy(house, clock, community), convener)
        return await what_went_out(store, community.workspace)


async def what_went_out(store: Store, workspace: WorkspaceId) -> tuple[tuple[Played, ...], int]:
    """Every letter that was delivered on the copy, in time; and how many were held back or not sent."""
    sent = select(letters).where(letters.c.workspace_id == workspace, letters.c.state == DELIVERED)
    dropped = select(func.count()).where(letters.c.workspace_id == workspace, letters.c.state == DROPPED)
    held = select(func.count(func.distinct(ledger.c.subject))).where(
        ledger.c.workspace_id == workspace, ledger.c.kind == "letter.held"
    )
    async with store.reading() as connection:
        rows = (await connection.execute(sent.order_by(letters.c.settled_at, letters.c.letter_id))).all()
        waiting = (await connection.scalar(dropped) or 0) + (await connection.scalar(held) or 0)
    read = [(read_letter(row), row.settled_at) for row in rows]
    played = tuple(
        Played(letter.kind, letter.to, at, letter.message, is_channel(letter.to))
        for letter, at in read
        if not letter.deletes and not letter.edits
    )
    return played, waiting


# --- its command ---------------------------------------------------------------------------------------------------


def with_rehearsal(features: tuple[Routes, ...]) -> tuple[Routes, ...]:
    """These features, and ``/community rehearse`` over them."""
    return (*features, routes_over(features))


def routes_over(features: tuple[Routes, ...]) -> Routes:
    """The rehearsal of these features: the copy lives by the same routes as the house."""

    async def load_stage(connection: AsyncConnection, arrival: Arrival) -> Stage:
        """Play it on a copy, where the one who asks may see it."""
        assert isinstance(arrival.what, Command)
        community = await meant_by(connection, arrival)
        what = (*arrival.what.words.lower().split(), "", "")[1]
        if community is None or what not in PLAYS or not community.is_convened_by(arrival.person):
            return Stage(community, what)
        now = await hour_of(connection, arrival)
        played, held = await rehearse(connection, community, arrival.person, what, now, features)
        return Stage(community, what, played, held)

    return Routes(
        commands={"rehearse": Route(rehearsal.show, load=load_stage, lane=None)},
        help={"rehearse": say.MEANS},
    )
