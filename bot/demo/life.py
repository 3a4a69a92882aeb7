"""Four weeks of life for the demo's workspace, lived through the bot itself: it hears, decides, keeps and writes letters."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from bot.demo.story import STORY, WEEKS, Line
from bot.demo.town import ANA, EVA, EVALUATION, FIN, STEWARDS, TOWN
from bot.demo.townsfolk import Json, Townsfolk
from bot.house import House
from facilitation.words import Arrival, Submission, What

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


class Life:
    """Plays the story with the house's clock in the past, from one line to the next, everything due in between."""

    def __init__(self, house: House, folk: Townsfolk) -> None:
        self._house, self._folk = house, folk
        self._said: dict[str, Json] = {}
        self._numbers = count(1)

    async def live(self, now: datetime) -> None:
        """From four weeks ago until now."""
        began = start_of(now)
        self._house.clock.move_to(began)
        await self._meet()
        for who, where, charter in CHARTERS:
            await self._form(who, "community.new", (f"slack:{where}",), charter)
        for line in STORY:
            if began + line.after < now:
                await self._house.advance(began + line.after)
                await self._say(line)
        await self._house.advance(now)

    async def _meet(self) -> None:
        """Everybody as the platform tells of them: their names and zones."""
        for platform in self._house.platforms.values():
            async for person, profile in platform.people(WORKSPACE):
                await self._arrive(person, profile)

    async def _form(self, who: str, form: str, memo: tuple[str, ...], answers: dict[str, str]) -> None:
        """A form sent back, as if somebody had filled it in then."""
        await self._arrive(f"slack:{who}", Submission(form, memo, dict(answers)))

    async def _arrive(self, person: str, what: What) -> None:
        await self._house.reception.receive(Arrival(f"life-{next(self._numbers)}", WORKSPACE, person, what))

    async def _say(self, line: Line) -> None:
        """A line is written in the local client, which tells the bot as it would any message."""
        thread = self._said[line.answers]["ts"] if line.answers else None
        message = await self._folk.message(line.who, line.where, line.text, thread)
        if line.name:
            self._said[line.name] = message
        for who in line.liked_by:
            await self._folk.react(who, message, "+1")


def start_of(now: datetime) -> datetime:
    """The Monday, midnight UTC, on which the story begins: its last week is the one before this."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight - timedelta(days=midnight.weekday(), weeks=WEEKS)
