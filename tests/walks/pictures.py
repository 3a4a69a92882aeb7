"""The pictures of docs/parity.md anew, from the walks: ``python -m tests.walks.pictures docs/parity`` (needs Chromium).

Each client's page is looked at while a walk goes on; the local Teams has one person at its page, so it is started for each
of those whose cards are wanted.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tests.harness import browser
from tests.walks.at_slack import at_slack
from tests.walks.at_teams import at_teams
from tests.walks.both.asking import ASKING
from tests.walks.both.life import LIFE
from tests.walks.both.suggestion import SUGGESTION
from tests.walks.both.walk import ANA, FIN
from tests.walks.camera import SlackCard, TeamsCamera

COLOURS = 48  # enough for text and buttons, and a third of the bytes


async def in_slack(folder: Path) -> None:
    for story, mend in (
        (LIFE, False),
        (ASKING, False),
        (SUGGESTION, True),
    ):  # the page shows no dates by itself
        with tempfile.TemporaryDirectory() as place:
            async with at_slack(Path(place), mend) as client, browser.page(760, 1400) as page:
                client.camera = SlackCard(page, client.slack.address, folder)
                for walked in story.values():
                    await walked(client)


async def in_teams(folder: Path) -> None:
    for story, me in ((LIFE, ANA), (ASKING, ANA), (ASKING, FIN), (SUGGESTION, ANA)):
        with tempfile.TemporaryDirectory() as place:
            async with at_teams(Path(place), me) as client, browser.page(1700, 1400) as page:
                await page.goto(client.teams.address)
                await page.get_by_text("Personal Chat", exact=True).last.wait_for()
                client.camera = TeamsCamera(page, folder)
                for walked in story.values():
                    await walked(client)


def side_by_side(folder: Path) -> None:
    """Slack on the left, Teams on the right, as one picture for each card."""
    for left in sorted(folder.glob("*-slack.png")):
        right = left.with_name(left.name.replace("-slack", "-teams"))
        both = [Image.open(one).convert("RGB") for one in (left, right)]
        wide, high = sum(one.width for one in both) + 24, max(one.height for one in both)
        sheet = Image.new("RGB", (wide, high), "white")
        sheet.paste(both[0], (0, 0))
        sheet.paste(both[1], (both[0].width + 24, 0))
        kept = sheet.quantize(COLOURS)
        kept.save(folder / left.name.replace("-slack", ""), optimize=True)
        for one in (left, right):
            one.unlink()


async def taken(folder: Path) -> None:
    await in_slack(folder)
    await in_teams(folder)


if __name__ == "__main__":
    where = Path(sys.argv[1])
    where.mkdir(parents=True, exist_ok=True)
    asyncio.run(taken(where))
    side_by_side(where)
