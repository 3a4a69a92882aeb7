"""Twelve people in five time zones over three pulses, time passing at a word: each asked in their own hours, none told on.

``EVENER_PULSE_PICTURES=docs/pictures`` keeps what is seen on the way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.clock import StillClock
from bot.demo.local_slack import Channel, Colleague, Workspace
from bot.demo.run import house_in
from bot.demo.wire import mended
from bot.house import House
from storage.outbox import DELIVERED, letters
from tests.harness.house import MONDAY
from tests.harness.local_slack import Json, LocalSlack, local_slack, words_of
from tests.walks.camera import Camera, camera_at

pytestmark = [pytest.mark.asyncio, pytest.mark.xdist_group("pulse-walk")]

PICTURES = "EVENER_PULSE_PICTURES"
ZONES = ("Europe/Lisbon", "Asia/Tokyo", "America/Denver", "Asia/Kolkata", "America/Sao_Paulo")
NAMES = ("Ana Sousa", "Ben Okafor", "Chika Mori", "Dee Alvarez", "Eva Lund", "Fin Byrne",
         "Gul Aydin", "Hana Kim", "Ivo Novak", "Jun Abe", "Kai Moana", "Lea Roux")  # fmt: skip
FOLK = tuple(
    Colleague(f"U{at:02d}{name[:3].upper()}", name.split()[0].lower(), name, ZONES[at % len(ZONES)])
    for at, name in enumerate(NAMES, 1)
)
PLACE, CHANNEL = "data-stewards", "C02DATA"
WORKSPACE = Workspace(
    colleagues=FOLK,
    channels=(Channel(CHANNEL, PLACE, tuple(one.id for one in FOLK)),),
    name="Five zones",
)
ANA, BEN, CHI, DEE, EVA = (one.id for one in FOLK[:5])
ANSWERING = tuple(one.id for one in FOLK[:10])
LEA = FOLK[11].id
SAID = (("Agree", "Agree"), ("Strongly agree", "Agree"), ("In between", "Agree"), ("Agree", "In between"), ("Disagree", "Agree"))  # fmt: skip


@dataclass
class Walk:
    """Everybody at one client, the house behind it, and a camera."""

    slack: LocalSlack
    house: House
    clock: StillClock
    camera: Camera

    async def skip(self, span: str) -> None:
        """``/community skip 7d``, until it says that it is then."""
        before = len([one for one in self.slack.said_to(ANA) if " now." in words_of(one)])

        def arrived() -> bool:
            return len([one for one in self.slack.said_to(ANA) if " now." in words_of(one)]) > before

        await self.slack.command(ANA, f"skip {span}", CHANNEL)
        await self.slack.until(arrived, f"{span} to pass", within=60)

    async def shown(self, user: str, text: str) -> Json:
        """What is shown to one person alone in the channel."""
        return await self.slack.until(
            lambda: next(
                (m for m in reversed(self.slack.shown_to(user, CHANNEL)) if text in words_of(m)), None
            ),
            f"{text!r} for {user}",
        )


@asynccontextmanager
async def walking(folder: Path) -> AsyncIterator[Walk]:
    async with (
        local_slack(folder / "slack", WORKSPACE) as slack,
        camera_at(slack.address, "pulse", PICTURES) as camera,
    ):
        clock = StillClock(MONDAY)
        async with (
            mended(WORKSPACE, slack.address) as api,
            house_in(folder, api, clock, beating=False, town=WORKSPACE) as house,
        ):
            yield Walk(slack, house, clock, camera)


async def test_twelve_people_in_five_zones_over_three_pulses(tmp_path: Path) -> None:
    async with walking(tmp_path) as walk:
        await walk.slack.command(ANA, "new", CHANNEL)
        await walk.slack.form("New community")
        await walk.slack.submit(ANA, {"Name": "Data stewards"})
        await walk.slack.sees(CHANNEL, "is a community now")
        await walk.skip("1h")
        await first_pulse(walk)
        await second_pulse(walk)
        await third_pulse(walk)
        await group_rating(walk)
        await each_was_asked_in_their_own_hours(walk)
        assert walk.slack.refusals() == []


async def starts(walk: Walk, **fields: str) -> None:
    """Ana fills in the form, reads to how many it goes, and sends it."""
    await walk.slack.command(ANA, "pulse", CHANNEL)
    await walk.slack.form("Start a pulse")
    asked = {"What to ask about": ("Identification with the community", "Belonging")}
    await walk.slack.submit(ANA, {**asked, **fields})
    preview = await walk.shown(ANA, "Each person gets one of these")
    assert "It goes to" in words_of(preview)
    await walk.slack.press(ANA, preview, "Send")
    await walk.skip("30h")


async def answer(walk: Walk, wave: int) -> None:
    """Ten of the twelve answer, each on the one card that is drawn anew in its place."""
    for at, person in enumerate(ANSWERING):
        first, second = SAID[(at + wave) % len(SAID)]
        before = len(walk.slack.said_to(person))
        await walk.slack.press(person, await walk.slack.hears(person, "1 of 2"), first)
        await walk.slack.press(person, await walk.slack.hears(person, "2 of 2"), second)
        await walk.slack.hears(person, "Thank you. Kept")
        assert len(walk.slack.said_to(person)) == before, "one card, and nothing beside it"


async def first_pulse(walk: Walk) -> None:
    """The card, who sees what, one who wants no pulses, results to those who answered, and a word of what comes next."""
    await starts(walk)
    card = await walk.slack.hears(BEN, "1 of 2")
    assert "Confidential" in words_of(card)
    await walk.camera.keep("Ben Okafor", "Ben Okafor", "1 of 2", "card")
    await answer(walk, 0)
    await walk.slack.press(LEA, await walk.slack.hears(LEA, "1 of 2"), "No more pulses")
    await walk.slack.press(
        LEA, await walk.slack.hears(LEA, "No more pulses from any community?"), "Stop pulses"
    )
    await walk.slack.hears(LEA, "No more pulses will reach you")
    await walk.skip("7d")
    told = words_of(await walk.slack.hears(CHI, "You answered, so this comes to you first"))
    assert "10 to 19 people answered" in told and "Asked here for the first time." in told
    await walk.camera.keep("Chika Mori", "Chika Mori", "You answered, so this comes to you first", "results")
    assert not [one for one in walk.slack.said_to(LEA) if "Pulse results" in words_of(one)]
    mine = await walk.slack.hears(CHI, "My answers beside the whole")
    await walk.slack.press(CHI, mine, "My answers beside the whole")
    await walk.slack.hears(CHI, "You: ")
    await walk.camera.keep("Chika Mori", "Chika Mori", "kept nowhere else with you", "beside")
    convener = await walk.slack.hears(ANA, "this is where you tell everybody")
    await walk.camera.keep("Ana Sousa", "Ana Sousa", "this is where you tell everybody", "convener")
    await walk.slack.press(ANA, convener, "Say what the community will do")
    await walk.slack.form("What comes next")
    await walk.slack.submit(ANA, {"What will the community do after this pulse?": "An open hour on Fridays"})
    await walk.slack.hears(ANA, "asks what came of it")
    await walk.skip("5m")
    await walk.slack.sees(CHANNEL, "will do after the pulse")


async def second_pulse(walk: Walk) -> None:
    """It begins with what came of the first; somebody puts it off until a day; mostly nothing changed that could be seen."""
    await walk.skip("4w")
    await starts(walk, **{"What came of the last pulse?": "The open hour is on; six came"})
    card = await walk.slack.hears(DEE, "1 of 2")
    assert "After the last pulse: The open hour is on; six came" in words_of(card)
    await walk.camera.keep("Dee Alvarez", "Dee Alvarez", "The open hour is on", "begins")
    later = FOLK[10].id
    await walk.slack.press(later, await walk.slack.hears(later, "1 of 2"), "Later")
    await walk.slack.press(later, await walk.slack.hears(later, "When is a better time?"), "Tomorrow")
    await walk.slack.hears(later, "I will bring it back")
    await answer(walk, 1)
    await walk.skip("7d")
    told = words_of(await walk.slack.hears(BEN, "No change we could detect."))
    assert told.count("No change we could detect.") == 2
    assert len([one for one in walk.slack.said_to(LEA) if "1 of 2" in words_of(one)]) == 0


async def third_pulse(walk: Walk) -> None:
    """Anybody reads the results, how they went over time, how to read them, and the table."""
    await walk.skip("4w")
    await starts(walk, **{"What came of the last pulse?": "We kept the open hour"})
    await answer(walk, 2)
    await walk.skip("8d")
    await walk.slack.command(LEA, "results", CHANNEL)
    results = await walk.shown(LEA, "over time")
    assert "Over 3 pulses" in words_of(results)
    await walk.camera.keep("Lea Roux", PLACE, "over time", "over-time")
    await walk.slack.press(LEA, results, "How to read this")
    await walk.shown(LEA, "19 times in 20. With few answers")
    await walk.slack.command(LEA, "results csv", CHANNEL)
    await walk.skip("1m")
    table = words_of(await walk.slack.hears(LEA, "likely_from"))
    assert table.count(",10-19,") == 6


async def group_rating(walk: Walk) -> None:
    """A number each, how they lie in the channel, a talk in the thread, and a number once more."""
    await walk.skip("monday")
    await walk.slack.command(ANA, "rate", CHANNEL)
    await walk.slack.form("Rate together")
    await walk.slack.submit(ANA, {"The problem your community works on": "late reports"})
    await walk.slack.press(ANA, await walk.shown(ANA, "once now and once after the talk"), "Send")
    await walk.skip("30h")
    await walk.slack.hears(EVA, "Rate together")
    await walk.camera.keep("Eva Lund", "Eva Lund", "Rate together", "rating")
    for person, number in zip(ANSWERING, (3, 4, 8, 7, 5, 6, 4, 9, 2, 6), strict=True):
        await walk.slack.press(person, await walk.slack.hears(person, "Rate together"), str(number))
    await walk.skip("2d")
    shown = await walk.slack.sees(CHANNEL, "What speaks for a high number")
    await walk.slack.message(BEN, CHANNEL, "Two of the reports left on time once we split them.", shown["ts"])
    await walk.skip("106h")
    for person, number in zip(ANSWERING, (5, 5, 8, 7, 6, 6, 5, 8, 4, 6), strict=True):
        await walk.slack.press(
            person, await walk.slack.hears(person, "Once more, after the talk"), str(number)
        )
    await walk.skip("3d")
    assert "Before the talk" in words_of(await walk.slack.sees(CHANNEL, "After the talk"))
    await walk.camera.keep("Ben Okafor", PLACE, "What speaks for a high", "talk", thread="After the talk")


async def each_was_asked_in_their_own_hours(walk: Walk) -> None:
    """Between nine and five, from Monday to Friday, where each of them is; and people of one zone not in the same minute."""
    zones = {f"slack:{one.id}": ZoneInfo(one.zone) for one in FOLK}
    asked: dict[str, list[datetime]] = defaultdict(list)
    statement = select(letters.c.once, letters.c.recipient, letters.c.settled_at).where(
        letters.c.kind == "pulse.ask", letters.c.state == DELIVERED
    )
    async with walk.house.store.reading() as connection:
        rows = (await connection.execute(statement)).all()
    assert len(rows) >= 3 * 11
    for row in rows:
        there = row.settled_at.astimezone(zones[row.recipient])
        assert 9 <= there.hour < 17 and there.weekday() < 5, (row.recipient, there)
        asked[row.once.split(":")[1] + str(zones[row.recipient])].append(row.settled_at)
    minutes = [f"{one:%H:%M}" for together in asked.values() for one in together]
    assert len(set(minutes)) > len(minutes) / 3
