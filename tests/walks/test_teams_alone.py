"""What Teams alone has: message extensions in its local client, and cards that ask how things stand when they come into view."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.walks.at_teams import AtTeams, at_teams
from tests.walks.both import asking
from tests.walks.both.walk import ANA, BEN, CHI, EVA, FIN

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("one-house-two-chats")]


async def test_extensions_open_dialogs_and_cards_that_come_into_view_are_drawn_as_things_stand(
    tmp_path: Path,
) -> None:
    async with at_teams(tmp_path) as client:
        await asking.community(client)
        await extension(client)
        await pulse(client)
        await monday(client)
        assert client.refusals() == []


async def extension(client: AtTeams) -> None:
    """“Keep as a practice” on Eva's message opens a dialog with her words; they are kept once she says so."""
    await client.uses_on(ANA, "practice.capture", EVA, "<p>Pair for a <b>week</b></p>")
    assert "Pair for a week" in str(client.dialogs[ANA])
    await client.fill_in(ANA, "A practice that works", {"When …": "somebody is new"})
    await client.sees(ANA, "is asked now. It goes onto the shelf after a yes")
    await client.passes(minutes=1)
    await client.press(EVA, await client.sees(EVA, "Is that fine with you?"), "Fine with me")
    await client.sees(EVA, "It is on the shelf")


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
