"""Pictures of what a person sees at the local client, for a page of docs; without a folder nothing is taken."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.async_api import Page

from tests.harness import browser


@dataclass
class Camera:
    """Looks at the page as one person. ``name`` begins every file; they are numbered in the order in which they are taken."""

    page: Page | None
    address: str
    name: str
    folder: Path = field(default_factory=Path)
    taken: int = 0

    async def keep(self, person: str, place: str, seen: str, what: str, thread: str = "") -> None:
        """As this person, in this place of the sidebar, once these words are to be seen; then in that message's thread."""
        if self.page is None:
            return
        self.taken += 1
        await self.page.goto(self.address)
        await self.page.locator("select").first.select_option(label=person)
        await self.page.locator("button.sidebar-item", has_text=place).last.click()
        await self.page.get_by_text(seen).last.scroll_into_view_if_needed()
        if thread:
            await self.page.get_by_text("replies").last.click()
            await self.page.get_by_text(thread).last.scroll_into_view_if_needed()
        await self.page.screenshot(path=self.folder / f"{self.name}-{self.taken}-{what}.png")


@dataclass
class SlackCard:
    """Looks at the local Slack as anybody, and keeps the one message that has these words."""

    page: Page
    address: str
    folder: Path

    async def keep(self, person: str, place: str, seen: str, what: str) -> None:
        await self.page.goto(self.address)
        await self.page.locator("select").first.select_option(label=person)
        await self.page.locator("button.sidebar-item", has_text=place).last.click()
        message = self.page.locator(".msg", has_text=seen).last
        await message.scroll_into_view_if_needed()
        await message.screenshot(path=self.folder / f"{what}-slack.png")


@dataclass
class TeamsCamera:
    """Looks at the Agents Playground's page, which is one person's, and keeps the one card that has these words.

    The page shows what comes while it is open, so it stays open from the beginning.
    """

    page: Page
    folder: Path

    async def keep(self, place: str, seen: str, what: str) -> None:
        await self.page.get_by_text(place, exact=True).last.click()
        card = self.page.locator(".ac-adaptiveCard", has_text=seen).last
        await card.scroll_into_view_if_needed()
        await card.screenshot(path=self.folder / f"{what}-teams.png")


@asynccontextmanager
async def camera_at(address: str, name: str, variable: str) -> AsyncIterator[Camera]:
    """A camera with film where the variable names a folder, else one without."""
    folder = os.environ.get(variable)
    if not folder:
        yield Camera(None, address, name)
        return
    async with browser.page(1180, 900) as page:
        yield Camera(page, address, name, Path(folder))
