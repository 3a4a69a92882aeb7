"""A newcomer types ``make demo``: a lived-in workspace is there, a week happens at a word, and Ctrl-C leaves nothing."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

from bot.demo.outside import eventually, free_port, is_free, running
from bot.demo.run import NO_BROWSER, PORT
from bot.demo.town import ANA, JONAS, STEWARDS, TOWN
from tests.harness.local_slack import at_the_page, words_of
from tests.harness.teams_playground import ME, at_teams
from tests.harness.teams_playground import words_of as words_of_card

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("demo")]

EVENER = Path(sys.executable).with_name("evener")
PICTURE = "EVENER_PICTURE"  # where `make picture` wants the page's picture


@contextlib.asynccontextmanager
async def demo(folder: Path, port: int, *words: str) -> AsyncIterator[tuple[Process, Path]]:
    """``evener demo`` as a process of its own, from the moment it says that it is ready; and what it says."""
    said = folder / "demo.log"
    env = {**os.environ, NO_BROWSER: "1", PORT: str(port)}

    async def ready() -> bool:
        return "Ctrl-C ends it" in said.read_text()

    async with running("the demo", [EVENER, "demo", *words], ready, said, within=90, env=env) as process:
        yield process, said


async def test_the_fifth_answer_and_a_week_at_a_word_give_results_and_ctrl_c_leaves_nothing(
    tmp_path: Path,
) -> None:
    port = free_port()
    async with demo(tmp_path, port) as (process, said):
        assert f"http://127.0.0.1:{port}" in said.read_text()
        async with at_the_page(f"http://127.0.0.1:{port}", TOWN) as slack:
            await slack.command(ANA, "status", STEWARDS)
            assert "Data stewards" in words_of(await slack.sees(STEWARDS, "Data stewards"))
            await slack.command(ANA, "skip soon", STEWARDS)
            await slack.sees(STEWARDS, "up to a year")
            await slack.press(JONAS, await slack.hears(JONAS, "1 of 1"), "Agree")
            await slack.hears(JONAS, "Thank you. Kept")
            await slack.command(ANA, "skip 7d", STEWARDS)
            assert "5 to 9 people answered" in words_of(await slack.hears(JONAS, "Empowerment", within=60))
            await slack.hears(ANA, " now.", within=60)
            assert slack.refusals() == []
        process.send_signal(signal.SIGINT)
        assert await process.wait() == 0
    assert "Traceback" not in said.read_text()
    assert "passed_over" not in said.read_text(), (
        "somebody in the demo wanted to do what the bot no longer offers"
    )

    async def gone() -> bool:
        return is_free(port)

    await eventually(gone, within=5)


async def test_killed_outright_it_leaves_the_port_free(tmp_path: Path) -> None:
    port = free_port()
    async with demo(tmp_path, port) as (process, _said):
        process.kill()

        async def gone() -> bool:
            return is_free(port)

        await eventually(gone, within=10)


async def test_a_taken_port_is_named_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Exception, match=f"Port {port} is taken.*{PORT}="):
            async with demo(tmp_path, port):
                pass


async def test_the_page_shows_a_community_with_a_life(tmp_path: Path, browser_page: Page) -> None:
    """`make picture` keeps what is seen here as docs/demo.png."""
    port = free_port()
    async with demo(tmp_path, port):
        await browser_page.goto(f"http://127.0.0.1:{port}")
        await browser_page.get_by_text("Thursday went fine").wait_for()
        box = browser_page.locator("textarea").first
        await box.fill("/community charter")
        await box.press("Enter")
        await browser_page.get_by_text("findable and honest").wait_for()
        await browser_page.locator(".sidebar-item", has_text="Jonas Weber").click()
        await browser_page.get_by_role("button", name="Strongly agree").last.wait_for()
        picture = Path(os.environ.get(PICTURE) or tmp_path / "demo.png")
        assert len(await browser_page.screenshot(path=picture)) > 20_000


async def test_the_same_bot_convenes_in_a_local_teams(tmp_path: Path) -> None:
    port = free_port()
    async with demo(tmp_path, port, "--teams"), at_teams(f"http://127.0.0.1:{port}") as teams:
        await teams.say("status")
        said = words_of_card(await teams.hears(ME, "Members"))
        assert "Members\n6" in said
        await teams.hears(ME, "1 of 1")
        await teams.install()  # as the page does when it is loaded: it shows only what comes from then on

        def asked_again() -> list[dict[str, Any]]:
            return [one for one in teams.said_to(ME) if "1 of 1" in words_of_card(one)][1:]

        (asked,) = await teams.until(asked_again, "the question again")
        answered = await teams.execute(asked, "Agree")
        assert "Thank you. Kept" in str(answered)
        await teams.say("skip 7d")
        await teams.hears(ME, " now.", within=60)
