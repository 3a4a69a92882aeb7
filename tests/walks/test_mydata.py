"""In the local client: somebody reads what is kept about them, reads it all, and is erased in two steps."""

from __future__ import annotations

import pytest

from tests.harness.local_slack import words_of
from tests.walks.camera import camera_at
from tests.walks.conftest import Walk

pytestmark = pytest.mark.asyncio

ANA, BEN, GENERAL = "U01ANA", "U02BEN", "C01GEN"
PICTURES = "EVENER_MYDATA_PICTURES"  # a folder: what is seen on the way is kept there


async def test_a_person_reads_and_is_erased_at_the_client(walk: Walk) -> None:
    slack = walk.slack
    async with camera_at(slack.address, "mydata", PICTURES) as camera:
        await slack.command(ANA, "new")
        await slack.form("New community")
        await slack.submit(ANA, {"Name": "Data stewards"})
        await slack.sees(GENERAL, "is a community now")
        await walk.passes(minutes=5)
        await slack.command(BEN, "mydata")
        card = await slack.sees(GENERAL, "Only you see this")
        assert "Communities" in words_of(card)
        await camera.keep("Ben Okafor", "general", "Only you see this", "card")
        await slack.press(BEN, card, "Read it all")
        await slack.sees(GENERAL, "Page 1 of what is kept about you")
        await slack.press(BEN, card, "Erase me")
        asked = await slack.sees(GENERAL, "This cannot be undone")
        await camera.keep("Ben Okafor", "general", "This cannot be undone", "ask")
        await slack.press(BEN, asked, "Erase me, leave those")
        await slack.sees(GENERAL, "It has begun")
        assert await walk.house.housekeeping.erase() == 1
        await slack.command(BEN, "mydata")
        await slack.sees(GENERAL, "Nothing is kept about you")
        assert slack.refusals() == []
