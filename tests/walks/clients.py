"""One person at a chat client, whichever it is: the same walk drives the local Slack and the local Teams.

A walk says what somebody does and what they must then see. How a button is pressed or a form is filled in is each
client's own affair (at_slack.py, at_teams.py); labels are the house's, so they are the same in both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any, Protocol

from bot.clock import Chance
from bot.house import House

Json = Any


class Client(Protocol):
    """What anybody can do and see. People are numbered; the first one convenes."""

    name: str
    house: House

    async def command(self, person: int, words: str) -> None:
        """A command in the channel."""

    async def sees(self, person: int, text: str) -> Json:
        """Wait until this person can read these words somewhere, and give back the message."""

    async def either_sees(self, people: Sequence[int], text: str) -> tuple[int, Json]:
        """Wait until one of them, in their own chat or alone in the channel, can read these words; who, and the message."""

    async def press(self, person: int, message: Json, label: str) -> None: ...

    async def picks(self, person: int, message: Json, option: str) -> None:
        """One thing from the first menu of a message."""

    async def fill_in(self, person: int, title: str, answers: Mapping[str, str | tuple[str, ...]]) -> None:
        """Wait for the form of that title and send it with these answers by label."""

    async def home(self, person: int) -> str:
        """The words of this person's Home."""

    async def joins(self, person: int) -> None: ...

    async def leaves(self, person: int) -> None: ...

    async def says(self, person: int, words: str, *mentioned: int, elsewhere: bool = False) -> None:
        """Talk in the channel, or in another one that everybody is in, perhaps naming others first."""

    async def replies(self, person: int, message: Json, words: str) -> None:
        """Talk in the thread of a message in the channel."""

    async def writes_to_the_bot(self, person: int, words: str) -> None: ...

    def whom(self, person: int) -> str:
        """What this client's picker of people gives for somebody."""

    def is_gone(self, message: Json) -> bool:
        """Whether nobody can read this message any more: deleted, or its words taken out."""

    async def catches_up(self) -> None:
        """The house's hour is not behind the hour at which this client stamps what people write."""

    def refusals(self) -> list[Json]:
        """What the bot asked of the client and did not get."""

    def faults(self) -> list[Any]:
        """What the platform's own rules have against anything the bot has shown here."""

    async def shows(self, person: int, what: str, words: str) -> None:
        """Keep a picture of what this person sees around these words, where pictures are wanted."""

    def words(self, message: Json) -> str: ...

    async def passes(self, **time: float) -> None: ...


class Dice(Chance):
    """Dice that always fall the same way: ids differ from client to client, and with them what is drawn by lot."""

    def luck(self, name: str) -> Random:
        return Random("walk")
