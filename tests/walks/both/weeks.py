"""Weeks of a young community: what its convener is told on Tuesdays, who says hello to somebody new, and who meets whom."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tests.walks.both.walk import ANA, BEN, CHI, DEE, EVA, FIN, Story, walk
from tests.walks.clients import Client

WEEKS: Story = {}
MEMBERS = (BEN, CHI, DEE, EVA)
HELLO = "Would you say hello?"
lived = partial(walk, WEEKS)


@lived("A convener's ideas of the week, and why this one, in what was seen and where it comes from")
async def digest(client: Client) -> None:
    await client.command(ANA, "new")
    await client.fill_in(ANA, "New community", {"Name": "Data stewards"})
    await client.sees(ANA, "is a community now")
    for person in (*MEMBERS, FIN):
        await client.joins(person)
    await client.passes(minutes=5)
    await client.leaves(FIN)
    await client.sees(FIN, "You are out of")
    await client.passes(days=8, hours=6)
    ideas = await client.sees(ANA, "No purpose yet")
    assert "Nothing here is an order" in client.words(ideas)
    await client.picks(ANA, ideas, "Why this?")
    assert "the purpose in its charter is empty" in client.words(
        await client.sees(ANA, "Where the idea comes from")
    )


@lived("An idea's question put to all in the convener's name, and an idea stopped and had back")
async def idea(client: Client) -> None:
    ideas = await client.sees(ANA, "No purpose yet")
    await client.press(ANA, ideas, "A question to all")
    ready = await client.sees(ANA, "Here is a question you can put to the group")
    await client.press(ANA, ready, "Post it in my name")
    await client.sees(ANA, "It is on its way to")
    await client.passes(minutes=1)
    await client.sees(BEN, "What would be missing if this community were not here?")
    await client.picks(ANA, ideas, "Not for 4 weeks")
    await client.sees(ANA, "I will leave it until")
    await client.picks(ANA, ideas, "Stop this kind")
    await client.press(ANA, await client.sees(ANA, "I will not send you this kind again"), "Have it back")
    await client.sees(ANA, "It may come again")


@lived("Somebody new: one member is asked in private to say hello, and after a “not me” another one")
async def welcome(client: Client) -> None:
    await client.command(FIN, "join")
    await client.sees(FIN, "You are in")
    await client.passes(days=1, hours=12)
    first, card = await client.either_sees(MEMBERS, HELLO)
    assert "is new in" in client.words(card)
    await client.press(first, card, "Not me")
    await client.sees(first, "I will ask somebody else")
    await client.passes(days=1)
    others = [one for one in MEMBERS if one != first]
    second, card = await client.either_sees(others, HELLO)
    await client.press(second, card, "I will say hello")
    await client.sees(second, "often opens a talk")


@lived("Introductions in pairs for those who want them")
async def introductions(client: Client) -> None:
    await client.command(CHI, "introductions")
    await client.sees(CHI, "The channel hears of it now")
    await client.passes(minutes=1)
    offered = await client.sees(BEN, "offers introductions in")
    for person in (BEN, CHI, DEE, FIN):
        await client.press(person, offered, "Count me in")
        await client.sees(person, "You take part")
    await client.press(EVA, offered, "Without me")
    await client.sees(EVA, "You take no part. Nobody is told.")
    await client.passes(days=13)
    for person in (BEN, CHI, DEE, FIN):
        assert "A question to begin with" in client.words(await client.sees(person, "and you are paired in"))


@lived("Did you meet? Answered by each alone, or paused until a day")
async def met(client: Client) -> None:
    await client.passes(days=13)
    await client.press(BEN, await client.sees(BEN, "Did you and"), "We met")
    await client.sees(BEN, "Noted. Only you see your answer")
    await client.press(CHI, await client.sees(CHI, "Did you and"), "Not yet")
    await client.sees(CHI, "No hurry")
    await client.press(DEE, await client.sees(DEE, "Did you and"), "Pause me")
    until = client.house.clock.now() + timedelta(days=30)
    await client.fill_in(DEE, "Pause introductions", {"Until which day?": f"{until:%Y-%m-%d}"})
    await client.sees(DEE, "You pause until")
