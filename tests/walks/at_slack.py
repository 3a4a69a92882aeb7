"""People of the local Slack, and a whole house behind it."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.clock import Clock, StillClock
from bot.house import House
from tests.harness.local_slack import LocalSlack
from tests.harness.local_slack import words_of as slack_words
from tests.harness.slack_rules import message_faults
from tests.walks.camera import SlackCard
from tests.walks.clients import Dice, Json
from tests.walks.conftest import walking


@dataclass
class AtSlack:
    """People of the local Slack."""

    slack: LocalSlack
    house: House
    clock: StillClock
    name: str = "slack"
    channel: str = "C01GEN"
    camera: SlackCard | None = None

    @property
    def people(self) -> tuple[str, ...]:
        return tuple(one.id for one in self.slack.workspace.colleagues)

    async def command(self, person: int, words: str) -> None:
        await self.slack.command(self.people[person], words)

    async def sees(self, person: int, text: str) -> Json:
        def newest() -> Json | None:
            own = self.slack.said_to(self.people[person])
            everybody = self.slack.messages(self.channel)
            found = [one for one in (*everybody, *own) if text in slack_words(one)]
            return found[-1] if found else None

        return await self.slack.until(newest, f"{text!r} for {self.people[person]}")

    async def either_sees(self, people: Sequence[int], text: str) -> tuple[int, Json]:
        def newest() -> tuple[int, Json] | None:
            own = ((who, self.slack.said_to(self.people[who])) for who in people)
            aside = ((who, self.slack.shown_to(self.people[who], self.channel)) for who in people)
            found = [(who, one) for who, said in (*own, *aside) for one in said if text in slack_words(one)]
            return found[-1] if found else None

        return await self.slack.until(newest, f"{text!r} for one of {people}")

    async def press(self, person: int, message: Json, label: str) -> None:
        await self.slack.press(self.people[person], message, label)

    async def picks(self, person: int, message: Json, option: str) -> None:
        blocks = message["blocks"]
        inside = [one for block in blocks for one in (*block.get("elements", ()), block.get("accessory", {}))]
        menu = next(one for one in inside if one.get("type") == "static_select")
        await self.slack.pick(self.people[person], message, menu["action_id"], option)

    async def fill_in(self, person: int, title: str, answers: Mapping[str, str | tuple[str, ...]]) -> None:
        await self.slack.form(title)
        await self.slack.submit(self.people[person], answers)

    async def home(self, person: int) -> str:
        return slack_words(await self.slack.open_home(self.people[person]))

    async def joins(self, person: int) -> None:
        """Everybody is in the channel from the beginning."""

    async def leaves(self, person: int) -> None:
        await self.slack.command(self.people[person], "leave")

    async def says(self, person: int, words: str, *mentioned: int, elsewhere: bool = False) -> None:
        named = "".join(f"<@{self.people[one]}> " for one in mentioned)
        where = self.slack.workspace.channels[1].id if elsewhere else self.channel
        await self.slack.message(self.people[person], where, named + words)

    async def replies(self, person: int, message: Json, words: str) -> None:
        await self.slack.message(self.people[person], self.channel, words, message["ts"])

    async def writes_to_the_bot(self, person: int, words: str) -> None:
        await self.slack.direct(self.people[person], words)

    def whom(self, person: int) -> str:
        return self.people[person]

    def is_gone(self, message: Json) -> bool:
        return message["ts"] not in {one["ts"] for one in self.slack.messages(message["channel"])}

    async def catches_up(self) -> None:
        """Slack's ``ts`` is the machine's hour, and the local client knows no other."""
        self.clock.move_to(max(self.clock.now(), Clock().now() + timedelta(minutes=5)))

    def faults(self) -> list[Any]:
        said = [one for there in self.slack._messages.values() for one in there if one.get("bot_id")]
        return [faults for one in said if one.get("blocks") and (faults := message_faults(one))]

    async def shows(self, person: int, what: str, words: str) -> None:
        if self.camera is None:
            return
        name = next(one.name for one in self.slack.workspace.colleagues if one.id == self.people[person])
        private = any(words in slack_words(one) for one in self.slack.said_to(self.people[person]))
        await self.camera.keep(name, name if private else "general", words, what)

    def refusals(self) -> list[Json]:
        return list(self.slack.refusals())

    def words(self, message: Json) -> str:
        return slack_words(message)

    async def passes(self, **time: float) -> None:
        await self.house.advance(self.clock.now() + timedelta(**time))


@contextlib.asynccontextmanager
async def at_slack(folder: Path, mend: bool = False) -> AsyncIterator[AtSlack]:
    async with walking(folder, chance=Dice(), mend=mend) as walk:
        yield AtSlack(walk.slack, walk.house, walk.clock)
