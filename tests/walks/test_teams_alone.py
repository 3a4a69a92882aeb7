"""What Teams alone asks for: a card that comes into view is drawn as things stand now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walks.at_teams import AtTeams, at_teams
from tests.walks.both import asking
from tests.walks.both.walk import ANA, BEN, CHI, EVA, FIN

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("both-clients")]


async def test_cards_that_come_into_view_are_drawn_as_things_stand_and_nothing_is_said(
    tmp_path: Path,
) -> None:
    async with at_teams(tmp_path) as client:
        await asking.community(client)
        await pulse(client)
        await monday(client)


async def pulse(client: AtTeams) -> None:
    """A question stays a question, an answer stays said, and once it has closed the card says so by itself."""
    await client.command(BEN, "pulse")
    await client.fill_in(BEN, "Start a pulse", {"What to ask about": ("Belonging",)})
    await client.press(BEN, await client.sees(BEN, "Each person gets one of these"), "Send")
    await client.passes(hours=30)
    for person in (ANA, EVA):
        question = await client.sees(person, "Who sees this?")
        assert "Who sees this?" in client.words(await client.looks(person, question))
        await client.press(person, question, "Agree")
    answered = await client.sees(ANA, "Look again or change")
    assert "Look again or change" in client.words(await client.looks(ANA, answered))
    waiting = await client.sees(CHI, "Who sees this?")
    await client.passes(days=8)
    spoken = len(client.teams._sent())
    for person, card in ((ANA, answered), (CHI, waiting)):
        seen = client.words(await client.looks(person, card))
        assert "closed" in seen
        assert "Who sees this?" not in seen
    assert len(client.teams._sent()) == spoken, "looking makes nobody write"


async def monday(client: AtTeams) -> None:
    """A sponsor's Monday loses the buttons for what the sponsor has answered, and keeps its words."""
    await asking.problem(client)
    await asking.monday(client)
    await asking.tries_something(client)
    await client.passes(days=7)
    digest = await client.sees(FIN, "Your promise last week was")
    assert "Not kept" in client.words(await client.looks(FIN, digest))
    await client.press(FIN, digest, "Kept")
    seen = client.words(await client.looks(FIN, digest))
    assert "I answer the budget question" in seen
    assert "Not kept" not in seen
