"""A pulse that is open now, by the machine's own clock, for tests and measurements that start the bot as a process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from adapters.port import Reader
from adapters.slack.draw import draw_message
from adapters.slack.text import Paper as Drawing
from facilitation.people import ProfileLearnt
from facilitation.words import Profile
from tests.contracts.pulse_world import World
from tests.harness.house import lived_in


@dataclass(frozen=True)
class Card:
    """The first answer on somebody's card, as Slack would send it back."""

    user: str
    action_id: str
    value: str


async def open_pulse(url: str, count: int, house_key: bytes = b"") -> list[Card]:
    """Sent a week ago to ``count`` people, open for two more; made on a database as an installation has it."""
    now = datetime.now(UTC)
    async with lived_in(url, at=now - timedelta(days=7), migrated=True, house_key=house_key) as lived:
        world = World(lived)
        members = tuple(f"slack:U{n:05}" for n in range(count))
        await world.keep(*(ProfileLearnt(one, Profile(name="Somebody", zone="UTC")) for one in members))
        await world.community(members)
        await world.sends(by=members[0], days="20")
        await world.at(now)
        cards = {}
        for sent in lived.paper.sent:
            if sent.to in members:
                drawn = draw_message(sent.message, Drawing(Reader()))[0]
                cards.setdefault(sent.to, _first_answer(sent.to, drawn))
    return [card for card in cards.values() if card]


def _first_answer(to: str, drawn: Any) -> Card | None:
    elements = [one for block in drawn["blocks"] for one in block.get("elements", ())]
    answers = [one for one in elements if one.get("type") == "button" and "answer" in one["action_id"]]
    return Card(to.partition(":")[2], answers[0]["action_id"], answers[0]["value"]) if answers else None
