"""The pulses of the demo: the conveners start them, members answer by pressing the cards that reached them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from random import Random

from bot.demo.acting import Acting
from bot.demo.townsfolk import Json, Townsfolk, elements_of
from facilitation.words import ChannelId, PersonId

ANSWER = "pulse.answer"
MOST_ITEMS = 9  # on one card
USUAL = ("2", "3", "3", "4", "4", "4", "5")  # how people here tend to answer, 1 to 5


async def start(acting: Acting, convener: PersonId, channel: ChannelId, measures: tuple[str, ...]) -> None:
    """A convener chooses what to ask, looks at the preview, and sends it; open for five days."""
    opened = await acting.type(convener, channel, "pulse")
    preview = await acting.fill_in(convener, opened, {"measures": measures, "days": "5"})
    await acting.press(convener, channel, preview, "pulse.send")


async def answer(folk: Townsfolk, people: tuple[str, ...], luck: Random) -> int:
    """These people answer every open card in their direct conversation; returns how many presses that took."""
    talks = await folk.direct_conversations()
    presses = 0
    for person in people:
        for card in await _open_cards(folk, talks.get(person)):
            presses += await _answer(folk, person, card, luck)
    return presses


async def _open_cards(folk: Townsfolk, talk: str | None) -> list[Json]:
    written = await folk.written(talk) if talk else []
    return [message for message in written if any(_choices(message))]


async def _answer(folk: Townsfolk, person: str, card: Json, luck: Random) -> int:
    """One question after the other, on the one card that is drawn anew each time."""
    for presses in range(MOST_ITEMS):
        choices = {value: action for action, value in _choices(card)}
        if not choices:
            return presses
        wanted = luck.choice(USUAL)
        await folk.press(person, card, choices.get(wanted) or next(iter(choices.values())))
        card = next(one for one in await folk.written(card["channel"]) if one["ts"] == card["ts"])
    return MOST_ITEMS


def _choices(message: Json) -> Iterator[tuple[str, str]]:
    """(action_id, value) of every answer that the card offers."""
    for element, _ in elements_of(message.get("blocks")):
        if element["action_id"].startswith(ANSWER) and element.get("value"):
            _wave, _item, value, *_ = json.loads(element["value"])
            yield element["action_id"], value
