"""Small made-up talks for tests of the periphery."""

from __future__ import annotations

from itertools import count
from random import Random

from facilitation.participation import Heard
from facilitation.periphery.learning import Learner
from facilitation.periphery.look import Look, look
from facilitation.periphery.memory import DAY, Memory
from facilitation.periphery.ranking import Ground
from facilitation.periphery.slots import Exposure, Pick, Seeking, choose

NOW = 1_700_000_000.0
_ids = count()


def wrote(person: str, channel: str, days_ago: float, thread: str = "", *mentions: str) -> Heard:
    id = f"m{next(_ids)}"
    return Heard(NOW - days_ago * DAY, person, channel, id, thread or id, mentions)


def remembered(*messages: Heard) -> Memory:
    memory = Memory()
    memory.hear_all(sorted(messages, key=lambda one: one.at))
    return memory


def looked(*messages: Heard) -> Look:
    return look(remembered(*messages), NOW)


def seeking(look: Look, channel: str) -> Seeking:
    number = look.channels.index(channel)
    return Seeking(channel, number, look.members(number))


def chosen(look: Look, *channels: str, exposure: Exposure | None = None, seed: str = "") -> list[Pick]:
    """Who is named to these communities, in the order of the channels."""
    asked = [seeking(look, one) for one in channels]
    luck = lambda name: Random(seed + name)  # noqa: E731
    return choose(Ground(look), asked, Learner().weights, exposure or Exposure(), luck)
