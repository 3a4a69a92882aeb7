"""From an ask to a practice over three weeks, in the local client: nobody gives an answer but people."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from tests.harness import browser
from tests.harness.local_slack import words_of
from tests.walks.conftest import Walk

pytestmark = pytest.mark.asyncio

ANA, BEN, EVA, GENERAL = "U01ANA", "U02BEN", "U05EVA", "C01GEN"
PICTURES = "EVENER_CLINIC_PICTURES"  # a folder: what is seen on the way is kept there, as in docs/clinic.md
ASK = "Our onboarding is chaotic. New colleagues leave after three months, and I do not know where to begin."
TOLD = "We gave each newcomer one person to eat lunch with in week one. It held for a year."


class Camera:
    """Looks at the page as one person and keeps pictures where they are wanted."""

    def __init__(self, page: Page | None, address: str) -> None:
        self.page, self.address, self.number = page, address, 0

    async def keep(self, name: str, place: str, seen: str, what: str, thread: str = "") -> None:
        """As this person, in this place of the sidebar, once these words are to be seen; then in that message's thread."""
        if self.page is None:
            return
        self.number += 1
        await self.page.goto(self.address)
        await self.page.locator("select").first.select_option(label=name)
        await self.page.locator("button.sidebar-item", has_text=place).last.click()
        await self.page.get_by_text(seen).last.scroll_into_view_if_needed()
        if thread:
            await self.page.get_by_text("replies").last.click()
            await self.page.get_by_text(thread).last.scroll_into_view_if_needed()
        await self.page.screenshot(path=Path(os.environ[PICTURES]) / f"clinic-{self.number}-{what}.png")


@asynccontextmanager
async def camera_at(address: str) -> AsyncIterator[Camera]:
    """A camera with film where pictures are wanted, else one without."""
    if not os.environ.get(PICTURES):
        yield Camera(None, address)
        return
    async with browser.page(1180, 860) as page:
        yield Camera(page, address)


async def test_from_ask_to_practice_in_three_weeks(socket_walk: Walk) -> None:
    async with camera_at(socket_walk.slack.address) as camera:
        await walked(socket_walk, camera)


async def walked(walk: Walk, camera: Camera) -> None:
    slack = walk.slack
    await slack.command(BEN, "new", GENERAL)
    await slack.form("New community")
    await slack.submit(BEN, {"Name": "People people"})
    await slack.sees(GENERAL, "is a community now")
    await walk.passes(minutes=5)

    await slack.command(ANA, f"ask {ASK}", GENERAL)
    await walk.passes(seconds=5)
    first = await slack.hears(ANA, "Our onboarding is chaotic")
    assert words_of(first).count("?") == 1
    await camera.keep("Ana Sousa", "Ana Sousa", "Our onboarding is chaotic", "listen")

    await slack.direct(ANA, "Last spring three of five left, and nobody had met their buddy.")
    await walk.passes(seconds=5)
    await slack.hears(ANA, "Last spring three of five left")
    await slack.direct(ANA, "Just tell me what to do. Is a buddy the right answer?")
    await walk.passes(seconds=5)
    handed = await slack.hears(ANA, "bring no answers")
    await camera.keep("Ana Sousa", "Ana Sousa", "bring no answers", "hand-back")

    await slack.press(ANA, handed, "Bring in people")
    people = await shown(slack, "Whom would you like to bring in")
    await slack.press(ANA, people, "Ask the community")
    await slack.form("Ask the community")
    await slack.submit(ANA)
    await shown(slack, "It is in")
    await walk.passes(seconds=5)
    shared = await slack.sees(GENERAL, "Who has met something like it")
    await camera.keep("Ben Okafor", "general", "Who has met something", "shared")
    await slack.press(EVA, shared, "Tell what happened")
    await slack.form("What happened to you")
    await slack.submit(EVA, {"What did you do, and what happened?": TOLD})
    await shown(slack, "Thank you for sharing")
    await walk.passes(seconds=5)
    told = await slack.hears(ANA, TOLD)
    await camera.keep("Ana Sousa", "Ana Sousa", "one person to eat lunch", "told")
    await replied(walk, camera, shared)
    await talked_over(walk, camera, shared, handed)
    await slack.press(ANA, told, "Begin with this")
    form = await slack.form("A small experiment")
    assert TOLD in str(form)
    await slack.submit(ANA, {"What is the smallest next step?": "Lunch for the one who starts in March",
                             "On which day do you look back?": "2026-03-23"})  # fmt: skip
    await shown(slack, "come back to you on")

    await walk.passes(days=21, hours=3)
    review = await slack.hears(ANA, "You planned")
    await camera.keep("Ana Sousa", "Ana Sousa", "You planned", "review")
    await slack.press(ANA, review, "Tell how it went")
    await slack.form("Looking back")
    await slack.submit(ANA, {"What happened?": "She stayed, and knows six people.", "What did you learn?": "Lunch matters more than the list.",
                             "And now?": "kept"})  # fmt: skip
    await shown(slack, "Thank you for writing down")
    await walk.passes(minutes=5)
    arc = await slack.hears(ANA, "What you learnt")
    assert "Our onboarding is chaotic" in words_of(arc)
    await camera.keep("Ana Sousa", "Ana Sousa", "What you learnt", "wrap-up")
    assert "Lunch matters more" in words_of(await slack.hears(EVA, "Lunch matters more"))
    await slack.press(ANA, arc, "Keep it as a practice")
    await slack.form()
    assert slack.refusals() == []


