"""A convener asks who could be drawn in, a member says "I'll ask", somebody comes, and the community's picture changes.

``EVENER_PICTURES=docs/pictures`` keeps what is seen on the way.
"""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.async_api import Page

from bot.demo.local_slack import Channel, Colleague, Workspace
from tests.harness.local_slack import PEOPLE, Json, LocalSlack, words_of
from tests.walks.conftest import Walk, walking

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("periphery-walk")]

ANA, BEN, CHIKA = "U01ANA", "U02BEN", "U03CHI"
MEMBERS = tuple(one.id for one in PEOPLE[:5])
BEYOND = tuple(Colleague(f"U2{n:02d}NEW", f"person{n}", f"Nia Vale {n}", "Europe/Lisbon") for n in range(12))
OUTSIDE = tuple(one.id for one in BEYOND)
STEWARDS, GENERAL = "C02DATA", "C01GEN"
TOWN = Workspace(
    colleagues=(*PEOPLE[:5], *BEYOND),
    channels=(
        Channel(GENERAL, "general", (*MEMBERS, *OUTSIDE)),
        Channel(STEWARDS, "data-stewards", (*MEMBERS, *OUTSIDE)),
    ),
    name="Small workspace",
)


async def talk(slack: LocalSlack) -> None:
    """Five people write among themselves; twelve others each ask Ben or Chika something in general."""
    for member in MEMBERS:
        for _ in range(3):
            await slack.message(member, STEWARDS, "what I saw today")
    for number, one in enumerate(OUTSIDE):
        for _ in range(1 + number % 3):
            await slack.message(one, GENERAL, f"<@{(BEN, CHIKA)[number % 2]}> is this yours?")


async def found_community(walk: Walk) -> None:
    """Ana makes the community, and only the five are in it: the others leave, as people may."""
    await walk.slack.command(ANA, "new", STEWARDS)
    await walk.slack.form("New community")
    await walk.slack.submit(ANA, {"Name": "Data stewards", "Purpose": "Care for data"})
    await walk.slack.sees(STEWARDS, "is a community now")
    await walk.passes(minutes=5)
    for one in OUTSIDE:
        await walk.slack.command(one, "leave", STEWARDS)


async def asked_member(walk: Walk, page: Page) -> tuple[str, Json]:
    """Ana searches and lets suggestions go until a member is asked; who, and their card."""
    await walk.slack.command(ANA, "suggest", STEWARDS)
    await walk.passes(minutes=1)
    card = await walk.slack.hears(ANA, "could be drawn into")
    await picture(page, walk.slack, "suggested", "Ana Sousa")
    await walk.slack.press(ANA, card, "Ask a member to invite")
    await walk.passes(days=4)  # into the member's own hours, whenever this test runs
    for member in (BEN, CHIKA):
        found = [one for one in walk.slack.said_to(member) if "Would you ask whether" in words_of(one)]
        if found:
            return member, found[-1]
    raise AssertionError(walk.slack.story())


async def picture(page: Page, slack: LocalSlack, name: str, *clicks: str) -> None:
    """Keep what the page shows, where pictures are wanted."""
    folder = os.environ.get("EVENER_PICTURES")
    if not folder:
        return
    await page.goto(slack.address)
    for words in clicks:
        await page.locator(".sidebar-item", has_text=words).first.click()
    await page.wait_for_load_state("networkidle")
    await page.screenshot(path=Path(folder) / f"periphery-{name}.png")


async def test_somebody_is_suggested_asked_by_a_member_and_comes(tmp_path: Path, browser_page: Page) -> None:
    async with walking(tmp_path, workspace=TOWN) as walk:
        slack = walk.slack
        await found_community(walk)
        await talk(slack)
        walk.clock.move_to(
            datetime.now(UTC) + timedelta(minutes=5)
        )  # the client stamps messages with its own hour
        await slack.command(ANA, "picture", STEWARDS)
        before = words_of(await slack.sees(STEWARDS, "How taking part is spread"))
        assert "Wrote now and then" in before and "5 people" in before
        member, card = await asked_member(walk, browser_page)
        named = next(one for one in OUTSIDE if one in words_of(card) or one in str(card))
        assert "You and" in words_of(card) and "Reading along is a full way" in words_of(card)
        await slack.press(member, card, "I'll ask")
        await slack.form("Your words")
        await slack.submit(member, {})
        await slack.hears(member, "Here are your words")
        await picture(browser_page, slack, "asked", {BEN: "Ben Okafor", CHIKA: "Chika Mori"}[member])
        assert not any(slack.said_to(one) for one in OUTSIDE), "the bot never writes to whom it names"
        await slack.command(named, "mine", STEWARDS)
        assert "Do not suggest me" in words_of(await slack.sees(STEWARDS, "I asked"))
        await slack.command(named, "join", STEWARDS)
        await slack.message(named, STEWARDS, "hello, may I read along?")
        walk.clock.move_to(max(walk.clock.now(), datetime.now(UTC) + timedelta(minutes=5)))
        await slack.command(ANA, "picture", STEWARDS)
        after = words_of(await slack.sees(STEWARDS, "6 people"))
        assert after != before
        await picture(browser_page, slack, "after", "data-stewards")
        assert slack.refusals() == []
