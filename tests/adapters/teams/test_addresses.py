"""Where people are reached in Teams is learnt once, by whichever replica, and known to all within a minute."""

from __future__ import annotations

import pytest

from adapters.teams.addresses import Addresses
from tests.adapters.teams.cloud import CHANNEL, TEAM, TENANT, WORKSPACE, Drawer, StandingClock

pytestmark = pytest.mark.asyncio

ANA = "teams:29:ana"
HERE = {"serviceUrl": "https://smba.example/emea", "recipient": {"id": "28:bot"}}
HELLO = HERE | {
    "from": {"id": "29:ana"},
    "conversation": {"id": "a:chat", "conversationType": "personal", "tenantId": TENANT},
    "channelData": {"tenant": {"id": TENANT}},
}


def said_in(channel: str) -> dict[str, object]:
    data = {"tenant": {"id": TENANT}, "team": {"id": TEAM, "name": "Data"}, "channel": {"id": channel}}
    where = {"id": channel, "conversationType": "channel", "tenantId": TENANT}
    return HERE | {"from": {"id": "29:ana"}, "conversation": where, "channelData": data}


async def test_a_chat_that_another_replica_learnt_is_found_within_a_minute() -> None:
    drawer, clock = Drawer(), StandingClock()
    here, there = Addresses(drawer, clock), Addresses(drawer, clock)
    assert await there.chat_of(WORKSPACE, ANA) is None
    await here.learn(WORKSPACE, HELLO)
    found = await here.chat_of(WORKSPACE, ANA)
    clock.passes(60)
    assert found is not None
    assert await there.chat_of(WORKSPACE, ANA) == found


async def test_two_replicas_that_learn_different_channels_keep_both() -> None:
    drawer, clock = Drawer(), StandingClock()
    here, there = Addresses(drawer, clock), Addresses(drawer, clock)
    await here.learn(WORKSPACE, said_in(CHANNEL))
    await there.learn(WORKSPACE, said_in(CHANNEL))
    await here.learn(WORKSPACE, said_in("19:second@thread.tacv2"))
    await there.learn(WORKSPACE, said_in("19:third@thread.tacv2"))
    await here.name_channels(WORKSPACE, TEAM, {"19:third@thread.tacv2": "Third"})
    assert sorted((await here.places(WORKSPACE)).values()) == ["Data / Third", "Data / …", "Data / …"]