async def replied(walk: Walk, camera: Camera, shared: Any) -> None:
    """Ben replies under the question, and says privately that it may be kept with it."""
    slack = walk.slack
    await walk.passes(minutes=2)
    await slack.message(BEN, GENERAL, "With us the list worked once one person owned it.", shared["ts"])
    await walk.passes(seconds=5)
    asked = await slack.hears(BEN, "with your name, until the clinic is over")
    await camera.keep("Ben Okafor", "Ben Okafor", "until the clinic is over", "reply")
    await slack.press(BEN, asked, "It may be kept")
    await walk.passes(seconds=5)
    await slack.hears(ANA, "once one person owned it")


async def talked_over(walk: Walk, camera: Camera, shared: Any, turn: Any) -> None:
    """Three of them hold a Troika in the thread: whose turn it is, what is said, and who said what in the end."""
    slack = walk.slack
    await slack.press(ANA, turn, "Choose a process")
    offered = await shown(slack, "Two ways to talk it over")
    await slack.press(ANA, offered, "Troika: three people, each helped in turn")
    chosen = await shown(slack, "You chose")
    await slack.press(ANA, chosen, "Run it in the thread, by the minute")
    await walk.passes(seconds=5)
    card = await slack.sees(GENERAL, "would like to take part")
    for one in (BEN, EVA):
        await slack.press(one, card, "I take part")
    await slack.press(ANA, card, "Begin")
    await walk.passes(seconds=5)
    await slack.sees(GENERAL, "Step 1 of 5")
    await slack.message(ANA, GENERAL, "Nobody meets their buddy after the first week.", shared["ts"])
    await walk.passes(minutes=2)
    await slack.sees(GENERAL, "Step 2 of 5")
    await slack.message(EVA, GENERAL, "When did two of them last meet?", shared["ts"])
    await camera.keep("Ana Sousa", "general", "Who has met something", "turns", thread="When did two of them")
    await walk.passes(minutes=40)
    summary = await slack.sees(GENERAL, "who said what")
    assert "Nobody meets their buddy after the first week." in words_of(summary)
    assert "When did two of them last meet?" in words_of(summary)
    await camera.keep(
        "Ana Sousa", "general", "Who has met something", "who-said-what", thread="I have deleted these words"
    )


async def shown(slack: Any, text: str) -> Any:
    """The newest message with these words in any conversation."""

    def newest() -> Any:
        return next(
            (
                m
                for channel in slack._messages
                for m in reversed(slack.messages(channel))
                if text in words_of(m)
            ),
            None,
        )

    return await slack.until(newest, f"{text!r}")
