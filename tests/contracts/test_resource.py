"""Means are asked for in the open: within the sponsor's terms at once, above them by the sponsor's word and reason."""

from __future__ import annotations

import pytest

from facilitation.words import Open, Reask
from storage.ledger import ledger
from tests.contracts.test_membership import ANA, BEN, CARO, make
from tests.contracts.test_nudges import rows
from tests.harness.house import CHANNEL, Lived, buttons_in, lived_in, words_of

pytestmark = pytest.mark.asyncio
SPONSOR = "slack:U5"


async def sponsored(lived: Lived, **answers: str) -> str:
    """A community of three with a sponsor who is no member; its id."""
    lived.paper.rosters[CHANNEL] = (ANA, BEN, CARO)
    return await make(lived, sponsor=SPONSOR, **answers)


async def asks(lived: Lived, community: str, amount: str, kind: str = "funding", by: str = BEN) -> str:
    filled = {"kind": kind, "what": "A day with a trainer", "amount": amount}
    replies = await lived.submits(by, "request.new", community, **filled)
    await lived.passes(minutes=1)
    return words_of(replies)


def question_to(lived: Lived) -> tuple[str, ...]:
    """The arguments of the newest question to the sponsor."""
    asked = [one for one in lived.paper.to(SPONSOR) if "Grant it" in buttons_in(one)]
    return buttons_in(asked[-1])["Grant it"][1]


async def test_inside_the_terms_it_is_granted_at_once_until_the_quarter_is_used_up(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        await lived.submits(SPONSOR, "request.terms", community, kind="funding", amount="500", count="2")
        assert "granted" in await asks(lived, community, "300")
        assert "It is open now" in await asks(lived, community, "300")  # 600 in all
        assert "granted" in await asks(lived, community, "200")
        assert "It is open now" in await asks(lived, community, "0")  # a third request
        await lived.passes(days=40)
        assert "granted" in await asks(lived, community, "500")  # a new quarter
        assert "It is open now" in await asks(lived, community, "1", kind="mentor")


async def test_above_the_terms_the_sponsor_decides_with_a_reason_that_all_read(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        await asks(lived, community, "900")
        args = question_to(lived)
        (form,) = await lived.presses(SPONSOR, "request.grant", *args)
        assert isinstance(form, Open)
        assert isinstance(
            (await lived.submits(SPONSOR, "request.decide", *form.form.memo, reason=""))[0], Reask
        )
        await lived.submits(SPONSOR, "request.decide", *form.form.memo, reason="It helps the whole team")
        await lived.passes(minutes=1)
        for reader in (CHANNEL, BEN):
            last = lived.paper.to(reader)[-1]
            assert "grants the request for money" in words_of(last)
            assert any(getattr(part, "words", "") == "It helps the whole team" for part in last.parts)
        assert "settled already" in words_of(await lived.presses(SPONSOR, "request.decline", *args))


def questions_to(lived: Lived) -> int:
    """How often the sponsor was asked about it by itself; the Monday that lists what is open does not count."""
    asked = [one for one in lived.paper.to(SPONSOR) if not one.summary.key.startswith("digest.")]
    return sum("Grant it" in buttons_in(one) for one in asked)


async def test_without_a_word_it_comes_back_to_the_sponsor_and_all_see_it_open(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        await asks(lived, community, "900")
        await lived.passes(days=29)
        assert questions_to(lived) == 3
        assert any("Open for 28 days" in words_of(one) for one in lived.paper.to(CHANNEL))
        shown = await lived.types(CARO, "requests")
        assert "Open since 2 March 2026" in words_of(shown) and "Grant it" not in buttons_in(shown)
        await lived.passes(days=200)
        assert questions_to(lived) == 7


async def test_only_the_sponsor_decides_and_only_who_asked_takes_back(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        await asks(lived, community, "900")
        args = question_to(lived)
        assert "for the sponsor" in words_of(await lived.presses(ANA, "request.grant", *args))
        assert "for the sponsor" in words_of(await lived.types(ANA, "terms"))
        assert "settled" in words_of(await lived.presses(CARO, "request.take_back", *args))
        assert "taken back" in words_of(await lived.presses(BEN, "request.take_back", *args))
        await lived.passes(days=15)
        assert questions_to(lived) == 1


async def test_an_offer_of_the_kind_is_heard_of_and_who_asked_says_whether_it_fits(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        await asks(lived, community, "1", kind="mentor")
        told = await lived.submits(CARO, "offer.new", community, kind="mentor", what="I mentor on Fridays")
        assert "1 person who asked" in words_of(told)
        await lived.passes(minutes=1)
        args = buttons_in(lived.paper.to(BEN)[-1])["That fits"][1]
        await lived.presses(BEN, "offer.fits", *args)
        await lived.passes(minutes=1)
        assert "is met by @slack:U3" in words_of(lived.paper.to(CHANNEL)[-1])
        assert "a mentor, granted" in words_of(await lived.types(ANA, "requests"))


async def test_an_earlier_offer_is_shown_to_who_asks_and_they_may_ask_for_it(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        await lived.submits(CARO, "offer.new", community, kind="mentor", what="I mentor on Fridays")
        filled = {"kind": "mentor", "what": "Somebody to talk to", "amount": ""}
        replies = await lived.submits(BEN, "request.new", community, **filled)
        args = buttons_in(replies)["Ask them about it"][1]
        await lived.presses(BEN, "offer.ask", *args)
        await lived.passes(minutes=1)
        assert "asks for it" in words_of(lived.paper.to(CARO)[-1])


async def test_without_a_sponsor_the_channel_is_asked(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        lived.paper.rosters[CHANNEL] = (ANA, BEN)
        community = await make(lived)
        await asks(lived, community, "5")
        assert "Who has it, or knows who does?" in words_of(lived.paper.to(CHANNEL)[-1])


async def test_what_cannot_be_is_named_and_the_ledger_keeps_no_words(any_database: str) -> None:
    async with lived_in(any_database) as lived:
        community = await sponsored(lived)
        (again,) = await lived.submits(BEN, "request.new", community, kind="time", what="", amount="many")
        assert isinstance(again, Reask) and [name for name, _ in again.errors] == ["what", "amount"]
        await asks(lived, community, "900")
        (entry,) = await rows(lived, ledger, kind="request.opened")
        assert entry.about == {"kind": "funding"}
