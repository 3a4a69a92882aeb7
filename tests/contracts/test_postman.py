"""Every letter is delivered once, or what became of it is known and treated as its writer declared."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from adapters.port import Later, Refused, Unknown
from bot.clock import given
from bot.doctor import silent_letters
from bot.keeping import keep
from facilitation.voice.community import TOLD
from facilitation.words import Decision, Fate, Letter, Message, MessageRef, Opened, Prose
from storage.outbox import Claimed, hand, letters, load_due
from tests.harness.house import CHANNEL, MONDAY, TEAM, Lived, lived_in, words_of

pytestmark = pytest.mark.asyncio

ANA = "slack:U1"
LETTER = Letter("l:1", CHANNEL, Message(TOLD, (Prose((TOLD,)),)), "test")


async def write(lived: Lived, *written: Letter) -> None:
    async with lived.house.store.writing() as connection:
        now = given(lived.clock, lived.house.chance)
        await keep(connection, [(TEAM, Decision(letters=written))], now)


async def in_hand(connection: AsyncConnection, lived: Lived) -> list[Claimed]:
    """The letters that are due, as a postman has them when the power goes."""
    claimed = await load_due(connection, TEAM, lived.clock.now())
    await hand(connection, claimed, lived.clock.now())
    return claimed


async def states(lived: Lived) -> dict[str, str]:
    async with lived.house.store.reading() as connection:
        return {row.once: row.state for row in await connection.execute(select(letters))}


async def test_a_letter_is_delivered_once(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await write(lived, LETTER)
        await lived.house.beat()
        await lived.house.beat()
        assert len(lived.paper.sent) == 1
        assert await states(lived) == {"l:1": "delivered"}


async def test_when_the_platform_asks_to_wait_the_letter_waits(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.plan[CHANNEL].append(Later(30, everyone=True))
        await write(lived, LETTER, replace(LETTER, once="l:2", to="slack:C2"))
        await lived.house.beat()
        await lived.passes(seconds=20)
        assert len(lived.paper.sent) < 2
        await lived.passes(seconds=30)
        assert set((await states(lived)).values()) == {"delivered"}


async def test_a_refused_person_is_marked_unreachable_and_gets_no_more(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.plan[ANA].append(Refused("account_inactive", "person", "They left."))
        await write(lived, replace(LETTER, to=ANA))
        await lived.house.beat()
        await write(lived, replace(LETTER, once="l:2", to=ANA))
        await lived.house.beat()
        assert await states(lived) == {"l:1": "refused", "l:2": "dropped"}


async def test_an_admin_sees_how_many_cannot_be_written_to_and_never_who(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        for number, person in enumerate((ANA, "slack:U2")):
            lived.paper.plan[person].append(Refused("MessageWritesBlocked", "person", "Theirs to decide."))
            await write(lived, replace(LETTER, once=f"l:{number}", to=person))
        await lived.house.beat()
        (told,) = await silent_letters(lived.house.store)
        assert told.well
        assert told.what.startswith(f"2 of the people in {TEAM} cannot be written to")
        assert ANA not in told.what


async def test_whoever_comes_back_is_written_to_again(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.plan[ANA].append(Refused("MessageWritesBlocked", "person", "Theirs to decide."))
        await write(lived, replace(LETTER, to=ANA))
        await lived.house.beat()
        await lived.arrives(ANA, Opened())
        await write(lived, replace(LETTER, once="l:2", to=ANA))
        await lived.house.beat()
        assert await states(lived) == {"l:1": "refused", "l:2": "delivered"}
        assert await silent_letters(lived.house.store) == []


async def test_a_letter_cut_off_while_sending_is_looked_for_and_sent_only_if_absent(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.plan[CHANNEL].append(Unknown("timeout"))
        await write(lived, LETTER)
        await lived.house.beat()
        assert len(lived.paper.sent) == 1
        assert await states(lived) == {"l:1": "delivered"}


async def test_a_letter_that_arrived_before_the_power_cut_is_not_sent_again(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await write(lived, LETTER)
        async with lived.house.store.writing() as connection:
            (claimed,) = await in_hand(connection, lived)
        lived.paper.marks[claimed.mark] = MessageRef(CHANNEL, "there")
        lived.clock.move_to(MONDAY + timedelta(minutes=5))
        await lived.house.beat()
        assert lived.paper.sent == []
        assert await states(lived) == {"l:1": "delivered"}


@pytest.mark.parametrize(("fate", "sent"), [(Fate.LET_GO, 0), (Fate.REPEAT, 1)])
async def test_where_nobody_can_look_the_letters_own_fate_decides(
    any_database: str, fate: Fate, sent: int
) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.blind = True
        await write(lived, replace(LETTER, fate=fate))
        async with lived.house.store.writing() as connection:
            await in_hand(connection, lived)
        lived.clock.move_to(MONDAY + timedelta(minutes=5))
        await lived.house.beat()
        assert len(lived.paper.sent) == sent
        assert (await states(lived))["l:1"] == ("delivered" if sent else "unknown")


async def test_an_expired_letter_is_dropped_with_its_reason(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await write(lived, replace(LETTER, expires=MONDAY))
        await lived.house.beat()
        assert await states(lived) == {"l:1": "dropped"}


async def test_a_later_letter_edits_and_another_takes_back_what_the_first_said(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await write(lived, LETTER, replace(LETTER, once="l:2", thread_of="l:1"))
        await lived.passes(seconds=30)
        assert lived.paper.sent[1].thread == MessageRef(CHANNEL, "1", "1")
        await write(lived, replace(LETTER, once="l:3", edits="l:1"))
        await lived.passes(seconds=30)
        assert lived.paper.sent[2].edits == MessageRef(CHANNEL, "1")
        await write(lived, replace(LETTER, once="l:4", deletes="l:1"))
        await lived.passes(seconds=30)
        assert MessageRef(CHANNEL, "1") not in lived.paper.standing


async def test_letters_to_one_channel_keep_the_platforms_pace(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await write(lived, *(replace(LETTER, once=f"l:{n}") for n in range(6)))
        await lived.house.beat()
        assert len(lived.paper.sent) == 2  # a burst of two, then one a second
        await lived.passes(seconds=3)
        assert len(lived.paper.sent) == 5


async def test_outside_their_hours_a_letter_waits_until_they_open(any_database: str) -> None:
    saturday = MONDAY - timedelta(days=2)
    async with lived_in(any_database, at=saturday) as lived:
        await write(lived, replace(LETTER, to=ANA))
        await lived.house.beat()
        assert lived.paper.sent == []
        await lived.passes(days=2, hours=1)
        assert len(lived.paper.sent) == 1


async def test_who_does_not_want_to_be_disturbed_gets_what_can_wait_afterwards_and_is_told_why(
    any_database: str,
) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.shields[ANA] = MONDAY + timedelta(hours=2)
        answer = replace(LETTER, to=ANA, once="l:answer", importance=100)
        await write(lived, replace(LETTER, to=ANA), answer, replace(LETTER, once="l:channel"))
        await lived.house.beat()
        assert await states(lived) == {"l:1": "waiting", "l:answer": "delivered", "l:channel": "delivered"}
        assert "notifications switched off" in words_of(await lived.types(ANA, "why"))
        lived.paper.shields.clear()
        await lived.passes(hours=2, minutes=1)
        assert set((await states(lived)).values()) == {"delivered"}
