"""A real browser on the pages that people see: Chromium, where one is installed."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Page, async_playwright

# As root it needs --no-sandbox; without the others it looks for its maker's hosts at every start.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
NONE_HERE = "no Chromium is installed here (on Debian: apt-get install chromium; .ci/run does that)"


def chromium() -> Path | None:
    """The browser of this machine, None when there is none: Playwright's own is not fetched."""
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    return Path(found) if found else None


@contextlib.asynccontextmanager
async def page(width: int = 1280, height: int = 800, *, scale: float = 1.0) -> AsyncIterator[Page]:
    """An empty page in a browser of one's own, gone when the block ends."""
    program = chromium()
    assert program is not None, NONE_HERE
    with tempfile.TemporaryDirectory(prefix="evener-browser-", ignore_cleanup_errors=True) as profile:
        async with async_playwright() as playwright:
            context = await playwright.chromium.launch_persistent_context(
                profile,
                executable_path=program,
                headless=True,
                args=list(FLAGS),
                viewport={"width": width, "height": height},
                device_scale_factor=scale,
            )
            try:
                yield await context.new_page()
            finally:
                await context.close()
