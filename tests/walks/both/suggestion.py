"""Somebody near a community is named to those who know them, asked by one of them, and decides for themselves."""

from __future__ import annotations

from functools import partial

from tests.walks.both.walk import ANA, BEN, CHI, DEE, EVA, FIN, Story, walk
from tests.walks.clients import Client

SUGGESTION: Story = {}
MEMBERS, NEAR = (ANA, BEN, CHI), (DEE, EVA, FIN)
lived = partial(walk, SUGGESTION)


@lived("Talk in a channel that names no bot, counted without its words, and no picture of fewer than five")
async def talk(client: Client) -> None:
    for member in MEMBERS:
        for _ in range(3):
            await client.says(member, "what I saw today")
    for number, one in enumerate(NEAR):
        for _ in range(2):
            await client.says(one, "is this yours?", (BEN, CHI)[number % 2], elsewhere=True)
    await client.catches_up()
    await client.command(ANA, "new")
    await client.fill_in(ANA, "New community", {"Name": "Data stewards", "Purpose": "Care for data"})
    await client.sees(ANA, "is a community now")
    await client.passes(minutes=5)
    for one in NEAR:
        await client.leaves(one)
        await client.sees(one, "You are out of")
    await client.command(ANA, "picture")
    await client.sees(ANA, "Fewer than 5 people wrote")


@lived("A convener asks who could be drawn in, and reads why in counts")
async def suggested(client: Client) -> None:
    await client.command(ANA, "suggest")
    await client.passes(minutes=1)
    card = await client.sees(ANA, "could be drawn into")
    assert "answered or mentioned each other" in client.words(card)
    await client.shows(ANA, "suggestion", "answered or mentioned each other")
    await client.press(ANA, card, "Ask a member to invite")
    await client.passes(days=4)


@lived("A member who knows them says “I'll ask” and gets words to send; the bot writes to nobody it names")
async def asked(client: Client) -> None:
    member, card = await client.either_sees((BEN, CHI), "Would you ask whether")
    assert "Reading along is a full way" in client.words(card)
    await client.press(member, card, "I'll ask")
    await client.fill_in(member, "Your words", {})
    await client.sees(member, "Here are your words")


@lived("Whoever was named sees it and can end it")
async def named(client: Client) -> None:
    for one in NEAR:
        await client.command(one, "mine")
    who, card = await client.either_sees(NEAR, "I asked")
    await client.press(who, card, "Do not suggest me")
