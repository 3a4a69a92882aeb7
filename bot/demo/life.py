"""Four weeks of life for the demo's workspace, lived through the bot itself: it hears, decides, keeps and writes letters."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from functools import partial

import structlog

from bot.demo import pulses
from bot.demo.acting import Acting, NothingThere
from bot.demo.deeds import DEEDS, Deed
from bot.demo.story import STORY, WEEKS, Line
from bot.demo.town import (
    ANA,
    BEN,
    CHIKA,
    DEE,
    EVA,
    EVALUATION,
    FIN,
    GUL,
    HANA,
    IRA,
    JONAS,
    KAI,
    LEA,
    STEWARDS,
    TOWN,
)
from bot.demo.townsfolk import Json, Townsfolk
from bot.house import House
from facilitation.rhythm import next_local

logger = structlog.get_logger(__name__)

WORKSPACE = f"slack:{TOWN.team}"
CHARTERS: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        ANA,
        STEWARDS,
        {
            "name": "Data stewards",
            "purpose": "Keep research data findable and honest, also when the people who made it have moved on.",
            "values": "We show what did not work. We ask before we fix.",
            "who_for": "Anybody who deposits, checks or repairs data.",
            "sponsor": f"slack:{EVA}",
        },
    ),
    (
        FIN,
        EVALUATION,
        {
            "name": "Evaluation circle",
            "purpose": "Learn what our services change for people, without counting what does not count.",
            "values": "Curiosity first. The people we ask come before the numbers.",
            "who_for": "Everybody who asks people how it went.",
            "sponsor": f"slack:{EVA}",
        },
    ),
)
Step = tuple[timedelta, Callable[[], Awaitable[object]]]


class Life:
    """Plays the story with the house's clock in the past, from one step to the next, everything due in between."""

    def __init__(self, house: House, folk: Townsfolk) -> None:
        self._house, self._folk = house, folk
        self._acting = Acting(house, WORKSPACE)
        self._said: dict[str, Json] = {}
        self._began = house.clock.now()

    async def live(self, now: datetime) -> None:
        """From four weeks ago until now."""
        self._began = began = start_of(now)
        self._house.clock.move_to(began)
        await self._meet()
        for who, where, charter in CHARTERS:
            opened = await self._acting.type(f"slack:{who}", f"slack:{where}", "new")
            await self._acting.fill_in(f"slack:{who}", opened, charter)
        for after, do in sorted(self._steps(), key=lambda step: step[0]):
            if began + after < now:
                await self._house.advance(began + after)
                await do()
        await self._house.advance(now)

    async def _meet(self) -> None:
        """Everybody as the platform tells of them: their names and zones."""
        for platform in self._house.platforms.values():
            async for person, profile in platform.people(WORKSPACE):
                await self._acting.arrive(person, profile)

    def _steps(self) -> list[Step]:
        """What happens, and how long after the beginning."""
        said: list[Step] = [(line.after, partial(self._say, line)) for line in STORY]
        done: list[Step] = [(deed.after, partial(self._do, deed)) for deed in DEEDS]
        return [*said, *done, *self._pulses()]

    def _pulses(self) -> list[Step]:
        """Each community asked once and heard the results; the stewards are being asked again now, four have answered.

        Few questions, because nobody is asked more than four in four weeks, whatever communities they are in.
        """
        start, answer = self._start_pulse, self._answer_pulse
        return [
            (timedelta(days=7, hours=9.5), partial(start, ANA, STEWARDS, ("ID", "PS"))),
            (timedelta(days=9, hours=13), partial(answer, (ANA, BEN, CHIKA, DEE, GUL, HANA, JONAS))),
            (timedelta(days=14, hours=10), partial(start, FIN, EVALUATION, ("BE",))),
            (timedelta(days=16, hours=13), partial(answer, (ANA, DEE, FIN, HANA, IRA, JONAS, LEA))),
            (timedelta(days=25, hours=9), partial(start, ANA, STEWARDS, ("EM",))),
            (timedelta(days=25, hours=15), partial(answer, (BEN, GUL, HANA))),
            (timedelta(days=28, hours=1), partial(answer, (KAI,))),
        ]

    async def _start_pulse(self, who: str, where: str, measures: tuple[str, ...]) -> None:
        await pulses.start(self._acting, f"slack:{who}", f"slack:{where}", measures)

    async def _answer_pulse(self, people: tuple[str, ...]) -> None:
        luck = self._house.chance.luck(f"demo:{self._house.clock.now():%U}")
        await pulses.answer(self._folk, people, luck)

    async def _do(self, deed: Deed) -> None:
        """Type, press what came, fill in what opened. What the bot no longer offers is passed over, and said."""
        who, where = f"slack:{deed.who}", f"slack:{deed.where}"
        try:
            replies = await self._acting.type(who, where, deed.words)
            for action in deed.presses:
                replies = await self._acting.press(who, where, replies, action)
            if deed.answers:
                await self._acting.fill_in(who, replies, self._dated(deed.answers))
        except NothingThere as why:
            logger.warning("demo.passed_over", words=deed.words, why=str(why)[:200])

    def _dated(self, answers: Mapping[str, str | int]) -> dict[str, str]:
        """Days since the story began become dates."""
        return {
            name: (self._began + timedelta(days=value)).date().isoformat()
            if isinstance(value, int)
            else value
            for name, value in answers.items()
        }

    async def _say(self, line: Line) -> None:
        """A line is written in the local client, which tells the bot as it would any message."""
        thread = self._said[line.answers]["ts"] if line.answers else None
        message = await self._folk.message(line.who, line.where, line.text, thread)
        if line.name:
            self._said[line.name] = message
        for who in line.liked_by:
            await self._folk.react(who, message, "+1")


def present(now: datetime) -> datetime:
    """When the demo begins: a Tuesday morning, this one or the next, so that people are at work and a pulse is open."""
    return next_local("UTC", 10, 0, now, weekday=1)


def start_of(now: datetime) -> datetime:
    """The Monday, midnight UTC, on which the story begins: its last week is the one before this."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday(), weeks=WEEKS)
