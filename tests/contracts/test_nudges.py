"""A convener's week on both databases: it comes by itself, answers what is pressed, and remembers."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from facilitation.voice.catalogue import plain
from facilitation.words import Menu, Message
from storage.ledger import ledger
from storage.nudges import load_habit, load_stopped, nudge_offers
from tests.contracts.test_membership import ANA, BEN, make
from tests.harness.house import CHANNEL, TEAM, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio


async def rows(lived: Lived, table: object, **where: object) -> list:  # type: ignore[type-arg]
    statement = select(table).filter_by(**where)  # type: ignore[call-overload]
    async with lived.house.store.reading() as connection:
        return list((await connection.execute(statement)).all())


async def first_digest(lived: Lived) -> Message:
    """Ana makes a community without a purpose; the digest that comes to her in the weeks after."""
    lived.paper.rosters[CHANNEL] = (ANA, BEN)
    await make(lived, purpose="")
    for _ in range(6):
        await lived.passes(days=7)
        digests = [one for one in lived.paper.to(ANA) if "Your week as a convener." in words_of(one)]
        if digests:
            return digests[-1]
    raise AssertionError("no digest came in six weeks")


def offer_in(digest: Message) -> str:
    return next(args for action, args in buttons_in(digest).values() if action == "nudge.choose")[0]


async def test_a_digest_comes_by_itself_on_a_tuesday_and_one_a_week_at_most(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await first_digest(lived)
        assert lived.clock.now().weekday() == 0
        delivered = await rows(lived, ledger, kind="letter.delivered", person_id=ANA)
        days = [row.at for row in delivered if row.about["kind"] == "digest.convener"]
        assert all(at.weekday() == 1 and at.hour == 9 for at in days)
        offered = await rows(lived, nudge_offers)
        assert {row.kind for row in offered} & {"no_purpose", "few_members", "no_problem", "no_rhythm"}


async def test_every_press_on_a_digest_is_answered_and_kept(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        digest = await first_digest(lived)
        offer = offer_in(digest)
        assert (await load_habit_of(lived)).untouched >= 1
        assert len(words_of(await lived.presses(ANA, "nudge.choose", offer, "either"))) > 20
        assert (await load_habit_of(lived)).untouched == 0
        assert [row.said for row in await rows(lived, nudge_offers, offer_id=offer)] == ["either"]
        menu = next(part for part in digest.parts if isinstance(part, Menu))
        assert menu.action == "nudge.more"
        why = await lived.presses(ANA, "nudge.more", offer, chosen=("why",))
        assert "Where the idea comes from" in words_of(why)
        assert "for somebody else" in words_of(await lived.presses(BEN, "nudge.more", offer, chosen=("why",)))


async def load_habit_of(lived: Lived) -> object:
    async with lived.house.store.reading() as connection:
        return await load_habit(connection, TEAM, ANA)


async def test_a_stopped_kind_stays_stopped_until_it_is_wanted_again(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        offer = offer_in(await first_digest(lived))
        kind = (await rows(lived, nudge_offers, offer_id=offer))[0].kind
        await lived.presses(ANA, "nudge.more", offer, chosen=("stop",))
        async with lived.house.store.reading() as connection:
            assert await load_stopped(connection, TEAM, ANA) == {kind}
        assert "Have it back" in words_of(await lived.presses(ANA, "nudge.stopped"))
        await lived.presses(ANA, "nudge.again", kind)
        assert "You have stopped no kind." in words_of(await lived.presses(ANA, "nudge.stopped"))


async def test_what_was_offered_is_measured_when_it_could_have_helped(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await first_digest(lived)
        await lived.passes(days=50)
        measured = [row for row in await rows(lived, nudge_offers) if row.helped is not None]
        assert measured
        assert "not known yet" in words_of(await lived.types(ANA, "nudges"))


async def test_a_question_goes_to_the_channel_in_the_conveners_name(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        offer = offer_in(await first_digest(lived))
        shown = [await lived.presses(ANA, "nudge.choose", offer, move) for move in ("either", "other")]
        assert any(action == "nudge.post" for one in shown for action, _ in buttons_in(one).values())
        await lived.presses(ANA, "nudge.post", offer)
        await lived.passes(minutes=1)
        assert any("asks:" in words_of(one) for one in lived.paper.to(CHANNEL))


async def test_somebody_who_asks_why_hears_what_was_sent_and_held_and_nobody_elses(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        await first_digest(lived)
        told = words_of(await lived.types(ANA, "why"))
        assert "a digest, sent." in told
        assert "I sent you nothing" in words_of(await lived.types(BEN, "why"))


async def test_a_whole_digest_body_keeps_each_thought_short(sqlite_url: str) -> None:
    async with lived_in(sqlite_url) as lived:
        digest = await first_digest(lived)
        assert all(
            len(plain(p)) <= 300 for part in digest.parts if hasattr(part, "phrases") for p in part.phrases
        )
